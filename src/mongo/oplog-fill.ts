/** An oplog fuller than this rolls over as it is; one that is not yet full reaches back further as it fills. */
const fullFrom = 0.9;

/** How full an oplog is, and the time that its entries span. */
export interface OplogFill {
  readonly usedBytes: number;
  readonly maxBytes: number;
  readonly spanSeconds: number;
}

/** Seconds that the oplog will reach back at the rate at which it has been filled so far. */
export function growsTo({ usedBytes, maxBytes, spanSeconds }: OplogFill): number {
  // Two entries of one second say nothing of a rate, and an oplog of a server that just started is no evidence either.
  const span = Math.max(spanSeconds, 1);
  if (usedBytes <= 0 || usedBytes >= maxBytes * fullFrom) return span;
  return (span * maxBytes) / usedBytes;
}
