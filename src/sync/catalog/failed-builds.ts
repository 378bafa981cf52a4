import type { FailedIndex } from '../indexes/reconcile-indexes.ts';
import type { CollectionEntry } from './collection-entry.ts';

/** A build that fails may have read the whole collection. */
const firstRetryMs = 60_000;
const maxRetryMs = 3_600_000;

/** How often an index was tried, and when it will be again unless something asks for it before. */
export interface Retry {
  readonly attempts: number;
  readonly retryAt: string;
}

interface FailedBuild extends Retry {
  readonly indexes: readonly FailedIndex[];
  timer: NodeJS.Timeout;
}

/** Indexes that the destination would not build. What stands in the way may go by itself: they are tried again, ever more seldom. */
export class FailedBuilds {
  readonly #ofCollection = new Map<string, FailedBuild>();
  readonly #tryAgain: (entry: CollectionEntry) => 'tried' | 'notNow';
  readonly #firstRetryMs: number;

  /** @param tryAgain asks for the collection's indexes once more, where now is the time for it */
  constructor(
    tryAgain: (entry: CollectionEntry) => 'tried' | 'notNow',
    signal: AbortSignal,
    retryMs: number = firstRetryMs,
  ) {
    this.#tryAgain = tryAgain;
    this.#firstRetryMs = retryMs;
    signal.addEventListener('abort', () => {
      for (const { timer } of this.#ofCollection.values()) clearTimeout(timer);
    });
  }

  ofCollection(uuid: string): readonly FailedIndex[] {
    return this.#ofCollection.get(uuid)?.indexes ?? [];
  }

  list(isKnown: (uuid: string) => boolean): readonly (FailedIndex & Retry)[] {
    return [...this.#ofCollection].flatMap(([uuid, { indexes, attempts, retryAt }]) =>
      isKnown(uuid) ? indexes.map((index) => ({ ...index, attempts, retryAt })) : [],
    );
  }

  /** What failed at the last attempt; nothing where all is well. */
  set(entry: CollectionEntry, indexes: readonly FailedIndex[]): void {
    const before = this.#ofCollection.get(entry.uuid);
    clearTimeout(before?.timer);
    if (indexes.length === 0) {
      this.#ofCollection.delete(entry.uuid);
      return;
    }
    const attempts = (before?.attempts ?? 0) + 1;
    const afterMs = Math.min(maxRetryMs, this.#firstRetryMs * 2 ** (attempts - 1));
    const retryAt = new Date(Date.now() + afterMs).toISOString();
    this.#ofCollection.set(entry.uuid, { indexes, attempts, retryAt, timer: this.#later(entry, afterMs) });
  }

  #later(entry: CollectionEntry, afterMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      const failed = this.#ofCollection.get(entry.uuid);
      if (failed === undefined || this.#tryAgain(entry) === 'tried') return;
      failed.timer = this.#later(entry, this.#firstRetryMs);
    }, afterMs).unref();
  }
}
