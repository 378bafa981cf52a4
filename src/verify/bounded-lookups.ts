import { Semaphore } from '../lib/semaphore.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import { documentsById, type Lookup, type LookupOptions } from './documents-by-id.ts';

/** Of all collections; each holds what both sides have of some documents. */
const lookupsAtOnce = 8;
/** Where nobody says how much memory there is. */
const defaultMemoryBytes = 12_000_000;
/** Before their size is known, so few are looked up that none is too many. */
const assumedDocumentBytes = 100_000;

/** How large the documents of a collection are that were looked up, on average. */
export interface DocumentSize {
  bytes: number;
}

export function unknownSize(): DocumentSize {
  return { bytes: assumedDocumentBytes };
}

/** Looks documents up so many at a time, and of so many collections at once, that they find room in memory. */
export class BoundedLookups {
  readonly #slots = new Semaphore(lookupsAtOnce);
  readonly #bytes: number;

  constructor(memoryBytes = defaultMemoryBytes) {
    this.#bytes = memoryBytes / (2 * lookupsAtOnce);
  }

  /** How many documents of that size to look up together. */
  countOf({ bytes }: DocumentSize): number {
    return Math.max(1, Math.floor(this.#bytes / bytes));
  }

  /** For as long as what was looked up is held. */
  async during<T>(task: () => Promise<T>): Promise<T> {
    return await this.#slots.run(task);
  }

  /** @returns `undefined` where they are larger than those before, and too many: the size is known then */
  async read(options: LookupOptions, ids: readonly BsonValue[], size: DocumentSize): Promise<Lookup | undefined> {
    const lookup = await documentsById(ids.length === 1 ? options : { ...options, maxBytes: 2 * this.#bytes }, ids);
    const average = lookup.bytes / Math.max(1, lookup.documents.size);
    if (!lookup.isWhole) {
      size.bytes = Math.max(2 * size.bytes, average);
      return undefined;
    }
    if (lookup.documents.size > 0) size.bytes = (size.bytes + average) / 2;
    return lookup;
  }
}
