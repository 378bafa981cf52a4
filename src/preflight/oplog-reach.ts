import type { OplogFacts } from '../mongo/details/cluster-details.ts';
import { growsTo } from '../mongo/oplog-fill.ts';

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
