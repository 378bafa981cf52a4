/**
 * Compares source and destination while the sync goes on, so that nothing but the tail is left when it ends.
 *
 * Each collection is read once on both sides, in index order, or a sample of it. What is not equal then, and every document that changes
 * afterwards, is looked up again by `_id` until both sides agree, or disagree without a change that could explain it.
 * The watermark is the source time up to which nothing is left to compare: it makes a result fresh or stale.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../lib/deferred.ts';
import { holdsNameTwice } from '../mongo/bson/repeated-name.ts';
import { type BsonValue, describeValue } from '../mongo/bson/value.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type {
  RunningVerification,
  VerifiableCollection,
  VerifiableSync,
  VerificationMismatch,
  VerificationStatus,
} from '../sync/verification-port.ts';
import { BoundedLookups, type DocumentSize, unknownSize } from './bounded-lookups.ts';
import { ChosenCollections } from './chosen-collections.ts';
import { CollectionReader } from './collection-reader.ts';
import { conclusiveAttempts, isPassing, takeUpCollections } from './collections-of-sync.ts';
import { compareSpan } from './compare-span.ts';
import { documentsById } from './documents-by-id.ts';
import { keyOf, type PendingDocument, PendingDocuments, valueOfKey } from './pending-documents.ts';
import { RepairRecord } from './repair-record.ts';
import { isInSample, sampleIds } from './sample-ids.ts';

const lookupSize = 200;
const pauseMs = 100;
/** A repaired document that still differs is tried so often. */
const repairAttempts = 10;
/** More suspects than this are settled before the scan goes on, where they are repaired: they may be very many. */
const maxSuspects = 20_000;
/** More changed documents than this are cheaper to find by reading the collection again, and bound the memory. */
const maxPending = 200_000;
const maxListed = 1_000;
const parallelScans = 2;
const mostBatchBytes = 3_000_000;

interface Scope {
  readonly collection: VerifiableCollection;
  readonly pending: PendingDocuments;
  readonly mismatches: Map<string, VerificationMismatch>;
  state: 'unscanned' | 'scanning' | 'scanned';
  comparedDocuments: number;
  readonly documentSize: DocumentSize;
}

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
  readonly #lookups: BoundedLookups;
  #watermark: ClusterTime | undefined;
  #looksAgain = false;

  constructor(sync: VerifiableSync, options: VerifierOptions) {
    this.#sync = sync;
    this.#options = options;
    this.#chosen = new ChosenCollections(sync);
    this.#repairs = new RepairRecord(sync);
    this.#lookups = new BoundedLookups(sync.memoryBytes);
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
      await Promise.all([...this.#scopes.values()].map((scope) => this.#comparePending(scope)));
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
      if (!isPassing(error)) throw error;
    }
  }

  /** Random documents of each side are looked up on both: what is missing shows from the one, what is extra from the other. */
  async #scanSample(scope: Scope, percent: number): Promise<void> {
    const { source, destination, match } = scope.collection;
    const since = this.#sync.appliedTime();
    for (const side of [
      { client: this.#sync.source, namespace: source, uuid: this.#uuidOf(scope), match },
      { client: this.#sync.destination, namespace: destination },
    ]) {
      for await (const ids of sampleIds({ ...side, percent }, lookupSize)) {
        if (this.#sync.signal.aborted) return;
        const documents = ids.map((id) => ({ id, since, attempts: 0 }));
        await this.#compareAgain(scope, documents);
        scope.comparedDocuments += ids.length;
      }
    }
  }

  async #scanAll(scope: Scope): Promise<void> {
    const startedAt = this.#sync.appliedTime();
    const { source, destination } = scope.collection;
    const batchBytes = this.#batchBytes();
    const left = new CollectionReader({
      client: this.#sync.source,
      namespace: source,
      uuid: this.#uuidOf(scope),
      readConcern: 'majority',
      match: scope.collection.match,
      readPreference: this.#sync.scanReadPreference?.(),
      readAfter: startedAt,
      batchBytes,
    });
    const right = new CollectionReader({
      client: this.#sync.destination,
      namespace: destination,
      readConcern: 'local',
      batchBytes,
    });
    try {
      await compareSpan(this.#paced(scope, left), right, {
        equal: (documents) => {
          scope.comparedDocuments += documents;
        },
        suspect: (ids) => {
          for (const id of ids) scope.pending.add(id, startedAt);
        },
      });
    } finally {
      await Promise.all([left.close(), right.close()]);
    }
  }

  /** The scan waits for load limits, and now and then for repairs where differences are repaired. */
  #paced(scope: Scope, reader: CollectionReader): Pick<CollectionReader, 'next'> {
    const next = async () => {
      while (this.#sync.isBehindGap === true && scope.pending.size > maxSuspects && !this.#sync.signal.aborted)
        await this.#comparePending(scope);
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

  #uuidOf({ collection }: Scope): string | undefined {
    return this.#options.canCompareUuid && collection.id !== '' ? collection.id : undefined;
  }

  async #comparePending(scope: Scope): Promise<void> {
    const waiting = scope.pending.size;
    const toRepair: BsonValue[] = [];
    for (let done = 0; done < waiting && !this.#sync.signal.aborted; done += lookupSize) {
      const documents = scope.pending.take(Math.min(lookupSize, waiting - done));
      if (documents.length === 0) break;
      try {
        toRepair.push(...(await this.#compareAgain(scope, documents)));
      } catch (error) {
        for (const document of documents) scope.pending.add(document.id, document.since);
        if (!isPassing(error)) throw error;
        break;
      }
    }
    // All at once: of two keys that are equal in value one has to give way to the other.
    if (toRepair.length === 0) return;
    await this.#repairs.tell();
    await this.#sync.repair?.(scope.collection.id, toRepair);
  }

  /** @returns what is to be repaired, and compared once more behind that */
  async #compareAgain(scope: Scope, documents: readonly PendingDocument[]): Promise<readonly BsonValue[]> {
    const toRepair: BsonValue[] = [];
    for (let done = 0; done < documents.length; ) {
      const some = documents.slice(done, done + this.#lookups.countOf(scope.documentSize));
      const found = await this.#compareSome(scope, some);
      if (found === undefined) continue;
      toRepair.push(...found);
      done += some.length;
    }
    return toRepair;
  }

  /** @returns what is to be repaired; `undefined` where that would be too much at once, which is known now */
  async #compareSome(scope: Scope, documents: readonly PendingDocument[]): Promise<readonly BsonValue[] | undefined> {
    const { collection } = scope;
    const looked = await this.#lookups.during(async () => {
      const options = {
        client: this.#sync.source,
        namespace: collection.source,
        uuid: this.#uuidOf(scope),
        match: collection.match,
        readAfter: documents.reduce((latest, { since }) => (since > latest ? since : latest), 0n),
      };
      const ids = documents.map(({ id }) => id);
      const source = await this.#lookups.read(options, ids, scope.documentSize);
      if (source === undefined) return undefined;
      const found = await this.#unequal(scope, documents, source.documents);
      // Of their own: they lie in a reply with all others.
      const kept = found.map(({ document: { id } }) => {
        const bytes = source.documents.get(keyOf(id));
        return [keyOf(id), bytes && Buffer.from(bytes)] as const;
      });
      return {
        found,
        readUntil: source.readUntil,
        bytes: new Map(kept.flatMap(([key, own]) => (own ? [[key, own]] : []))),
      };
    });
    if (looked === undefined) return undefined;
    let { found: unequal } = looked;
    if (unequal.length > 0 && looked.readUntil !== undefined) {
      await this.#sync.whenApplied(looked.readUntil);
      const again = unequal.map(({ document }) => document);
      unequal = await this.#lookups.during(async () => await this.#unequal(scope, again, looked.bytes));
    }
    const unequalKeys = new Set(unequal.map(({ document }) => keyOf(document.id)));
    for (const document of documents) {
      const key = keyOf(document.id);
      if (unequalKeys.has(key)) continue;
      scope.mismatches.delete(key);
      this.#repairs.isEqual(collection, document);
    }
    return unequal.flatMap((found) => (this.#conclude(scope, found) ? [found.document.id] : []));
  }

  async #unequal(
    { collection }: Scope,
    documents: readonly PendingDocument[],
    source: ReadonlyMap<string, Buffer>,
  ): Promise<readonly UnequalDocument[]> {
    const destination = await documentsById(
      { client: this.#sync.destination, namespace: collection.destination },
      documents.map(({ id }) => id),
    );
    return documents.flatMap((document) => {
      const key = keyOf(document.id);
      const kind = mismatchKind(source.get(key), destination.documents.get(key));
      // A capped collection loses its oldest documents at a moment of each server's own choice.
      if (kind === undefined || (kind === 'extra' && collection.isCapped)) return [];
      return [{ document, kind, isInexact: kind === 'different' && holdsNameTwice(source.get(key)!) }];
    });
  }

  /**
   * An unequal document that did not change meanwhile gets a few more chances, then it is a mismatch.
   * @returns whether it is to be repaired
   */
  #conclude({ pending, mismatches, collection }: Scope, { document, kind, isInexact }: UnequalDocument): boolean {
    const { repair, isBehindGap, repairsMismatches } = this.#sync;
    if (pending.has(document.id)) return false;
    const isExpected = repair !== undefined && (isBehindGap === true || isInexact);
    // The rows of a capped collection lie in an order that no repair restores.
    const isMended = repair !== undefined && repairsMismatches === true && !collection.isCapped;
    const isCertain = document.attempts + 1 >= conclusiveAttempts;
    if (!isCertain || ((isExpected || isMended) && document.attempts + 1 < repairAttempts)) {
      if (isCertain && !isExpected) this.#repairs.add(collection, document, kind);
      pending.putBack(document);
      return isExpected || (isMended && isCertain);
    }
    const namespace = formatNamespace(collection.source);
    mismatches.set(keyOf(document.id), { namespace, kind, id: describeValue(document.id) });
    return false;
  }
}

function newScope(collection: VerifiableCollection): Scope {
  return {
    collection,
    pending: new PendingDocuments(),
    mismatches: new Map(),
    state: 'unscanned',
    comparedDocuments: 0,
    documentSize: unknownSize(),
  };
}

interface UnequalDocument {
  readonly document: PendingDocument;
  readonly kind: VerificationMismatch['kind'];
  /** No engine can follow updates of it exactly, so that a difference is no sign of a fault: it is fetched again. */
  readonly isInexact: boolean;
}

function mismatchKind(
  source: Buffer | undefined,
  destination: Buffer | undefined,
): VerificationMismatch['kind'] | undefined {
  if (source === undefined) return destination === undefined ? undefined : 'extra';
  if (destination === undefined) return 'missing';
  return source.equals(destination) ? undefined : 'different';
}

function sum<T>(items: readonly T[], amount: (item: T) => number): number {
  return items.reduce((total, item) => total + amount(item), 0);
}
