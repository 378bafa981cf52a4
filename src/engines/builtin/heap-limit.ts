/** V8's part of the memory that the engine's process may take. It can only be set from outside, when the process starts. */
import { getHeapStatistics } from 'node:v8';
import type { MemoryDivision } from '../../sync/memory.ts';

const mebibyte = 1024 ** 2;

/** For `NODE_OPTIONS`. */
export function heapOptions({ heapBytes, semiSpaceBytes }: MemoryDivision): string {
  const inMebibytes = (bytes: number) => Math.floor(bytes / mebibyte);
  return `--max-old-space-size=${inMebibytes(heapBytes)} --max-semi-space-size=${inMebibytes(semiSpaceBytes)}`;
}

/** Whether this process' heap may grow well beyond its part: whoever started it has not limited it. */
export function isHeapUnlimited({ heapBytes, semiSpaceBytes }: MemoryDivision): boolean {
  // V8 adds its spaces for new objects: two halves, and as much again for what it copies.
  return getHeapStatistics().heap_size_limit > 1.1 * (heapBytes + 4 * semiSpaceBytes);
}
