/**
 * How the memory of the engine's process is divided. Whatever passes through it is bounded by bytes, and each of those
 * bounds follows from here, so that they fit into one figure together.
 *
 * A part is Node's own, and does not grow. Of the rest one half is V8's heap: the catalogue, keys of what changed, events as
 * objects. The other half is for documents and changes on their way, as buffers that V8 only counts. At 300 MB the bounds
 * are those that the engine was tuned with (docs/performance.md).
 */
import { UserError } from '../lib/errors.ts';
import { formatBytes } from '../lib/size.ts';

export interface MemoryDivision {
  /** All of it. */
  readonly totalBytes: number;
  /** V8's heap; more ends the process. */
  readonly heapBytes: number;
  /** Each of the halves that V8 makes new objects in. */
  readonly semiSpaceBytes: number;
  /** A batch of the change stream; several of them are in memory, and the commands that are made of one. */
  readonly eventBatchBytes: number;
  /** Changes of capped collections that wait for the end of their copy. */
  readonly heldBytes: number;
  /** The documents of one fetch. */
  readonly fetchBytes: number;
  readonly fetchesAtOnce: number;
  /** Batches of the copy, of all spans together. */
  readonly copyBytes: number;
  /** Batches of the verification, of all collections together. */
  readonly comparisonBytes: number;
}

export interface MemoryWish {
  /** The engine's own measure, and what its threads take on top of it, where nobody says. */
  readonly maxBytes?: number | undefined;
  /** Threads that carry the copy. */
  readonly workers: number;
}

interface MemoryShortage {
  readonly summary: string;
  readonly detail: string;
  readonly hint: string;
}

const megabyte = 1_000_000;
/** What the bounds were tuned and measured for (test/measured/memory.test.ts); with less they did not hold. */
const standardBytes = 300 * megabyte;
/** What a process has taken that does nothing yet, beside its heap. */
const ownBytes = 60 * megabyte;
/** A thread with connections and a heap of its own. */
const workerBytes = 50 * megabyte;
/** The bounds below are those of this much. */
const standardPassingBytes = (standardBytes - ownBytes) / 2;

/** A read of the copy is not worth its way for less. */
export const leastCopyBatchBytes = 250_000;
const mostCopyBatchBytes = 2 * megabyte;

/** Why that is too little, and what to do; `undefined` where it is enough. */
export function memoryShortage({ maxBytes, workers }: MemoryWish): MemoryShortage | undefined {
  const least = standardBytes + workers * workerBytes;
  if (maxBytes === undefined || maxBytes >= least) return undefined;
  const threads = workers === 0 ? '' : ` and ${workers} worker thread${workers === 1 ? '' : 's'} of the copy`;
  return {
    summary: `The built-in engine${threads} cannot do with ${formatBytes(maxBytes)}: ${formatBytes(least)} is the least`,
    detail: `Beside what the process takes by itself, batches of large documents have to pass on their way to and fro; each worker thread takes ${formatBytes(workerBytes)} more`,
    hint: `Set engine.builtin.maxMemory (--maxMemory) to ${formatBytes(least)} or more${workers === 0 ? '' : ', or engine.builtin.workers (--workers) to fewer'}`,
  };
}

/** @throws UserError GW996 for less than what the engine needs */
export function divideMemory(wish: MemoryWish): MemoryDivision {
  const shortage = memoryShortage(wish);
  if (shortage !== undefined) throw new UserError('GW996', shortage);
  const { workers, maxBytes = standardBytes + workers * workerBytes } = wish;
  const passing = (maxBytes - ownBytes - workers * workerBytes) / 2;
  const factor = passing / standardPassingBytes;
  return {
    totalBytes: maxBytes,
    heapBytes: Math.floor(passing),
    semiSpaceBytes: 16 * 1024 ** 2,
    eventBatchBytes: Math.min(8 * megabyte, Math.floor(3 * megabyte * factor)),
    heldBytes: Math.floor(32 * megabyte * factor),
    fetchBytes: 2 * megabyte,
    fetchesAtOnce: Math.min(16, Math.floor(4 * factor)),
    copyBytes: Math.floor(32 * megabyte * factor),
    comparisonBytes: Math.floor(12 * megabyte * factor),
  };
}

/** Spans of the copy that there is room for. */
export function mostSpans({ copyBytes }: MemoryDivision): number {
  return Math.floor(copyBytes / (2 * leastCopyBatchBytes));
}

/** For each of so many spans: one batch is inserted while the next one comes. */
export function copyBatchBytes({ copyBytes }: MemoryDivision, spans: number): number {
  return Math.min(mostCopyBatchBytes, Math.max(leastCopyBatchBytes, Math.floor(copyBytes / (2 * spans))));
}
