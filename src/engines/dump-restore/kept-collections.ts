/**
 * Which collections an interrupted copy through a directory need not do again: those that were dumped, or restored too,
 * and that the source's change stream shows untouched since their dump began. What cannot be shown is done again.
 */
import { createHash } from 'node:crypto';
import { isGodwitError } from '../../lib/errors.ts';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import { type ClusterTime, clusterTimeOf } from '../../mongo/cluster-time.ts';
import type { Collection, MongoClient, Timestamp } from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';
import { operationTimeOf } from '../../mongo/operation-time.ts';
import type { ListedCollection } from '../../sync/catalog/source-catalog.ts';
import { markSource } from '../../sync/commit.ts';
import { parseChangeEvent } from '../../sync/follow/change-event.ts';
import { ChangeStream } from '../../sync/follow/change-stream.ts';
import type { SyncCluster } from '../../sync/sync-context.ts';

/** A collection that an attempt came to the end with. */
export interface KeptCollection {
  /** Hex digits of its `_id`: names may hold what a key must not. */
  readonly _id: string;
  readonly namespace: string;
  /** A collection of the same name and another UUID is another one. */
  readonly uuid: string;
  /** In the source's clock, before the dump read anything. */
  readonly since: Timestamp;
  /** The archive, and where it is. */
  readonly file: string;
  readonly host: string;
  readonly isRestored: boolean;
  readonly documents: number;
}

const durably = { writeConcern: { w: 'majority' } } as const;
const resumePointLostCode = 'GW930';

/** Written on the destination, beside the record of the copy. */
export class KeptCollections {
  readonly #marks: Collection<KeptCollection>;

  constructor(client: MongoClient) {
    this.#marks = client.db(metadataDatabase).collection<KeptCollection>('dumpRestoreCollections');
  }

  async write(mark: Omit<KeptCollection, '_id'>): Promise<void> {
    await this.#marks.replaceOne({ _id: keyOf(mark.namespace) }, mark, { upsert: true, ...durably });
  }

  async remove(): Promise<void> {
    await this.#marks.drop();
  }

  /** Those that hold still, by namespace. */
  async unchanged(
    source: SyncCluster,
    collections: readonly ListedCollection[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, KeptCollection>> {
    const marks = await this.#marks.find().toArray();
    const uuids = new Map(collections.map(({ db, coll, uuid }) => [`${db}.${coll}`, uuid]));
    const same = marks.filter(({ namespace, uuid }) => uuid !== '' && uuids.get(namespace) === uuid);
    if (same.length === 0 || source.facts.topology === 'standalone' || source.facts.versionNumber < 600)
      return new Map();
    const since = same.map((mark) => clusterTimeOf(mark.since)).reduce((least, time) => (time < least ? time : least));
    const latest = await latestChanges(source, since, signal);
    if (latest === undefined) return new Map();
    const isUntouched = ({ uuid, since: begun }: KeptCollection) => (latest.get(uuid) ?? 0n) <= clusterTimeOf(begun);
    return new Map(same.filter(isUntouched).map((mark) => [mark.namespace, mark]));
  }
}

export function keyOf(namespace: string): string {
  return createHash('sha256').update(namespace).digest('hex').slice(0, 32);
}

/** A time of the source before everything that is read from now on. */
export async function timeBefore({ client, facts }: SyncCluster): Promise<Timestamp | undefined> {
  if (facts.topology === 'standalone') return undefined;
  return await operationTimeOf(client.db('admin'), { ping: 1 });
}

/**
 * The time of the last change of each collection since a moment, by UUID in hex; changes of indexes and options count.
 * @returns `undefined` when the oplog does not reach back to it
 */
async function latestChanges(
  source: SyncCluster,
  since: ClusterTime,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ClusterTime> | undefined> {
  const latest = new Map<string, ClusterTime>();
  const until = await markSource(source.client);
  const stream = new ChangeStream(source, { token: undefined, time: since }, signal, () => {});
  try {
    while (stream.position.time < until) {
      const { bytes, arrayStart } = await stream.next();
      forEachDocument(bytes, arrayStart, (start, end) => {
        const { collectionKey, time } = parseChangeEvent(bytes, start, end);
        latest.set(Buffer.from(collectionKey, 'latin1').toString('hex'), time);
      });
    }
    return latest;
  } catch (error) {
    if (isGodwitError(error) && error.code === resumePointLostCode) return undefined;
    throw error;
  } finally {
    await stream.close();
  }
}
