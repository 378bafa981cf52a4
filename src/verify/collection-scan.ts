/**
 * One scan of a collection: reads it once on both sides, or a sample of it. What is not equal is left to the looks at single
 * documents, beside those that change meanwhile.
 */
import type { BsonValue } from '../mongo/bson/value.ts';
import { type ClusterTime, laterOf } from '../mongo/cluster-time.ts';
import type { VerifiableSync } from '../sync/verification-port.ts';
import { CollectionReader } from './collection-reader.ts';
import { conclusiveAttempts } from './collections-of-sync.ts';
import { compareSpan, type Togetherness } from './compare-span.ts';
import { NaturalReader } from './natural-reader.ts';
import { valueOfKey } from './pending-documents.ts';
import { sampleIds } from './sample-ids.ts';
import { ScanOrders } from './scan-order.ts';
import { type Scope, uuidOf } from './scope.ts';
import { lookupSize, type SecondLook } from './second-look.ts';
import type { DocumentReader } from './span-side.ts';

const parallelScans = 2;
const mostBatchBytes = 3_000_000;
/** Behind more of them a collection is read by `_id`, where any member can go on. */
const mostFailedScans = 2;

/** Too much was changed during a scan to be remembered: it is worth nothing. */
export class StartedOverError extends Error {
  override readonly name = 'StartedOverError';
}

export class CollectionScans {
  readonly #sync: VerifiableSync;
  readonly #secondLook: SecondLook;
  readonly #canCompareUuid: boolean;
  readonly #orders: ScanOrders;

  constructor(sync: VerifiableSync, secondLook: SecondLook, canCompareUuid: boolean) {
    this.#sync = sync;
    this.#secondLook = secondLook;
    this.#canCompareUuid = canCompareUuid;
    this.#orders = new ScanOrders(sync);
  }

  /** How many there may be at once. */
  get parallelism(): number {
    return this.#sync.parallelism ?? parallelScans;
  }

  /** @param latestChange up to there changes may have been told that nobody remembers */
  async scan(scope: Scope, latestChange: ClusterTime): Promise<void> {
    const { extent } = this.#sync;
    const known = [...scope.mismatches.keys()];
    if (extent.mode === 'sample') await this.#scanSample(scope, extent.samplePercent);
    else await this.#scanAll(scope, latestChange);
    await this.#lookAtKnown(scope, known);
  }

  /** Random documents of each side are looked up on both: what is missing shows from the one, what is extra from the other. */
  async #scanSample(scope: Scope, percent: number): Promise<void> {
    const { source, destination, match } = scope.collection;
    const since = this.#sync.appliedTime();
    for (const side of [
      { client: this.#sync.source, namespace: source, uuid: uuidOf(scope, this.#canCompareUuid), match },
      { client: this.#sync.destination, namespace: destination },
    ]) {
      for await (const ids of sampleIds({ ...side, percent }, lookupSize)) {
        if (this.#sync.signal.aborted) return;
        await this.#betweenReads(scope);
        const documents = ids.map((id) => ({ id, since, attempts: 0 }));
        await this.#secondLook.at(scope, documents);
        scope.comparedDocuments += ids.length;
      }
    }
  }

  async #scanAll(scope: Scope, latestChange: ClusterTime): Promise<void> {
    const order = scope.failedScans > mostFailedScans ? 'id' : await this.#orders.of(scope.collection);
    if (order !== 'id' && (await this.#compareAll(scope, latestChange, NaturalReader, order))) return;
    scope.comparedDocuments = 0;
    await this.#compareAll(scope, latestChange, CollectionReader);
  }

  /** @returns whether it came to the end */
  async #compareAll(
    scope: Scope,
    latestChange: ClusterTime,
    Reader: typeof CollectionReader | typeof NaturalReader,
    isWorthwhile?: (sides: Togetherness) => boolean,
  ): Promise<boolean> {
    const startedAt = this.#sync.appliedTime();
    const { source, destination } = scope.collection;
    const batchBytes = this.#batchBytes();
    const left = new Reader({
      client: this.#sync.source,
      namespace: source,
      uuid: uuidOf(scope, this.#canCompareUuid),
      readConcern: 'majority',
      match: scope.collection.match,
      readPreference: this.#sync.scanReadPreference?.(),
      readAfter: laterOf(startedAt, latestChange),
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

  /** What differed before and is equal now, no scan tells of; and changes go unheard before it begins. */
  async #lookAtKnown(scope: Scope, known: readonly string[]): Promise<void> {
    const since = this.#sync.appliedTime();
    for (let done = 0; done < known.length; done += lookupSize) {
      const keys = known.slice(done, done + lookupSize);
      const documents = keys.map((key) => ({ id: valueOfKey(key), since, attempts: conclusiveAttempts - 1 }));
      await this.#secondLook.at(scope, documents);
    }
  }

  /** Both sides hold two batches of each collection that is read. */
  #batchBytes(): number | undefined {
    const { memoryBytes } = this.#sync;
    return memoryBytes && Math.min(mostBatchBytes, Math.floor(memoryBytes / (4 * this.parallelism)));
  }

  /** The scan waits for load limits, and now and then for looks at what it has found. */
  #paced(scope: Scope, reader: DocumentReader): DocumentReader {
    const next = async () => {
      await this.#betweenReads(scope);
      const batch = await reader.next();
      if (batch !== undefined) await this.#sync.beforeScanning?.(batch.bytes.length);
      return batch;
    };
    return { next };
  }

  async #betweenReads(scope: Scope): Promise<void> {
    await this.#secondLook.atMany(scope);
    if (scope.state !== 'scanning') throw new StartedOverError();
  }
}
