/**
 * The first thing of a sync: looks at what there is to copy, and makes the empty collections for it.
 * May be interrupted anywhere and begun again.
 */
import { UserError } from '../lib/errors.ts';
import { Semaphore } from '../lib/semaphore.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { formatNamespace, knownBy, type Namespace } from '../mongo/namespace.ts';
import { readCommittedCatalog } from './as-committed.ts';
import { Catalog } from './catalog/catalog.ts';
import { createCollection, dropCollection, leasedDestination } from './catalog/destination-collections.ts';
import { mapViewOptions } from './catalog/map-view.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import type { NamespaceMapping } from './catalog/namespace-mapping.ts';
import { filterOf, newEntry } from './catalog/new-entry.ts';
import type { ListedCollection } from './catalog/source-catalog.ts';
import { EntryStore } from './checkpoint/entry-store.ts';
import type { Lease } from './checkpoint/lease.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import { refuseTimeSeries } from './follow/unseen-ddl.ts';
import { shardCollection } from './sharding/shard-collection.ts';
import { readShardKeys } from './sharding/source-shard-keys.ts';
import type { SyncCluster } from './sync-context.ts';
import type { SyncSettings } from './sync-settings.ts';

const createdAtOnce = 8;

/** What the catalogue is made of, at the beginning and behind a gap. */
export interface CatalogueParts {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  readonly filter: NamespaceFilter;
  readonly mapping: NamespaceMapping;
  readonly settings: SyncSettings;
  readonly metadata: Metadata;
  readonly lease: Lease;
  /** Where following begins; the source is listed after it. */
  readonly startTime: ClusterTime;
}

/** Creates every collection in scope on the destination, sharded where it is to be, and stores the catalogue. */
export async function initialize(parts: CatalogueParts): Promise<void> {
  const { source, filter, mapping, settings, metadata, lease, startTime } = parts;
  const destination = leasedDestination(parts);
  const catalog = new Catalog();
  const store = new EntryStore(catalog, metadata, lease.token, startTime);
  await store.load();
  const { collections, views, timeSeries } = await readCommittedCatalog(source.client, filter);
  if (!source.facts.canCompareUuid) refuseTimeSeries(timeSeries);
  await removeLeftOvers(parts, store, catalog, collections);
  const shardKeys = await readShardKeys(source.client);
  const slots = new Semaphore(createdAtOnce);
  const entries = collections.map(({ uuid, db, coll, options }) =>
    newEntry({ uuid, source: { db, coll }, options, state: 'pending' }, parts, shardKeys),
  );
  refuseCollisions([...entries.map(({ source }) => source), ...views], mapping);
  for (const view of views) {
    mapViewOptions(view, view.options, mapping);
    filterOf(view, 'view', settings);
  }
  // Known before they are made: what is no longer on the source when this is begun again has to be found.
  await store.save(entries);
  await Promise.all(
    collections.map(
      async ({ options }, index) =>
        await slots.run(async () => {
          await createCollection(destination, entries[index]!.destination, options);
          await shardCollection(parts, entries[index]!);
        }),
    ),
  );
}

/** Two namespaces that the mapping sends to one name would overwrite each other. */
function refuseCollisions(sources: readonly Namespace[], mapping: NamespaceMapping): void {
  const taken = new Map<string, Namespace>();
  for (const source of sources) {
    const destination = formatNamespace(knownBy(mapping.toDestination(source)));
    const other = taken.get(destination);
    taken.set(destination, source);
    if (other === undefined) continue;
    throw new UserError('GW928', {
      summary: `${formatNamespace(other)} and ${formatNamespace(source)} would both become ${destination} on the destination`,
      hint: 'Change filters.mapping, or exclude one of them',
    });
  }
}

/** What an interrupted attempt created, and the source has dropped or renamed since. */
async function removeLeftOvers(
  parts: CatalogueParts,
  store: EntryStore,
  catalog: Catalog,
  listed: readonly ListedCollection[],
): Promise<void> {
  const current = new Map(listed.map(({ uuid, db, coll }) => [uuid, `${db}.${coll}`]));
  for (const entry of catalog.entries) {
    if (current.get(entry.uuid) === formatNamespace(entry.source)) continue;
    await dropCollection(leasedDestination(parts), entry.destination);
    await store.remove(entry);
  }
}
