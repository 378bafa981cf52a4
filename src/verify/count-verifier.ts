/**
 * Compares how many documents each collection has on both sides, while the sync goes on.
 *
 * Two counts of clusters that are written to need not be equal. They may differ by as many documents as were changed
 * between the beginning of the counts and the moment at which everything that the source had at their end was applied;
 * what differs by more is a difference. When nobody writes, as at the tail of a cutover, they have to be equal.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../lib/deferred.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { type Document, type MongoClient, UUID } from '../mongo/driver.ts';
import { formatNamespace, type Namespace } from '../mongo/namespace.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import { sourceTimeNow } from '../sync/source-time.ts';
import type {
  RunningVerification,
  VerifiableCollection,
  VerifiableSync,
  VerificationMismatch,
  VerificationStatus,
} from '../sync/verification-port.ts';
import { ChosenCollections } from './chosen-collections.ts';
import { conclusiveAttempts, isPassing, takeUpCollections } from './collections-of-sync.ts';
import type { VerifierOptions } from './verifier.ts';

const pauseMs = 100;
/** A count reads a whole index: while the collection goes on changing it takes a tenth of the time at most. */
const leastPauseMs = 5_000;
const pauseFactor = 9;
/** For so long a hurry keeps counts from being put off. */
const hurryMs = 60_000;

interface CountedCollection {
  readonly collection: VerifiableCollection;
  /** Changed documents so far. */
  changes: number;
  /** A change that no count has taken in; absent where there is none. */
  dirtySince: ClusterTime | undefined;
  isCounted: boolean;
  /** The last count took in every change up to this time. */
  countedUpTo: ClusterTime;
  attempts: number;
  nextCountAt: number;
  documents: number;
  /** What the source has more than the destination, once that is certain. */
  difference: number;
}

export class CountVerifier implements RunningVerification {
  readonly #sync: VerifiableSync;
  readonly #options: VerifierOptions;
  readonly #chosen: ChosenCollections;
  readonly #counted = new Map<string, CountedCollection>();
  readonly #failed = deferred<never>();
  #watermark: ClusterTime | undefined;
  #hurryUntil = 0;

  constructor(sync: VerifiableSync, options: VerifierOptions) {
    this.#sync = sync;
    this.#options = options;
    this.#chosen = new ChosenCollections(sync);
    this.#failed.promise.catch(() => {});
  }

  get failure(): Promise<never> {
    return this.#failed.promise;
  }

  start(): void {
    this.#loop().catch((error: unknown) => {
      if (!this.#sync.signal.aborted) this.#failed.reject(error);
    });
  }

  changed(collectionId: string, ids: readonly BsonValue[], time: ClusterTime): void {
    const counted = this.#counted.get(collectionId);
    if (counted === undefined) return;
    counted.changes += ids.length;
    counted.dirtySince ??= time;
  }

  hurry(): void {
    this.#hurryUntil = performance.now() + hurryMs;
  }

  status(): VerificationStatus {
    const all = [...this.#counted.values()];
    const counted = all.filter(({ isCounted }) => isCounted);
    const documents = counted.reduce((total, one) => total + one.documents, 0);
    const differing = counted.filter(({ difference }) => difference !== 0);
    const isComplete = this.#sync.isComplete() && counted.length === all.length;
    return {
      extent: this.#sync.extent,
      phase: all.length === 0 ? 'not started' : isComplete ? 'stream hashing' : 'initial hashing',
      totalCollections: Math.max(all.length, this.#chosen.count),
      scannedCollections: counted.length,
      estimatedDocuments: documents,
      comparedDocuments: documents,
      watermark: this.#watermark,
      pendingDocuments: 0,
      mismatches: differing.map(mismatchOf),
      mismatchCount: differing.reduce((total, { difference }) => total + Math.abs(difference), 0),
    };
  }

  async #loop(): Promise<void> {
    const { signal } = this.#sync;
    while (!signal.aborted) {
      const there = this.#sync.collections();
      const isWhole = this.#sync.isComplete();
      const round = this.#sync.appliedTime();
      takeUpCollections(this.#counted, await this.#chosen.of(there), yetToBeCounted);
      await this.#countSome();
      if (isWhole) this.#raiseWatermark(round);
      await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  async #countSome(): Promise<void> {
    const { signal, parallelism = 1 } = this.#sync;
    const queue = this.#counted.values();
    await Promise.all(
      Array.from({ length: parallelism }, async () => {
        for (const counted of queue) if (!signal.aborted && this.#isDue(counted)) await this.#count(counted);
      }),
    );
  }

  #isDue({ isCounted, attempts, dirtySince, nextCountAt, difference }: CountedCollection): boolean {
    const now = performance.now();
    if (!isCounted || attempts > 0) return true;
    const isWanted = dirtySince !== undefined || difference !== 0;
    return isWanted && (now < this.#hurryUntil || now >= nextCountAt);
  }

  /** Up to there each collection was counted: as it is now, or as it was before changes that wait for a count. */
  #raiseWatermark(round: ClusterTime): void {
    let reached = round;
    for (const { isCounted, attempts, dirtySince, countedUpTo } of this.#counted.values()) {
      if (!isCounted || attempts > 0) return;
      if (dirtySince !== undefined && countedUpTo < reached) reached = countedUpTo;
    }
    if (this.#watermark === undefined || reached > this.#watermark) this.#watermark = reached;
  }

  async #count(counted: CountedCollection): Promise<void> {
    const { source, destination, signal } = this.#sync;
    const { collection, dirtySince } = counted;
    const startedAt = performance.now();
    const changesBefore = counted.changes;
    counted.dirtySince = undefined;
    const readAfter = this.#sync.appliedTime();
    try {
      const [here, there] = await Promise.all([
        count(source, collection.source, {
          match: collection.match,
          uuid: this.#options.canCompareUuid && collection.id !== '' ? collection.id : undefined,
          readAfter,
        }),
        count(destination, collection.destination, {}),
      ]);
      await this.#sync.whenApplied(await sourceTimeNow(source));
      this.#conclude(counted, here, there, counted.changes - changesBefore);
      if (counted.attempts === 0) counted.countedUpTo = readAfter;
    } catch (error) {
      counted.dirtySince = dirtySince ?? readAfter;
      if (!signal.aborted && !isPassing(error)) throw error;
    }
    const endedAt = performance.now();
    counted.nextCountAt = endedAt + Math.max(leastPauseMs, pauseFactor * (endedAt - startedAt));
  }

  #conclude(counted: CountedCollection, here: number, there: number, changedMeanwhile: number): void {
    const difference = here - there;
    // A capped collection loses its oldest documents at a moment of each server's own choice.
    const isExplained = Math.abs(difference) <= changedMeanwhile || (difference < 0 && counted.collection.isCapped);
    if (!isExplained && counted.attempts + 1 < conclusiveAttempts) {
      counted.attempts += 1;
      return;
    }
    counted.attempts = 0;
    counted.isCounted = true;
    counted.documents = here;
    counted.difference = isExplained ? 0 : difference;
  }
}

function yetToBeCounted(collection: VerifiableCollection): CountedCollection {
  return {
    collection,
    changes: 0,
    dirtySince: undefined,
    isCounted: false,
    countedUpTo: 0n,
    attempts: 0,
    nextCountAt: 0,
    documents: 0,
    difference: 0,
  };
}

interface CountOptions {
  readonly match?: Document | undefined;
  readonly uuid?: string | undefined;
  readonly readAfter?: ClusterTime | undefined;
}

/** By the `_id` index: what a server keeps as a figure may be wrong after it has crashed. */
async function count(client: MongoClient, { db, coll }: Namespace, options: CountOptions): Promise<number> {
  const { match, uuid, readAfter } = options;
  const [result] = (
    await client.db(db).command({
      aggregate: coll,
      pipeline: [{ $match: match ?? {} }, { $group: { _id: 1, n: { $sum: 1 } } }],
      cursor: {},
      hint: { _id: 1 },
      ...(readAfter === undefined
        ? {}
        : { readConcern: { level: 'majority', afterClusterTime: timestampOf(readAfter) } }),
      ...(uuid === undefined ? {} : { collectionUUID: new UUID(uuid) }),
    })
  )['cursor'].firstBatch as readonly { readonly n: number }[];
  return result?.n ?? 0;
}

function mismatchOf({ collection, documents, difference }: CountedCollection): VerificationMismatch {
  return {
    namespace: formatNamespace(collection.source),
    kind: difference > 0 ? 'missing' : 'extra',
    id: `not known: ${Math.abs(difference)} beside ${documents} on the source`,
  };
}
