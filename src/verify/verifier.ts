/**
 * Compares source and destination while the sync goes on, so that nothing but the tail is left when it ends.
 *
 * Each collection is read once on both sides, or a sample of it. What is not equal then, and every document
 * that changes afterwards, is looked at again (`second-look.ts`).
 * The watermark is the source time up to which nothing is left to compare: it makes a result fresh or stale.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../lib/deferred.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { RunningVerification, VerifiableSync, VerificationStatus } from '../sync/verification-port.ts';
import { ChosenCollections } from './chosen-collections.ts';
import { CollectionReader } from './collection-reader.ts';
import { isPassing, takeUpCollections } from './collections-of-sync.ts';
import { compareSpan, type Togetherness } from './compare-span.ts';
import { NaturalReader, PlaceLostError } from './natural-reader.ts';
import { keyOf, valueOfKey } from './pending-documents.ts';
import { RepairRecord } from './repair-record.ts';
import { isInSample, sampleIds } from './sample-ids.ts';
import { ScanOrders } from './scan-order.ts';
import { newScope, type Scope, uuidOf } from './scope.ts';
import { lookupSize, SecondLook } from './second-look.ts';
import type { DocumentReader } from './span-side.ts';

const pauseMs = 100;
/** More suspects than this are settled before the scan goes on, where they are repaired: they may be very many. */
const maxSuspects = 20_000;
/** More changed documents than this are cheaper to find by reading the collection again, and bound the memory. */
const maxPending = 200_000;
const maxListed = 1_000;
const parallelScans = 2;
const mostBatchBytes = 3_000_000;
/** Behind more of them a collection is read by `_id`, where any member can go on. */
const mostFailedScans = 2;

export interface VerifierOptions {
  /** Whether the source refuses to read a collection that has another UUID (6.0 and newer). */
  readonly canCompareUuid: boolean;
}

export class Verifier implements RunningVerification {
  readonly #sync: VerifiableSync;
  readonly #options: VerifierOptions;
  readonly #chosen: ChosenCollections;
  readonly #repairs: RepairRecord;
  readonly #scopes = new Map<string, Scope>();
  readonly #failed = deferred<never>();
  readonly #secondLook: SecondLook;
  readonly #orders: ScanOrders;
  #watermark: ClusterTime | undefined;
  #looksAgain = false;

  constructor(sync: VerifiableSync, options: VerifierOptions) {
    this.#sync = sync;
    this.#options = options;
    this.#chosen = new ChosenCollections(sync);
    this.#repairs = new RepairRecord(sync);
    this.#secondLook = new SecondLook(sync, this.#repairs, options.canCompareUuid);
    this.#orders = new ScanOrders(sync);
    this.#failed.promise.catch(() => {});
  }

  get failure(): Promise<never> {
    return this.#failed.promise;
  }

  /** Verifies until the sync's signal. */
  start(): void {
    this.#loop().catch((error: unknown) => {
      if (!this.#sync.signal.aborted) this.#failed.reject(error);
    });
  }

  changed(collectionId: string, ids: readonly BsonValue[], time: ClusterTime): void {
    const scope = this.#scopes.get(collectionId);
    if (scope === undefined || scope.state === 'unscanned') return;
    for (const id of ids) if (this.#isMeant(id, scope)) scope.pending.add(id, time);
    if (scope.pending.size > maxPending) this.#startOver(scope);
  }

  /** Of a sample the same share of the changes is compared, and what is known to differ. */
  #isMeant(id: BsonValue, { mismatches }: Scope): boolean {
    const { extent } = this.#sync;
    return extent.mode !== 'sample' || isInSample(id, extent.samplePercent) || mismatches.has(keyOf(id));
  }

  /**
   * Somebody waits for the result. Nothing is put off, but what is known to differ is looked at again: no change of the
   * source tells that the destination was put right.
   */
  hurry(): void {
    this.#looksAgain = true;
  }

  status(): VerificationStatus {
    const scopes = [...this.#scopes.values()];
    const scanned = scopes.filter(({ state }) => state === 'scanned').length;
    const mismatches = scopes.flatMap((scope) => [...scope.mismatches.values()]);
    const compared = sum(scopes, ({ comparedDocuments }) => comparedDocuments);
    const isComplete = this.#sync.isComplete() && scanned === scopes.length;
    return {
      extent: this.#sync.extent,
      phase: scopes.length === 0 ? 'not started' : isComplete ? 'stream hashing' : 'initial hashing',
      totalCollections: Math.max(scopes.length, this.#chosen.count),
      scannedCollections: scanned,
      estimatedDocuments: compared,
      comparedDocuments: compared,
      watermark: this.#watermark,
      pendingDocuments: sum(scopes, ({ pending }) => pending.size),
      mismatches: mismatches.slice(0, maxListed),
      mismatchCount: mismatches.length,
      repaired: this.#repairs.repaired,
    };
  }

  async #loop(): Promise<void> {
    const { signal } = this.#sync;
    while (!signal.aborted) {
      const there = this.#sync.collections();
      const isWhole = this.#sync.isComplete();
      const round = this.#sync.appliedTime();
      takeUpCollections(this.#scopes, await this.#chosen.of(there), newScope);
      this.#lookAgain(round);
      await this.#scanSome();
      await Promise.all([...this.#scopes.values()].map((scope) => this.#secondLook.atPending(scope)));
      if (isWhole) this.#raiseWatermark(round);
      if (!this.#hasWork()) await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** The watermark does not pass the round before that is done. What is repaired is looked at by those who repair it. */
  #lookAgain(round: ClusterTime): void {
    const isAsked = this.#looksAgain;
    this.#looksAgain = false;
    if (!isAsked || this.#sync.repairsMismatches === true || this.#sync.isBehindGap === true) return;
    for (const { pending, mismatches } of this.#scopes.values()) {
      for (const key of [...mismatches.keys()].slice(0, maxListed)) {
        const id = valueOfKey(key);
        if (!pending.has(id)) pending.add(id, round);
      }
    }
  }

  #hasWork(): boolean {
    return [...this.#scopes.values()].some(({ state, pending }) => state === 'unscanned' || pending.size > 0);
  }

  /** Everything applied by the round's beginning was compared, if nothing older than it is left. */
  #raiseWatermark(round: ClusterTime): void {
    for (const { state, pending } of this.#scopes.values()) {
      const { earliest } = pending;
      if (state !== 'scanned' || (earliest !== undefined && earliest <= round)) return;
    }
    this.#watermark = round;
  }

  get #parallelism(): number {
    return this.#sync.parallelism ?? parallelScans;
  }

  /** Both sides hold two batches of each collection that is read. */
  #batchBytes(): number | undefined {
    const { memoryBytes } = this.#sync;
    return memoryBytes && Math.min(mostBatchBytes, Math.floor(memoryBytes / (4 * this.#parallelism)));
  }

  async #scanSome(): Promise<void> {
    const unscanned = [...this.#scopes.values()].filter(({ state }) => state === 'unscanned');
    const queue = unscanned.values();
    await Promise.all(
      Array.from({ length: this.#parallelism }, async () => {
        for (const scope of queue) if (!this.#sync.signal.aborted) await this.#scan(scope);
      }),
    );
  }

  async #scan(scope: Scope): Promise<void> {
    const { extent } = this.#sync;
    scope.state = 'scanning';
    scope.comparedDocuments = 0;
    try {
      if (extent.mode === 'sample') await this.#scanSample(scope, extent.samplePercent);
      else await this.#scanAll(scope);
      scope.state = 'scanned';
    } catch (error) {
      scope.state = 'unscanned';
      scope.failedScans += 1;
      if (!(error instanceof PlaceLostError || isPassing(error))) throw error;
    }
  }

  /** Random documents of each side are looked up on both: what is missing shows from the one, what is extra from the other. */
  async #scanSample(scope: Scope, percent: number): Promise<void> {
    const { source, destination, match } = scope.collection;
    const since = this.#sync.appliedTime();
    for (const side of [
      { client: this.#sync.source, namespace: source, uuid: uuidOf(scope, this.#options.canCompareUuid), match },
      { client: this.#sync.destination, namespace: destination },
    ]) {
      for await (const ids of sampleIds({ ...side, percent }, lookupSize)) {
        if (this.#sync.signal.aborted) return;
        const documents = ids.map((id) => ({ id, since, attempts: 0 }));
        await this.#secondLook.at(scope, documents);
        scope.comparedDocuments += ids.length;
      }
    }
  }

  async #scanAll(scope: Scope): Promise<void> {
    const order = scope.failedScans > mostFailedScans ? 'id' : await this.#orders.of(scope.collection);
    if (order !== 'id' && (await this.#compareAll(scope, NaturalReader, order))) return;
    scope.comparedDocuments = 0;
    await this.#compareAll(scope, CollectionReader);
  }

  /** @returns whether it came to the end */
  async #compareAll(
    scope: Scope,
    Reader: typeof CollectionReader | typeof NaturalReader,
    isWorthwhile?: (sides: Togetherness) => boolean,
  ): Promise<boolean> {
    const startedAt = this.#sync.appliedTime();
    const { source, destination } = scope.collection;
    const batchBytes = this.#batchBytes();
    const left = new Reader({
      client: this.#sync.source,
      namespace: source,
      uuid: uuidOf(scope, this.#options.canCompareUuid),
      readConcern: 'majority',
      match: scope.collection.match,
      readPreference: this.#sync.scanReadPreference?.(),
      readAfter: startedAt,
      batchBytes,
    });
    const right = new Reader({
      client: this.#sync.destination,
      namespace: destination,
      readConcern: 'local',
      batchBytes,
    });
    const sink = {
      equal: (documents: number) => {
        scope.comparedDocuments += documents;
      },
      suspect: (ids: readonly BsonValue[]) => {
        for (const id of ids) scope.pending.add(id, startedAt);
      },
    };
    try {
      return await compareSpan(this.#paced(scope, left), right, sink, isWorthwhile);
    } finally {
      await Promise.all([left.close(), right.close()]);
    }
  }

  /** The scan waits for load limits, and now and then for repairs where differences are repaired. */
  #paced(scope: Scope, reader: DocumentReader): DocumentReader {
    const next = async () => {
      while (this.#sync.isBehindGap === true && scope.pending.size > maxSuspects && !this.#sync.signal.aborted)
        await this.#secondLook.atPending(scope);
      const batch = await reader.next();
      if (batch !== undefined) await this.#sync.beforeScanning?.(batch.bytes.length);
      return batch;
    };
    return { next };
  }

  #startOver(scope: Scope): void {
    scope.pending.clear();
    scope.state = 'unscanned';
  }
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
