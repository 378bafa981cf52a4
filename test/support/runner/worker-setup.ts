/** Runs in every process that vitest starts, before its test files. */
// Has no effect on a driver that is loaded already, and test files may load it in any order.
import '../../../src/mongo/driver-minimum.ts';
import { endWithParent } from '../end-with-parent.ts';

// A worker whose vitest was killed would otherwise wait for ever for what it runs.
endWithParent();
