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
import { type ClusterTime, laterOf } from '../mongo/cluster-time.ts';
import type { RunningVerification, VerifiableSync, VerificationStatus } from '../sync/verification-port.ts';
import { ChosenCollections } from './chosen-collections.ts';
import { CollectionScans, StartedOverError } from './collection-scan.ts';
import { isPassing, takeUpCollections } from './collections-of-sync.ts';
import { PlaceLostError } from './natural-reader.ts';
import { valueOfKey } from './pending-documents.ts';
import { RepairRecord } from './repair-record.ts';
import { Room } from './room.ts';
import { isInSample } from './sample-ids.ts';
import { newScope, type Rooms, type Scope } from './scope.ts';
import { SecondLook } from './second-look.ts';

const pauseMs = 100;
/** Of `_id`s of changed documents, about 180,000 of usual ones: more are cheaper to find by reading a collection again. */
const mostPendingBytes = 24_000_000;
/** About 25,000 of usual ones. */
const mostMismatchBytes = 4_000_000;
const maxListed = 1_000;

export interface VerifierOptions {
  /** Whether the source refuses to read a collection that has another UUID (6.0 and newer). */
  readonly canCompareUuid: boolean;
}

export class Verifier implements RunningVerification {
  readonly #sync: VerifiableSync;
  readonly #chosen: ChosenCollections;
  readonly #repairs: RepairRecord;
  readonly #scopes = new Map<string, Scope>();
  readonly #rooms: Rooms = { pending: new Room(mostPendingBytes), mismatches: new Room(mostMismatchBytes) };
  readonly #failed = deferred<never>();
  readonly #secondLook: SecondLook;
  readonly #scans: CollectionScans;
  #watermark: ClusterTime | undefined;
  /** The latest change that was told: of those before a scan it remembers none. */
  #latestChange: ClusterTime = 0n;
  #looksAgain = false;

  constructor(sync: VerifiableSync, options: VerifierOptions) {
    this.#sync = sync;
    this.#chosen = new ChosenCollections(sync);
    this.#repairs = new RepairRecord(sync);
    this.#secondLook = new SecondLook(sync, this.#repairs, options.canCompareUuid);
    this.#scans = new CollectionScans(sync, this.#secondLook, options.canCompareUuid);
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
    this.#latestChange = laterOf(this.#latestChange, time);
    const scope = this.#scopes.get(collectionId);
    if (scope === undefined || scope.state === 'unscanned') return;
    for (const id of ids) if (this.#isMeant(id, scope)) scope.pending.add(id, time);
    if (this.#rooms.pending.isExceeded) this.#startOverLargest();
  }

  /** Of a sample the same share of the changes is compared, and what is known to differ. */
  #isMeant(id: BsonValue, { mismatches }: Scope): boolean {
    const { extent } = this.#sync;
    return extent.mode !== 'sample' || isInSample(id, extent.samplePercent) || mismatches.has(id);
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
      mismatches: scopes.flatMap(({ mismatches }) => [...mismatches.values()]).slice(0, maxListed),
      mismatchCount: sum(scopes, ({ mismatches }) => mismatches.count),
      repaired: this.#repairs.repaired,
    };
  }

  async #loop(): Promise<void> {
    const { signal } = this.#sync;
    while (!signal.aborted) {
      const there = this.#sync.collections();
      const isWhole = this.#sync.isComplete();
      const round = this.#sync.appliedTime();
      takeUpCollections(
        this.#scopes,
        await this.#chosen.of(there),
        (collection) => newScope(collection, this.#rooms),
        forget,
      );
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
    for (const scope of this.#scopes.values()) {
      const { pending, mismatches } = scope;
      if (mismatches.isOutdated) this.#startOver(scope);
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

  async #scanSome(): Promise<void> {
    const unscanned = [...this.#scopes.values()].filter(({ state }) => state === 'unscanned');
    if (unscanned.length === 0) return;
    const queue = unscanned.values();
    const ended = new AbortController();
    const scans = Array.from({ length: this.#scans.parallelism }, async () => {
      for (const scope of queue) if (!this.#sync.signal.aborted) await this.#scan(scope);
    });
    const scanned = Promise.all(scans).finally(() => ended.abort());
    await Promise.all([scanned, this.#lookBeside(ended.signal)]);
  }

  /** At what changes of those collections that were read before, until the scans have ended. */
  async #lookBeside(scansEnded: AbortSignal): Promise<void> {
    while (!scansEnded.aborted) {
      for (const scope of this.#scopes.values()) if (scope.state === 'scanned') await this.#secondLook.atMany(scope);
      await delay(pauseMs, undefined, { signal: scansEnded }).catch(() => {});
    }
  }

  async #scan(scope: Scope): Promise<void> {
    scope.state = 'scanning';
    scope.comparedDocuments = 0;
    scope.mismatches.forgetBeyond();
    try {
      await this.#scans.scan(scope, this.#latestChange);
      this.#hasScanned(scope);
    } catch (error) {
      scope.state = 'unscanned';
      if (error instanceof StartedOverError) return;
      scope.failedScans += 1;
      if (!(error instanceof PlaceLostError || isPassing(error))) throw error;
    }
  }

  /** Unless too much was changed at its very end. */
  #hasScanned(scope: Scope): void {
    if (scope.state === 'scanning') scope.state = 'scanned';
  }

  #startOverLargest(): void {
    const scopes = [...this.#scopes.values()];
    this.#startOver(scopes.reduce((most, scope) => (scope.pending.bytes > most.pending.bytes ? scope : most)));
  }

  #startOver(scope: Scope): void {
    scope.pending.clear();
    scope.state = 'unscanned';
  }
}

function forget({ pending, mismatches }: Scope): void {
  pending.clear();
  mismatches.clear();
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
