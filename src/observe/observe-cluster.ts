import { createHash } from 'node:crypto';
import { messageOf } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { Semaphore } from '../lib/semaphore.ts';
import { type ExactDocument, encodeExact } from '../mongo/bson/exact.ts';
import { hasClusterAction } from '../mongo/cluster-actions.ts';
import { readClusterFacts } from '../mongo/cluster-facts.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import { applicationName } from '../mongo/connect.ts';
import { connectedClients } from '../mongo/connected-clients.ts';
import { readDetails } from '../mongo/details/read-details.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isNoCollection, isPermission } from '../mongo/failures.ts';
import { bucketsPrefix, isInternalDatabase, isServersName, type Namespace } from '../mongo/namespace.ts';
import { readOplogWindow } from '../mongo/oplog-window.ts';
import { userDatabases } from '../mongo/user-databases.ts';
import { writesOf } from '../mongo/write-block.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { type ListedCollection, listCollections, listIndexes } from '../sync/catalog/source-catalog.ts';
import { collectionOptions, indexOptions } from './catalogue-options.ts';
import { type CollectionUse, collectionUse } from './collection-use.ts';
import type { ClusterObservation, IndexObservation, NamespaceObservation } from './observation.ts';
import { type AskAtlas, observeSearch } from './observe-search.ts';

const questionsAtOnce = 16;

/**
 * Looks at what can be seen of a cluster, for checks that tell what cannot: where the catalogue is refused, its namespaces
 * are empty and `catalogue` of the details says so.
 */
export async function observeVisible(
  cluster: ConnectedCluster,
  filter: NamespaceFilter | undefined,
  uri: Secret,
): Promise<ClusterObservation> {
  try {
    return await observeCluster(cluster, filter, uri);
  } catch (error) {
    if (!isPermission(error)) throw error;
    const { client, address } = cluster;
    const [facts, writes, details] = await Promise.all([
      readClusterFacts(client),
      writesOf(client),
      readDetails(cluster, uri.reveal()),
    ]);
    const because = {
      kind: 'privilege',
      asked: 'listCollections',
      role: 'readAnyDatabase',
      detail: messageOf(error),
    } as const;
    return {
      address,
      facts,
      writes,
      oplogWindowSeconds: undefined,
      canBypassBlock: false,
      clients: undefined,
      otherDatabases: [],
      namespaces: [],
      details: {
        ...details,
        catalogue: { isKnown: false, because },
        searchIndexes: { isKnown: false, because: { ...because, asked: '$listSearchIndexes' } },
      },
    };
  }
}

/**
 * Looks at one cluster; with a filter, only at what is in scope.
 * @param detailsFor the connection string, where the checks are to run
 */
export async function observeCluster(
  cluster: ConnectedCluster,
  filter: NamespaceFilter | undefined,
  detailsFor?: Secret,
  askAtlas?: AskAtlas,
): Promise<ClusterObservation> {
  const { client, address } = cluster;
  const [facts, writes, oplogWindow, canBypassBlock, clients, otherDatabases, namespaces, details] = await Promise.all([
    // Connections live for days, in which servers are upgraded.
    readClusterFacts(client),
    writesOf(client),
    readOplogWindow(client),
    hasClusterAction(client, 'bypassWriteBlockingMode'),
    connectedClients(client, applicationName),
    databasesOutOfScope(client, filter),
    observeNamespaces(client, filter),
    detailsFor === undefined ? undefined : readDetails(cluster, detailsFor.reveal()),
  ]);
  return {
    address,
    facts,
    writes,
    oplogWindowSeconds: oplogWindow?.seconds,
    canBypassBlock,
    clients,
    otherDatabases,
    namespaces,
    details: details && { ...details, ...(await observeSearch(client, facts.hosts, searchable(namespaces), askAtlas)) },
  };
}

const searchable = (namespaces: readonly NamespaceObservation[]): readonly Namespace[] =>
  namespaces.filter(({ type }) => type !== 'timeseries').map(({ database: db, collection: coll }) => ({ db, coll }));

async function databasesOutOfScope(
  client: MongoClient,
  filter: NamespaceFilter | undefined,
): Promise<readonly string[]> {
  if (filter === undefined || filter.coversEverything) return [];
  const outside: string[] = [];
  for (const name of await userDatabases(client)) if (!(await filter.mayCoverDatabase(name))) outside.push(name);
  return outside;
}

async function observeNamespaces(
  client: MongoClient,
  filter: NamespaceFilter | undefined,
): Promise<readonly NamespaceObservation[]> {
  // Otherwise a user who may not list databases is shown those that they may read, as if there were no others.
  const { databases } = await client
    .db('admin')
    .command({ listDatabases: 1, nameOnly: true, authorizedDatabases: false });
  const slots = new Semaphore(questionsAtOnce);
  const perDatabase = await Promise.all(
    (databases as { name: string }[]).map(async ({ name }) => {
      if (isInternalDatabase(name) || (filter !== undefined && !(await filter.mayCoverDatabase(name)))) return [];
      const listed = await slots.run(async () => await listCollections(client, name));
      const inScope: ListedCollection[] = [];
      for (const one of listed) if (await isObserved(one, filter)) inScope.push(one);
      return await Promise.all(inScope.map(async (one) => await slots.run(async () => await observe(client, one))));
    }),
  );
  return perDatabase.flat().sort(byName);
}

/** Servers list collections in an order of their own, which says nothing and is another one in the next run. */
function byName(one: NamespaceObservation, other: NamespaceObservation): number {
  if (one.database !== other.database) return one.database < other.database ? -1 : 1;
  return one.collection < other.collection ? -1 : 1;
}

/** Buckets are counted as the time-series collection that they belong to. */
async function isObserved(listed: ListedCollection, filter: NamespaceFilter | undefined): Promise<boolean> {
  if (isServersName(listed.coll)) return false;
  return filter === undefined || (await filter.covers(listed));
}

async function observe(client: MongoClient, listed: ListedCollection): Promise<NamespaceObservation> {
  const { db, coll, type, uuid, options } = listed;
  const data = type === 'timeseries' ? { db, coll: `${bucketsPrefix}${coll}` } : listed;
  const isView = type === 'view';
  const [{ keyFormats, ...use }, indexes]: [CollectionUse, readonly IndexObservation[]] = isView
    ? [{ documents: 0, bytes: 0 }, []]
    : await Promise.all([collectionUse(client, data), observeIndexes(client, listed)]);
  return {
    database: db,
    collection: coll,
    type,
    uuid,
    isCapped: options.get('capped') === true,
    isClustered: options.has('clusteredIndex'),
    ...use,
    options: collectionOptions(options),
    indexes: indexes.map((index) => ({ ...index, keyFormat: keyFormats?.get(index.name) })),
  };
}

async function observeIndexes(client: MongoClient, namespace: Namespace): Promise<readonly IndexObservation[]> {
  try {
    return (await listIndexes(client, namespace)).map(indexObservation);
  } catch (error) {
    // Dropped since it was listed.
    if (isNoCollection(error)) return [];
    throw error;
  }
}

function indexObservation(spec: ExactDocument): IndexObservation {
  const expiry = spec.get('expireAfterSeconds');
  return {
    name: String(spec.get('name')),
    key: [...(spec.get('key') as ExactDocument)].map(([field, kind]) => [field, String(kind)] as const),
    isUnique: spec.get('unique') === true,
    expireAfterSeconds: expiry === undefined ? undefined : Number(expiry),
    digest: createHash('sha256').update(encodeExact(spec)).digest('hex').slice(0, 16),
    options: indexOptions(spec),
  };
}
