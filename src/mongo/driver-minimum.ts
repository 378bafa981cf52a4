/**
 * Lets the pinned driver talk to MongoDB 4.2, which many clusters that have to move still run.
 *
 * Driver 7 declares 4.4 as its oldest server, by a wire version that it compares in two places; nothing that godwit
 * uses of it differs between the two. The suites run against a real 4.2 wherever one can be had
 * (docs/decisions/0004-servers-older-than-the-driver.md).
 */
import constants from 'mongodb/lib/cmap/wire_protocol/constants.js';

constants.MIN_SUPPORTED_WIRE_VERSION = 8;
constants.MIN_SUPPORTED_SERVER_VERSION = '4.2';
