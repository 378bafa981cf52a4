import type { CollectionSize } from '../mongo/collection-size.ts';
import type { CollectionEntry, CopiedAmount } from './catalog/collection-entry.ts';

/** What there is to copy, and what is copied. */
export interface CopyCounters {
  estimatedDocuments: number;
  estimatedBytes: number;
  copiedDocuments: number;
  copiedBytes: number;
}

/** What the engine counts, for progress and metrics; nothing depends on it. */
export class SyncStatistics {
  readonly #collections = new Map<CollectionEntry, CopyCounters>();
  /** Of collections that were dropped. */
  readonly #ofGone = { documents: 0, bytes: 0 };
  readonly #changes = new WeakMap<CollectionEntry, number>();
  readonly copyRate = new RateMeter();
  readonly applyRate = new RateMeter();
  /** Pieces of collections, which are copied one by one. */
  spansCopied = 0;
  eventsApplied = 0;
  /** Of them, changes of the catalogue. */
  catalogueChangesApplied = 0;
  /** Documents that were fetched while following, because the events alone did not tell their state: the slow way. */
  documentsFetched = 0;
  /** Documents that were found different behind a gap, and fetched. */
  documentsRepaired = 0;

  expect(entry: CollectionEntry, { documents, bytes }: Pick<CollectionSize, 'documents' | 'bytes'>): void {
    const counters = this.#of(entry);
    counters.estimatedDocuments = documents;
    counters.estimatedBytes = bytes;
  }

  copied(entry: CollectionEntry, documents: number, bytes: number): void {
    const counters = this.#of(entry);
    counters.copiedDocuments += documents;
    counters.copiedBytes += bytes;
    this.copyRate.add(bytes);
  }

  /** Estimates give way to what was really there, which is returned. */
  finished(entry: CollectionEntry): CopiedAmount {
    const counters = this.#of(entry);
    counters.estimatedDocuments = counters.copiedDocuments;
    counters.estimatedBytes = counters.copiedBytes;
    return { documents: counters.copiedDocuments, bytes: counters.copiedBytes };
  }

  /** How far a copy is that an earlier run of the engine has made or begun, or that starts over: no rate counts it. */
  standsAt(entry: CollectionEntry, { documents, bytes }: CopiedAmount): void {
    const counters = this.#of(entry);
    counters.copiedDocuments = documents;
    counters.copiedBytes = bytes;
  }

  /** The collection is gone: nothing more of it is to come. What was copied of it was copied. */
  forget(entry: CollectionEntry): void {
    const counters = this.#collections.get(entry);
    if (counters === undefined) return;
    this.#ofGone.documents += counters.copiedDocuments;
    this.#ofGone.bytes += counters.copiedBytes;
    this.#collections.delete(entry);
  }

  applied(events: number): void {
    this.eventsApplied += events;
    this.applyRate.add(events);
  }

  catalogueChanged(): void {
    this.eventsApplied += 1;
    this.catalogueChangesApplied += 1;
    this.applyRate.add(1);
  }

  changesApplied(entry: CollectionEntry, events: number): void {
    this.#changes.set(entry, this.changesOf(entry) + events);
  }

  /** How many changes of a collection's documents were applied. */
  changesOf(entry: CollectionEntry): number {
    return this.#changes.get(entry) ?? 0;
  }

  /** `undefined` where there was nothing to copy. */
  of(entry: CollectionEntry): CopyCounters | undefined {
    return this.#collections.get(entry);
  }

  /** Sums over all collections, those that are gone included; copied never exceeds the estimate. */
  get totals(): CopyCounters {
    const { documents, bytes } = this.#ofGone;
    const totals = {
      estimatedDocuments: documents,
      estimatedBytes: bytes,
      copiedDocuments: documents,
      copiedBytes: bytes,
    };
    for (const counters of this.#collections.values()) {
      totals.estimatedDocuments += Math.max(counters.estimatedDocuments, counters.copiedDocuments);
      totals.estimatedBytes += Math.max(counters.estimatedBytes, counters.copiedBytes);
      totals.copiedDocuments += counters.copiedDocuments;
      totals.copiedBytes += counters.copiedBytes;
    }
    return totals;
  }

  #of(entry: CollectionEntry): CopyCounters {
    let counters = this.#collections.get(entry);
    if (counters === undefined) {
      counters = { estimatedDocuments: 0, estimatedBytes: 0, copiedDocuments: 0, copiedBytes: 0 };
      // What its copy still tells is nobody's.
      if (!entry.isGoneFromSource) this.#collections.set(entry, counters);
    }
    return counters;
  }
}

/** Amounts per second over the last ten seconds. */
class RateMeter {
  static readonly windowMs = 10_000;
  readonly #samples: { at: number; amount: number }[] = [];

  add(amount: number): void {
    const now = performance.now();
    const last = this.#samples.at(-1);
    if (last !== undefined && now - last.at < 100) last.amount += amount;
    else this.#samples.push({ at: now, amount });
    this.#expire(now);
  }

  perSecond(): number {
    const now = performance.now();
    this.#expire(now);
    const [first] = this.#samples;
    if (first === undefined) return 0;
    const total = this.#samples.reduce((sum, { amount }) => sum + amount, 0);
    return total / Math.max(1, (now - first.at) / 1000);
  }

  #expire(now: number): void {
    while (this.#samples.length > 0 && now - this.#samples[0]!.at > RateMeter.windowMs) this.#samples.shift();
  }
}
