/** Changes of the catalogue that have to do with shard keys, on either side. They take place at their point in the stream. */
import { EngineError, messageOf } from '../../lib/errors.ts';
import { ExactDocument } from '../../mongo/bson/exact.ts';
import { isTransient } from '../../mongo/failures.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { leasedDestination, renameCollection } from '../catalog/destination-collections.ts';
import { wasResharded } from '../sharding/replaced-collections.ts';
import { refineShardKey, shardCollection, shardKeyFor } from '../sharding/shard-collection.ts';
import { isSameShardKey, type ShardKey, shardKeyOf } from '../sharding/shard-key.ts';
import type { SyncContext } from '../sync-context.ts';
import type { Ddl } from './ddl-event.ts';

/** The source shards a collection that is there. One that has a key of its own on the destination keeps that. */
export async function applyShardCollection(context: SyncContext, { uuid, description }: Ddl): Promise<void> {
  const entry = context.catalog.byUuid(uuid);
  const key = keyIn(description, 'shardKey');
  if (entry === undefined || key === undefined || entry.shardKey !== undefined) return;
  await giveKey(context, entry, shardKeyFor(context, entry, new Map([[uuid, key]])));
}

/** The source adds fields to a shard key; what is sharded by another one on the destination keeps that. */
export async function applyRefineShardKey(context: SyncContext, { uuid, description }: Ddl): Promise<void> {
  const entry = context.catalog.byUuid(uuid);
  const key = keyIn(description, 'shardKey');
  const before = entry?.shardKey;
  if (entry === undefined || before === undefined || key === undefined) return;
  if (key.length === before.length || !isSameShardKey(before, key.slice(0, before.length))) return;
  await whileAlone(context, entry, async () => {
    await refineShardKey(context, entry, key);
    entry.shardKey = key;
  });
}

/** @throws EngineError GW951 */
export async function refuseResharding(context: SyncContext, { namespace, uuid }: Ddl): Promise<void> {
  const isOurs = context.catalog.byUuid(uuid) !== undefined || (await context.filter.covers(namespace));
  if (!isOurs) return;
  throw wasResharded(namespace);
}

/**
 * Renames on the destination, where sharded clusters do less than replica sets: a sharded collection stays in its
 * database, every other on its shard.
 * @returns EngineError GW950 where the destination refuses it for good
 */
export async function renameOnDestination(
  context: SyncContext,
  entry: CollectionEntry,
  to: Namespace,
): Promise<EngineError | undefined> {
  const { facts } = context.destination;
  const from = entry.destination;
  try {
    await renameCollection(leasedDestination(context), from, to);
    return undefined;
  } catch (error) {
    if (facts.topology !== 'sharded' || from.db === to.db || isTransient(error)) throw error;
    return new EngineError('GW950', {
      summary: `${formatNamespace(from)} cannot be renamed to ${formatNamespace(to)} on the destination, a sharded cluster`,
      detail: messageOf(error),
      hint: 'Rename it back on the source and resume, or start anew',
      cause: error,
    });
  }
}

/** A collection that has got a name for which a shard key is asked. */
export async function takeKeyOfName(context: SyncContext, entry: CollectionEntry): Promise<void> {
  if (entry.shardKey === undefined) await giveKey(context, entry, shardKeyFor(context, entry, new Map()));
}

async function giveKey(context: SyncContext, entry: CollectionEntry, key: ShardKey | undefined): Promise<void> {
  if (key === undefined) return;
  await whileAlone(context, entry, async () => {
    entry.shardKey = key;
    await shardCollection(context, entry);
  });
}

/** While nothing of the collection is copied, and its indexes are let alone. */
async function whileAlone(context: SyncContext, entry: CollectionEntry, change: () => Promise<void>): Promise<void> {
  await entry.hold();
  await context.catalogSync.changeUnderWay(entry);
  await change();
  await context.entries.saveNames(entry);
  entry.release();
  context.catalogSync.optionsChanged(entry);
}

function keyIn(description: ExactDocument, name: string): ShardKey | undefined {
  const key = description.get(name);
  return key instanceof ExactDocument ? shardKeyOf(key) : undefined;
}
