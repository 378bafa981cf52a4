/**
 * Shards collections of the destination: those that the start request names by the keys that it gives, and those that are
 * sharded on the source by their own. Done when a collection is made, while it is empty; whatever changes later (a name,
 * a key on the source) is followed. May be done any number of times.
 *
 * The key's index is never unique here, since documents come in another order than they did on the source: it becomes
 * so at the end, like every other (`listConstraints`), and guards the key over all shards from then on.
 */
import { EngineError, messageOf, UserError } from '../../lib/errors.ts';
import type { ClusterFacts } from '../../mongo/cluster-facts.ts';
import { UUID } from '../../mongo/driver.ts';
import { isTransient } from '../../mongo/failures.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { listCollections, listIndexes } from '../catalog/source-catalog.ts';
import { type IndexSpec, indexName, whileSyncing } from '../indexes/index-spec.ts';
import { withOwnCollation } from '../indexes/reconcile-indexes.ts';
import type { SyncCluster } from '../sync-context.ts';
import type { ShardingEntry, SyncSettings } from '../sync-settings.ts';
import { presplit } from './presplit.ts';
import {
  canBeUnique,
  formatShardKey,
  isByIdAlone,
  isIdIndex,
  type ShardKey,
  shardKeyDocument,
  supportingIndex,
  supports,
} from './shard-key.ts';
import type { ShardKeys } from './source-shard-keys.ts';

export interface ShardingParts {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  readonly settings: SyncSettings;
}

/** From here on servers decide by themselves how many chunks a hashed key begins with (SERVER-74747). */
const choosesChunks = 702;

/** @throws UserError GW948 where there are no shards */
export function refuseVainSharding({ sharding }: SyncSettings, { topology }: ClusterFacts): void {
  const [first] = sharding?.entries ?? [];
  if (first === undefined || topology === 'sharded') return;
  throw new UserError('GW948', {
    summary: `${first.namespace} is to be sharded, and the destination is a replica set`,
    detail: 'Only a mongos shards collections',
    hint: 'Give the address of a mongos as destination, or leave out `sharding`',
  });
}

/**
 * Everything would arrive whole on one shard, which nobody has asked for: whoever wants that says so with an empty list.
 * @throws UserError GW948
 */
export function refuseUnsaidSharding(source: ClusterFacts, destination: ClusterFacts): void {
  if (source.topology === 'sharded' || destination.topology !== 'sharded') return;
  throw new UserError('GW948', {
    summary: 'The destination is a sharded cluster, and the request does not say which collections to shard',
    detail: 'Those of a replica set have no shard keys that could be kept',
    hint: 'Add sharding: { shardingEntries: [...] }, or an empty list to shard nothing',
  });
}

/** What the start request says of a collection of the destination. */
export function declaredFor({ sharding }: SyncSettings, destination: Namespace): ShardingEntry | undefined {
  const name = formatNamespace(destination);
  return sharding?.entries.find(({ namespace }) => namespace === name);
}

/**
 * The key by which a collection is to be sharded on the destination, if it is.
 * @throws EngineError GW949 for one that is asked for and that no server shards
 */
export function shardKeyFor(
  { destination, settings }: ShardingParts,
  { uuid, kind, destination: name }: Pick<CollectionEntry, 'uuid' | 'kind' | 'destination'>,
  ofSource: ShardKeys,
): ShardKey | undefined {
  if (destination.facts.topology !== 'sharded') return undefined;
  const declared = declaredFor(settings, name)?.key;
  if (kind === 'plain') return declared ?? ofSource.get(uuid);
  if (declared === undefined) return undefined;
  const what = kind === 'capped' ? 'a capped collection' : 'a time series, which this version does not shard';
  throw cannotShard(name, declared, `It is ${what}`, 'Leave it out of sharding.entries');
}

/** Gives the collection on the destination the key of its entry. */
export async function shardCollection(parts: ShardingParts, entry: CollectionEntry): Promise<void> {
  const { shardKey: key, destination: namespace } = entry;
  if (key === undefined) return;
  const { source, destination, settings } = parts;
  const chunksPerShard = declaredFor(settings, namespace)?.chunksPerShard;
  const isToBeSpread = entry.state === 'pending';
  const isHashed = key[0]?.kind === 'hashed';
  await createSupportingIndex(parts, entry, key);
  const command = {
    shardCollection: formatNamespace(namespace),
    key: shardKeyDocument(key),
    ...(entry.hasCollation ? { collation: { locale: 'simple' } } : {}),
    ...(isToBeSpread && isHashed ? await initialChunks(destination, chunksPerShard) : {}),
    writeConcern: { w: 'majority' },
  };
  await carryOut(destination, namespace, key, command);
  if (!isToBeSpread || isHashed) return;
  const sides = { source: source.client, from: entry.source, destination: destination.client, to: namespace };
  await presplit(sides, key, chunksPerShard ?? 1);
}

/** The source's key of a collection has got further fields, and so has the one of the destination if it was the same. */
export async function refineShardKey(parts: ShardingParts, entry: CollectionEntry, key: ShardKey): Promise<void> {
  await createSupportingIndex(parts, entry, key);
  const command = { refineCollectionShardKey: formatNamespace(entry.destination), key: shardKeyDocument(key) };
  await carryOut(parts.destination, entry.destination, key, { ...command, writeConcern: { w: 'majority' } });
}

async function carryOut(
  { client }: SyncCluster,
  namespace: Namespace,
  key: ShardKey,
  command: Readonly<Record<string, unknown>>,
): Promise<void> {
  try {
    await client.db('admin').command(command);
  } catch (error) {
    if (isTransient(error)) throw error;
    const hint = 'Change sharding.entries or what the server names, then start anew; or exclude the collection';
    throw cannotShard(namespace, key, messageOf(error), hint, error);
  }
}

async function initialChunks({ client, facts }: SyncCluster, chunksPerShard: number | undefined): Promise<object> {
  if (chunksPerShard === undefined || facts.versionNumber >= choosesChunks) return {};
  const { shards } = await client.db('admin').command({ listShards: 1 });
  return { numInitialChunks: chunksPerShard * (shards as readonly unknown[]).length };
}

/** Made before the server would make one of its own, under whose name the source's could not be built any more. */
async function createSupportingIndex(parts: ShardingParts, entry: CollectionEntry, key: ShardKey): Promise<void> {
  const { destination, settings } = parts;
  const indexes = await indexesAtSource(parts.source, entry);
  refuseUniqueBeside(entry.destination, indexes, key);
  const own = indexes.find((spec) => supports(spec, key));
  if (own !== undefined ? isIdIndex(own) : isByIdAlone(key) && key[0]?.kind === 1) return;
  const isDeclared = declaredFor(settings, entry.destination) !== undefined;
  if (
    own === undefined &&
    isDeclared &&
    entry.state === 'pending' &&
    settings.sharding?.createSupportingIndexes !== true
  ) {
    throw cannotShard(
      entry.destination,
      key,
      `No index of ${formatNamespace(entry.source)} begins with the key, in simple collation, neither sparse nor partial`,
      'Set sharding.createSupportingIndexes: true, or create the index on the source',
    );
  }
  const spec = own === undefined ? supportingIndex(key) : whileSyncing(own);
  const { db, coll } = entry.destination;
  await destination.client.db(db).command({
    createIndexes: coll,
    indexes: [entry.hasCollation ? withOwnCollation(spec) : spec],
    writeConcern: { w: 'majority' },
  });
}

/** While syncing it would not be unique, and at the end could not become so. */
function refuseUniqueBeside(namespace: Namespace, indexes: readonly IndexSpec[], key: ShardKey): void {
  const isUnique = (spec: IndexSpec) => spec.get('unique') === true || spec.get('prepareUnique') === true;
  const beside = indexes.find((spec) => isUnique(spec) && !canBeUnique(spec, key));
  if (beside === undefined) return;
  const detail = `The unique index ${indexName(beside)} does not begin with the key, so no server could keep it unique over all shards`;
  throw cannotShard(namespace, key, detail, 'Choose a key that every unique index begins with, or drop the index');
}

/** None where the collection is gone again: its drop follows. */
async function indexesAtSource(
  { client }: SyncCluster,
  { uuid, source }: CollectionEntry,
): Promise<readonly IndexSpec[]> {
  const [listed] = await listCollections(client, source.db, { 'info.uuid': new UUID(uuid) });
  return listed === undefined ? [] : await listIndexes(client, listed);
}

function cannotShard(namespace: Namespace, key: ShardKey, detail: string, hint: string, cause?: unknown): EngineError {
  return new EngineError('GW949', {
    summary: `${formatNamespace(namespace)} cannot be sharded on the destination by ${formatShardKey(key)}`,
    detail,
    hint,
    cause,
    context: { namespace: formatNamespace(namespace) },
  });
}
