/**
 * What is looked at before a sync is begun, so that a request that cannot be carried out is refused, and nothing is written
 * anywhere. Told later, it would be a run that fails.
 */
import { EngineError, messageOf, UserError } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isPermission, isTransient } from '../mongo/failures.ts';
import { formatNamespace, isInternalDatabase, isServersName, parseNamespace } from '../mongo/namespace.ts';
import { parseQuery } from '../mongo/query-text.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import type { NamespaceMapping } from './catalog/namespace-mapping.ts';
import { scopeOf } from './catalog/scope.ts';
import { type ListedCollection, listCollections, readSourceCatalog } from './catalog/source-catalog.ts';
import { refuseSmallDisk } from './disk-space.ts';
import type { StartRequest } from './request/start-request.ts';
import { refuseUnsaidSharding, refuseVainSharding } from './sharding/shard-collection.ts';
import type { SyncCluster } from './sync-context.ts';
import type { DocumentFilter, SyncSettings } from './sync-settings.ts';

/** @throws UserError or EngineError GW901, GW904, GW912, GW948, GW953 */
export async function refuseImpossible(
  { settings, isShardingSaid, skipsDiskSpaceCheck }: StartRequest,
  source: SyncCluster,
  destination: SyncCluster,
): Promise<void> {
  refuseVainSharding(settings, destination.facts);
  if (!isShardingSaid) refuseUnsaidSharding(source.facts, destination.facts);
  if (settings.reversible) await refuseNoWayBack(settings, source, destination);
  const { filter, mapping } = scopeOf(settings, source.client);
  await tryPatterns(filter);
  await tryDocumentFilters(source.client, settings.documentFilters);
  await refuseExistingData(destination.client, settings, filter, mapping);
  if (!skipsDiskSpaceCheck) await refuseSmallDisk(source.client, destination.client, settings, filter);
}

/** @throws EngineError GW904 where a sync back could not be begun after the commit */
export async function refuseNoWayBack(
  settings: SyncSettings,
  source: SyncCluster,
  destination: SyncCluster,
): Promise<void> {
  const why = whyNoWayBack(settings, [source, destination]) ?? (await whoCannotComeBack(settings, source));
  if (why === undefined) return;
  throw new EngineError('GW904', {
    summary: 'This sync cannot be reversible',
    detail: why,
    hint: 'Leave out reversible',
  });
}

function whyNoWayBack(
  { documentFilters, buildIndexes }: Pick<SyncSettings, 'documentFilters' | 'buildIndexes'>,
  sides: readonly SyncCluster[],
): string | undefined {
  const old = sides.find(({ facts }) => facts.versionNumber < 600);
  if (old !== undefined) return `both clusters need MongoDB 6.0 or newer, and one has ${old.facts.version}`;
  if (documentFilters.length > 0) return 'documents that are left out have no way back';
  return buildIndexes === 'never' ? 'buildIndexes is "never"' : undefined;
}

/** Where databases become one, what is made anew in it has no name to come back to. */
async function whoCannotComeBack(settings: SyncSettings, source: SyncCluster): Promise<string | undefined> {
  if (settings.mapping.length === 0 || settings.isTurned === true) return undefined;
  const { filter, mapping } = scopeOf(settings, source.client);
  const { collections, views } = await readSourceCatalog(source.client, filter);
  const astray = [...collections, ...views].find((namespace) => !mapping.comesBack(namespace));
  return astray && `the mapping makes one of several databases, so that ${formatNamespace(astray)} has no way back`;
}

/** @throws EngineError GW901 with what the server does not like in a pattern */
async function tryPatterns(filter: NamespaceFilter): Promise<void> {
  try {
    await filter.tryPatterns();
  } catch (error) {
    if (isTransient(error) || isPermission(error)) throw error;
    throw new EngineError('GW901', {
      summary: 'The source does not accept a regular expression of the filters',
      detail: messageOf(error),
      hint: "It has to be one that the server's $regex takes, with its options",
      cause: error,
    });
  }
}

/**
 * Lets the source look at the filters before anything depends on them.
 * @throws EngineError GW901 with what the server does not like
 */
async function tryDocumentFilters(client: MongoClient, filters: readonly DocumentFilter[]): Promise<void> {
  for (const { namespace, match } of filters) {
    const { db, coll } = parseNamespace(namespace);
    try {
      const find = { find: coll, filter: parseQuery(match) };
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
async function refuseExistingData(
  client: MongoClient,
  settings: SyncSettings,
  filter: NamespaceFilter,
  mapping: NamespaceMapping,
): Promise<void> {
  const found = await userNamespaces(client);
  const inTheWay: string[] = [];
  for (const namespace of found) {
    const isInScope = await filter.coversAny(mapping.toSources(namespace));
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
      if (!isServersName(listed.coll)) found.push(listed);
    }
  }
  return found;
}
