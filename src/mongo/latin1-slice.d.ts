/** Node's own fast path behind `toString('latin1', start, end)`; documented by use, missing from its types. */
interface Buffer {
  latin1Slice(start?: number, end?: number): string;
}
