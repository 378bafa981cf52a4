/**
 * Behind a gap in the stream: brings the catalogue to what the source has now, without the events that tell how it came
 * to that. Documents of collections that are still there stay; they are compared later. May be interrupted anywhere and
 * begun again.
 */
import { isSameNamespace } from '../../mongo/namespace.ts';
import { readCommittedCatalog } from '../as-committed.ts';
import { Catalog } from '../catalog/catalog.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import {
  createCollection,
  dropCollection,
  leasedDestination,
  removeLeftOver,
  renameCollection,
} from '../catalog/destination-collections.ts';
import { newEntry } from '../catalog/new-entry.ts';
import type { ListedCollection } from '../catalog/source-catalog.ts';
import { EntryStore } from '../checkpoint/entry-store.ts';
import { RangeStore } from '../copy/range-store.ts';
import { leftTheFilter } from '../follow/ddl.ts';
import { refuseTimeSeries } from '../follow/unseen-ddl.ts';
import type { CatalogueParts } from '../initialize.ts';
import { shardCollection } from '../sharding/shard-collection.ts';
import { readShardKeys } from '../sharding/source-shard-keys.ts';

export async function recatalogue(parts: CatalogueParts): Promise<void> {
  const { source, filter, metadata, lease, startTime } = parts;
  const destination = leasedDestination(parts);
  const catalog = new Catalog();
  const store = new EntryStore(catalog, metadata, lease.token, startTime);
  const ranges = new RangeStore(metadata, lease.token);
  await store.load();
  const { collections, timeSeries, leftOut } = await readCommittedCatalog(source.client, filter);
  if (!source.facts.canCompareUuid) refuseTimeSeries(timeSeries);
  for (const entry of catalog.entries) {
    const left = leftOut.get(entry.uuid);
    // As while following: before anything is given up.
    if (left !== undefined) throw leftTheFilter(entry.source, left);
  }
  const listed = new Map(collections.map((one) => [one.uuid, one]));
  const giveUp = async (entry: CollectionEntry) => {
    await dropCollection(destination, entry.destination);
    await ranges.removeOf(entry);
    await store.remove(entry);
  };
  for (const entry of catalog.entries) {
    const now = listed.get(entry.uuid);
    if (now === undefined || !canBeKept(entry, now, parts)) await giveUp(entry);
  }
  await renameAll(parts, catalog, store, listed, giveUp);
  const shardKeys = await readShardKeys(source.client);
  for (const one of collections) {
    if (catalog.byUuid(one.uuid) !== undefined) continue;
    const entry = newEntry({ ...one, source: one, state: 'pending' }, parts, shardKeys);
    await removeLeftOver(destination, entry.destination);
    await createCollection(destination, entry.destination, one.options);
    await shardCollection(parts, entry);
    await store.add(entry);
  }
}

/** The rows of a capped collection lie in the order of their insertion, which no comparison by `_id` restores. */
function canBeKept(
  entry: CollectionEntry,
  { db, coll }: ListedCollection,
  { settings }: Pick<CatalogueParts, 'settings'>,
): boolean {
  if (entry.kind === 'capped') return false;
  // Which documents are in scope may have changed with the name.
  return settings.documentFilters.length === 0 || isSameNamespace(entry.source, { db, coll });
}

/** Collections that changed names, in passes: a name may become free by another's renaming. */
async function renameAll(
  parts: CatalogueParts,
  catalog: Catalog,
  store: EntryStore,
  listed: ReadonlyMap<string, ListedCollection>,
  giveUp: (entry: CollectionEntry) => Promise<void>,
): Promise<void> {
  const { mapping, startTime } = parts;
  const destination = leasedDestination(parts);
  for (;;) {
    const renamed = catalog.entries.filter((entry) => !isSameNamespace(entry.source, listed.get(entry.uuid)!));
    const [first] = renamed;
    if (first === undefined) return;
    const targetOf = (entry: CollectionEntry) => mapping.toDestination(listed.get(entry.uuid)!);
    const next = renamed.find((entry) => (catalog.atDestination(targetOf(entry)) ?? entry) === entry);
    // They have changed places with each other: one of them is copied again.
    if (next === undefined) {
      await giveUp(first);
      continue;
    }
    const { db, coll } = listed.get(next.uuid)!;
    const target = targetOf(next);
    if (!isSameNamespace(next.destination, target)) {
      await removeLeftOver(destination, target);
      await store.beginRename(destination.client, next, target, startTime);
      await renameCollection(destination, next.destination, target);
    }
    catalog.rename(next, { db, coll }, target);
    await store.saveNames(next);
  }
}
