import type { OplogFacts } from '../mongo/details/cluster-details.ts';
import { growsTo } from '../mongo/oplog-fill.ts';
import type { Migration } from '../spec/migration.ts';

/** The smallest size that `replSetResizeOplog` takes, in MB. */
const smallestMegabytes = 990;

/** Seconds that the oplog reaches back while it is filled as fast as it ever was, as far as that is known. */
export function reachAtPeak(oplog: OplogFacts): number {
  const { maxBytes, peakBytesPerSecond } = oplog;
  const reach = growsTo(oplog);
  return peakBytesPerSecond === undefined ? reach : Math.min(reach, maxBytes / peakBytesPerSecond);
}

/** Megabytes in which `seconds` of the same writes find place, at the rate of the busiest hours. */
export function sizeFor(oplog: OplogFacts, seconds: number): number {
  const bytes = (oplog.maxBytes * seconds) / Math.max(reachAtPeak(oplog), 1);
  return Math.max(smallestMegabytes, Math.ceil(bytes / 1024 ** 2 / 10) * 10);
}

/** What an event of the stream takes in proportion to its entry in the oplog, where both are mostly names and tokens. */
const eventFactor = 2;

/**
 * Seconds of writes, as many as they were at their most, that the built-in engine's spool takes up: they have left the
 * oplog's care when they are read. Without a size of its own it has nine tenths of a disk that only the engine sees, and
 * refuses to start with too little.
 */
export function spooledSeconds({ engine }: Pick<Migration, 'engine'>, oplog: OplogFacts): number {
  if (engine.type !== 'builtin' || engine.options.spool === undefined) return 0;
  const { maxBytes } = engine.options.spool;
  if (maxBytes === undefined) return Number.POSITIVE_INFINITY;
  const bytesPerSecond = oplog.maxBytes / Math.max(reachAtPeak(oplog), 1);
  return maxBytes / (eventFactor * bytesPerSecond);
}
