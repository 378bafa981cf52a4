/** A sync that this engine may carry on: what is written down of it, and the lease under which that may be changed. */
import { EngineError } from '../lib/errors.ts';
import type { Lease } from './checkpoint/lease.ts';
import { engineCollections, FencedOffError, Metadata } from './checkpoint/metadata.ts';
import { claimRunRecord, latestRecord, type RunRecord, readRunRecord, writeRunRecord } from './run-record.ts';
import type { SyncCluster } from './sync-context.ts';

export interface SyncSides {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
}

/** By the labels of the start request. */
export type LabelledClusters = Readonly<Record<'cluster0' | 'cluster1', SyncCluster>>;

/** What a sync is not begun with, but comes to. */
export type RecordChanges = Partial<Omit<RunRecord, 'settings' | 'direction' | 'startedAt' | 'isSyncBack'>>;

type Acquire = (metadata: Metadata) => Promise<Lease>;

/** How a sync is begun: by whom, and by what is written first. */
export interface Beginning {
  readonly acquire: Acquire;
  readonly write: (metadata: Metadata, lease: Lease, record: RunRecord) => Promise<void>;
}

/** What is written down of a sync may be what is not so; the next run begins by writing down what is. */
export class RecordInDoubtError extends Error {
  constructor(cause: unknown) {
    super('What the sync is about could not be written down on the destination', { cause });
  }
}

export class LeasedSync {
  readonly metadata: Metadata;
  readonly #clusters: LabelledClusters;
  #lease: Lease;
  #record: RunRecord;
  #written: Promise<unknown> = Promise.resolve();
  /** A change was not acknowledged: it may be written down all the same. */
  #isInDoubt = false;

  constructor(clusters: LabelledClusters, metadata: Metadata, lease: Lease, record: RunRecord) {
    this.#clusters = clusters;
    this.metadata = metadata;
    this.#lease = lease;
    this.#record = record;
  }

  /** Writes down a sync that is about to begin; where that fails the destination is free for whoever asks next. */
  static async begin(
    clusters: LabelledClusters,
    destination: SyncCluster,
    { acquire, write }: Beginning,
    describe: () => Promise<RunRecord>,
  ): Promise<LeasedSync> {
    const metadata = new Metadata(destination.client);
    const lease = await acquire(metadata);
    try {
      await refuseAnother(metadata);
      const record = await describe();
      await write(metadata, lease, record);
      return new LeasedSync(clusters, metadata, lease, record);
    } catch (error) {
      await lease.release();
      throw error;
    }
  }

  /**
   * Looks for a sync on both sides: the one that holds metadata is the destination. What the engine before has written
   * until its lease ended is known only behind that.
   */
  static async takeUp(clusters: LabelledClusters, acquire: Acquire): Promise<LeasedSync | undefined> {
    for (;;) {
      const found = await findRecord(clusters);
      if (found === undefined) return undefined;
      const { metadata } = found;
      const lease = await acquire(metadata);
      try {
        await claimRunRecord(metadata, lease.token);
        const record = (await findRecord(clusters))?.record;
        if (record?.direction.destination === found.record.direction.destination) {
          return new LeasedSync(clusters, metadata, lease, record);
        }
      } catch (error) {
        await lease.release();
        throw error;
      }
      await lease.release();
    }
  }

  get record(): RunRecord {
    return this.#record;
  }

  get lease(): Lease {
    return this.#lease;
  }

  get sides(): SyncSides {
    return sidesOf(this.#clusters, this.#record.direction);
  }

  /** One after the other, so that none writes over another; what could not be written is not so. */
  async change(changes: RecordChanges): Promise<void> {
    const change = this.#written
      .catch(() => {})
      .then(async () => {
        const changed = { ...this.#record, ...changes };
        this.#isInDoubt = true;
        await writeRunRecord(this.metadata, this.#lease.token, changed);
        this.#record = changed;
        this.#isInDoubt = false;
      });
    this.#written = change;
    await change;
  }

  /** Writes down what is so, where something else may be: whoever takes the sync up next goes by that. */
  async settle(): Promise<void> {
    if (this.#isInDoubt) await this.change({});
  }

  /** @throws FencedOffError when somebody else has had the lease since */
  async renewLeaseIfLost(signal: AbortSignal): Promise<void> {
    try {
      this.#lease.remainingMs();
    } catch (error) {
      if (error instanceof FencedOffError) throw error;
      this.#lease.end();
      this.#lease = await this.#lease.takeAnew(signal);
    }
  }
}

export function sidesOf(clusters: LabelledClusters, { source, destination }: RunRecord['direction']): SyncSides {
  return {
    source: clusters[source as keyof LabelledClusters],
    destination: clusters[destination as keyof LabelledClusters],
  };
}

/**
 * A sync would go on where the other one stopped, whatever that has copied. Told only under the lease: another engine may
 * have begun one while this one waited for it.
 */
async function refuseAnother(metadata: Metadata): Promise<void> {
  const found = await readRunRecord(metadata);
  if (found === undefined) return;
  throw new EngineError('GW938', {
    summary: `The destination holds the metadata of another sync, begun at ${found.startedAt.toISOString()}`,
    hint: `Go on with that sync, by a process that names both clusters as it did, or complete its migration; if nobody needs it any more, drop ${engineCollections.join(', ')} in ${metadata.db.databaseName} on the destination`,
  });
}

async function findRecord(
  clusters: LabelledClusters,
): Promise<{ readonly metadata: Metadata; readonly record: RunRecord } | undefined> {
  const found: { readonly metadata: Metadata; readonly record: RunRecord }[] = [];
  for (const label of ['cluster1', 'cluster0'] as const) {
    const metadata = new Metadata(clusters[label].client);
    const record = await readRunRecord(metadata);
    if (record?.direction.destination === label) found.push({ metadata, record });
  }
  return latestRecord(found);
}
