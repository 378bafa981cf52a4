/**
 * The way back: a sync from the cluster that has taken over to the one before it, from the very moment at which writes
 * were allowed. What it needs to know of that moment is written down during the commit; when it starts does not matter,
 * as long as the new cluster's oplog reaches back to it.
 */
import { EngineError } from '../lib/errors.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isNoCollection } from '../mongo/failures.ts';
import { presentUniqueFormats, readKeyFormats } from '../mongo/key-formats.ts';
import { bucketsPrefix, type Namespace } from '../mongo/namespace.ts';
import { Catalog } from './catalog/catalog.ts';
import { CollectionEntry, kindOf, type StoredEntry } from './catalog/collection-entry.ts';
import { listCollections, listIndexes } from './catalog/source-catalog.ts';
import { EntryStore } from './checkpoint/entry-store.ts';
import { type Lease, leaseId } from './checkpoint/lease.ts';
import { Metadata } from './checkpoint/metadata.ts';
import { writersId } from './checkpoint/writer-sessions.ts';
import { indexName, isInherent, isSameIndex, whileSyncing } from './indexes/index-spec.ts';
import { type Beginning, type LabelledClusters, LeasedSync } from './leased-sync.ts';
import type { RunRecord } from './run-record.ts';
import { readShardKeys } from './sharding/source-shard-keys.ts';
import type { SyncRun } from './sync-run.ts';

const collectionName = 'wayBack';
const majority = { writeConcern: { w: 'majority' } } as const;

type StoredWayBack = Pick<StoredEntry, 'source' | 'destination' | 'kind' | 'hasCollation' | 'shardKey'>;

/** Writes down which collections of the destination are those of the source, right before writes are allowed there. */
export async function recordWayBack({ context }: SyncRun): Promise<void> {
  const { catalog, destination, metadata, lease } = context;
  const changes: { id: string; fields: StoredWayBack }[] = [];
  const shardKeys = await readShardKeys(context.source.client);
  const databases = new Set(catalog.entries.map((entry) => entry.destination.db));
  for (const db of databases) {
    for (const { coll, uuid, options } of await listCollections(destination.client, db)) {
      const entry = catalog.atDestination({ db, coll });
      if (entry === undefined || uuid === '') continue;
      const fields = {
        source: entry.destination,
        destination: entry.source,
        kind: kindOf(coll, options),
        hasCollation: options.has('collation'),
        shardKey: shardKeys.get(entry.uuid) ?? null,
      };
      changes.push({ id: uuid, fields });
    }
  }
  const current = new Set(changes.map(({ id }) => id));
  const stored = await metadata.readAll(collectionName);
  const stale = stored.map(({ _id }) => _id).filter((id) => !current.has(id));
  await metadata.remove(collectionName, lease.token, stale);
  await metadata.setMany(collectionName, lease.token, changes);
}

/** @throws EngineError GW904 where nothing was prepared for a way back */
export function refuseOneWay({ settings, commit, writableAt }: RunRecord): void {
  if ((settings.reversible || commit?.isReversible === true) && writableAt !== undefined) return;
  throw new EngineError('GW904', {
    summary: 'This sync was not started as reversible',
    hint: 'Start it with reversible: true to be able to go back after the commit',
  });
}

/**
 * Writes down the sync back in the old cluster's metadata. Nothing counts before the record is there, which is written
 * last: a crash leaves the sync committed as it was.
 */
export async function beginReverse(
  from: LeasedSync,
  clusters: LabelledClusters,
  { acquire, write }: Beginning,
): Promise<LeasedSync> {
  const metadata = new Metadata(from.sides.source.client);
  const lease = await acquire(metadata);
  try {
    const record = recordOfWayBack(from.record);
    // An engine of the earlier sync may wake up yet.
    await metadata.clear(lease.token, [leaseId, writersId]);
    await storeCatalog(from.metadata, { metadata, lease }, record.startTime);
    await write(metadata, lease, record);
    return new LeasedSync(clusters, metadata, lease, record);
  } catch (error) {
    await lease.release();
    throw error;
  }
}

function recordOfWayBack({ settings, direction, writableAt, startedAt }: RunRecord): RunRecord {
  return {
    settings: { ...settings, sharding: undefined, isTurned: settings.isTurned !== true },
    direction: { source: direction.destination, destination: direction.source },
    startTime: writableAt!,
    // Later than the sync that it takes back, whatever the clocks of the machines say that ran them.
    startedAt: new Date(Math.max(Date.now(), startedAt.getTime() + 1)),
    phase: 'syncing',
    isPaused: false,
    commit: undefined,
    writableAt: undefined,
    isSyncBack: true,
  };
}

async function storeCatalog(
  from: Metadata,
  { metadata, lease }: { readonly metadata: Metadata; readonly lease: Lease },
  startTime: ClusterTime,
): Promise<void> {
  const stored = await from.readAll<StoredWayBack>(collectionName);
  const entries = stored.map(
    ({ _id, source, destination, kind, hasCollation, shardKey }) =>
      new CollectionEntry(_id, {
        source,
        destination,
        kind,
        hasCollation,
        shardKey,
        state: 'live',
        overlapUntil: startTime,
        match: null,
      }),
  );
  await new EntryStore(new Catalog(), metadata, lease.token, startTime).save(entries);
}

/**
 * Gives the old cluster's indexes the form that they have while they are synced into: not unique, and nothing expires.
 * May run any number of times (`forceNonUnique` is the server's own inverse of the conversion, 6.0). A unique index from
 * before 6.0 may hold keys from before 4.2, with which the server cannot read it any more behind that command, that it
 * nevertheless carries out ("KeyString format error", tried from 4.2 to 6.0): such a one is dropped, and the sync builds it
 * anew like one that is missing.
 */
export async function relaxConstraints(client: MongoClient, namespaces: readonly Namespace[]): Promise<void> {
  for (const namespace of namespaces) {
    try {
      await relax(client, namespace);
    } catch (error) {
      if (!isNoCollection(error)) throw error;
    }
  }
}

async function relax(client: MongoClient, { db, coll }: Namespace): Promise<void> {
  const indexes = await listIndexes(client, { db, coll });
  const hasUnique = indexes.some((spec) => spec.get('unique') === true);
  const formats = hasUnique ? await readKeyFormats(client, { db, coll }) : undefined;
  for (const spec of indexes) {
    const relaxed = whileSyncing(spec);
    if (isInherent(spec) || isSameIndex(spec, relaxed)) continue;
    const name = indexName(spec);
    if (spec.get('unique') === true && !presentUniqueFormats.has(formats?.get(name) ?? Number.NaN)) {
      await client.db(db).command({ dropIndexes: coll, index: name, ...majority });
      continue;
    }
    const expireAfterSeconds = relaxed.get('expireAfterSeconds');
    if (spec.get('unique') === true) {
      await client.db(db).command({ collMod: coll, index: { name, forceNonUnique: true }, ...majority });
    }
    if (spec.get('prepareUnique') === true) {
      await client.db(db).command({ collMod: coll, index: { name, prepareUnique: false }, ...majority });
    }
    if (expireAfterSeconds !== undefined) {
      await client.db(db).command({ collMod: coll, index: { name, expireAfterSeconds }, ...majority });
    }
  }
  const [listed] = await listCollections(client, db, { name: coll });
  if (listed?.options.has('expireAfterSeconds') !== true) return;
  const target = coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll;
  await client.db(db).command({ collMod: target, expireAfterSeconds: 'off', ...majority });
}
