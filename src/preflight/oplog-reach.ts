import type { OplogFacts } from '../mongo/details/cluster-details.ts';

/** An oplog fuller than this rolls over as it is; one that is not yet full reaches back further as it fills. */
const fullFrom = 0.9;

/** The smallest size that `replSetResizeOplog` takes, in MB. */
const smallestMegabytes = 990;

/** Seconds that the oplog will reach back at the rate at which it has been filled so far. */
export function growsTo({ usedBytes, maxBytes, spanSeconds }: OplogFacts): number {
  // Two entries of one second say nothing of a rate, and an oplog of a server that just started is no evidence either.
  const span = Math.max(spanSeconds, 1);
  if (usedBytes <= 0 || usedBytes >= maxBytes * fullFrom) return span;
  return (span * maxBytes) / usedBytes;
}

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
