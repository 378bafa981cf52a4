/**
 * The first thing of a sync: looks at what there is to copy, and makes the empty collections for it.
 * May be interrupted anywhere and begun again.
 */
import { EngineError, messageOf, UserError } from '../lib/errors.ts';
import { Semaphore } from '../lib/semaphore.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { BSON, type MongoClient } from '../mongo/driver.ts';
import { isPermission, isTransient } from '../mongo/failures.ts';
import {
  bucketsPrefix,
  formatNamespace,
  isInternalCollection,
  isInternalDatabase,
  type Namespace,
  parseNamespace,
} from '../mongo/namespace.ts';
import { Catalog } from './catalog/catalog.ts';
import { createCollection, dropCollection } from './catalog/destination-collections.ts';
import { mapViewOptions } from './catalog/map-view.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import type { NamespaceMapping } from './catalog/namespace-mapping.ts';
import { filterOf, newEntry } from './catalog/new-entry.ts';
import { type ListedCollection, listCollections, readSourceCatalog } from './catalog/source-catalog.ts';
import { EntryStore } from './checkpoint/entry-store.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import { refuseTimeSeries } from './follow/unseen-ddl.ts';
import { shardCollection } from './sharding/shard-collection.ts';
import { readShardKeys } from './sharding/source-shard-keys.ts';
import type { SyncCluster } from './sync-context.ts';
import type { DocumentFilter, SyncSettings } from './sync-settings.ts';

const createdAtOnce = 8;

/** What the catalogue is made of, at the beginning and behind a gap. */
export interface CatalogueParts {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  readonly filter: NamespaceFilter;
  readonly mapping: NamespaceMapping;
  readonly settings: SyncSettings;
  readonly metadata: Metadata;
  readonly fence: number;
  /** Where following begins; the source is listed after it. */
  readonly startTime: ClusterTime;
}

/** Creates every collection in scope on the destination, sharded where it is to be, and stores the catalogue. */
export async function initialize(parts: CatalogueParts): Promise<void> {
  const { source, destination, filter, mapping, settings, metadata, fence, startTime } = parts;
  const catalog = new Catalog(source.facts.canCompareUuid);
  const store = new EntryStore(catalog, metadata, fence, startTime);
  await store.load();
  const { collections, views, timeSeries } = await readSourceCatalog(source.client, filter);
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
          await createCollection(destination.client, entries[index]!.destination, options);
          await shardCollection(parts, entries[index]!);
        }),
    ),
  );
}

/** Two namespaces that the mapping sends to one name would overwrite each other. */
function refuseCollisions(sources: readonly Namespace[], mapping: NamespaceMapping): void {
  const taken = new Map<string, Namespace>();
  for (const source of sources) {
    const destination = formatNamespace(mapping.toDestination(source));
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
  { destination }: CatalogueParts,
  store: EntryStore,
  catalog: Catalog,
  listed: readonly ListedCollection[],
): Promise<void> {
  const current = new Map(listed.map(({ uuid, db, coll }) => [uuid, `${db}.${coll}`]));
  for (const entry of catalog.entries) {
    if (current.get(entry.uuid) === formatNamespace(entry.source)) continue;
    await dropCollection(destination.client, entry.destination);
    await store.remove(entry);
  }
}

/**
 * Lets the source look at the filters before anything depends on them.
 * @throws EngineError GW901 with what the server does not like
 */
export async function tryDocumentFilters(client: MongoClient, filters: readonly DocumentFilter[]): Promise<void> {
  for (const { namespace, match } of filters) {
    const { db, coll } = parseNamespace(namespace);
    try {
      const find = { find: coll, filter: BSON.EJSON.parse(match) };
      await client.db(db).command({ explain: find, verbosity: 'queryPlanner' });
    } catch (error) {
      if (isTransient(error) || isPermission(error)) throw error;
      throw new EngineError('GW901', {
        summary: `The source does not accept the document filter of ${namespace}`,
        detail: messageOf(error),
        hint: 'Try it in mongosh with find()',
        cause: error,
      });
    }
  }
}

/**
 * User data on the destination: namespaces that are in nobody's way when pre-existing data is allowed, and an error
 * otherwise.
 * @throws UserError GW912 naming the first few
 */
export async function refuseExistingData(
  client: MongoClient,
  settings: SyncSettings,
  filter: NamespaceFilter,
  mapping: NamespaceMapping,
): Promise<void> {
  const found = await userNamespaces(client);
  const inTheWay: string[] = [];
  for (const namespace of found) {
    const source = mapping.toSource(namespace);
    const isInScope = source !== undefined && (await filter.covers(source));
    const isAllowed = settings.preExistingDestinationData && !isInScope;
    if (!isAllowed) inTheWay.push(formatNamespace(namespace));
  }
  if (inTheWay.length === 0) return;
  throw new UserError('GW912', {
    summary: `The destination holds data already: ${inTheWay.slice(0, 5).join(', ')}${inTheWay.length > 5 ? ` and ${inTheWay.length - 5} more` : ''}`,
    detail: 'A sync needs a destination without collections of the same names',
    hint: 'Use another destination, drop these collections, or set `destination.existingData` (keep needs filters; clear drops what is in the way)',
    context: { namespaces: inTheWay.slice(0, 100) },
  });
}

async function userNamespaces(client: MongoClient): Promise<ListedCollection[]> {
  const { databases } = await client
    .db('admin')
    .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: false });
  const found: ListedCollection[] = [];
  for (const { name } of databases as { name: string }[]) {
    if (isInternalDatabase(name)) continue;
    for (const listed of await listCollections(client, name)) {
      const isUserData = !isInternalCollection(listed.coll) && !listed.coll.startsWith(bucketsPrefix);
      if (isUserData) found.push(listed);
    }
  }
  return found;
}
