import { Semaphore } from '../../lib/semaphore.ts';
import { areInAtlas } from '../atlas-hosts.ts';
import type { Document, MongoClient } from '../driver.ts';
import { codeOf } from '../failures.ts';
import type { Namespace } from '../namespace.ts';
import type { SearchIndex } from './cluster-details.ts';

const questionsAtOnce = 16;

/** Of servers before 6.0.7, to which Atlas' own tools give search indexes all the same. */
const unrecognizedStage = 40_324;
/** Nobody can make a search index there, so that there is none. */
const searchNotEnabled = 31_082;

export interface FoundSearchIndexes {
  /** Whether anybody keeps search indexes for this cluster. */
  readonly hasSearch: boolean;
  readonly indexes: readonly SearchIndex[];
}

/**
 * Search and vector search indexes, which are in no list of indexes; asked only where there can be any.
 * @throws MongoServerError where Atlas may have some and this server is too old to list them
 */
export async function readSearchIndexes(
  client: MongoClient,
  hosts: readonly string[],
  namespaces: readonly Namespace[],
): Promise<FoundSearchIndexes> {
  const isAtlas = areInAtlas(hosts);
  if (!isAtlas && !(await isSearchSetUp(client))) return { hasSearch: false, indexes: [] };
  const slots = new Semaphore(questionsAtOnce);
  const found = await Promise.all(
    namespaces.map(async (namespace) => await slots.run(async () => await searchIndexesOf(client, namespace, isAtlas))),
  );
  return { hasSearch: found.every((one) => one !== undefined), indexes: found.flatMap((one) => one ?? []) };
}

/** Atlas has it everywhere; elsewhere a parameter says who manages search indexes. */
async function isSearchSetUp(client: MongoClient): Promise<boolean> {
  const parameter = 'searchIndexManagementHostAndPort';
  const told: Document = await client
    .db('admin')
    .command({ getParameter: 1, [parameter]: 1 })
    // Older servers know no such parameter.
    .catch(() => ({}));
  return typeof told[parameter] === 'string' && told[parameter] !== '';
}

/**
 * Of one collection; `undefined` where the server has no search.
 * @param isAtlas a server that does not know the question is then no proof that there are none
 */
export async function searchIndexesOf(
  client: MongoClient,
  { db, coll }: Namespace,
  isAtlas = false,
): Promise<readonly SearchIndex[] | undefined> {
  try {
    const found = await client
      .db(db)
      .collection(coll)
      .aggregate([{ $listSearchIndexes: {} }])
      .toArray();
    return found.map(({ name, type, status, queryable, latestDefinition, definition }) => ({
      namespace: `${db}.${coll}`,
      name: String(name),
      type: String(type ?? 'search'),
      definition: (latestDefinition ?? definition ?? {}) as Document,
      status: status === undefined ? undefined : String(status),
      isQueryable: typeof queryable === 'boolean' ? queryable : undefined,
    }));
  } catch (error) {
    const code = codeOf(error);
    if (code === searchNotEnabled || (code === unrecognizedStage && !isAtlas)) return undefined;
    throw error;
  }
}

/**
 * Asks for one to be made; the server answers long before it can be queried.
 * @throws MongoServerError
 */
export async function createSearchIndex(
  client: MongoClient,
  { db, coll }: Namespace,
  { name, type, definition }: Pick<SearchIndex, 'name' | 'type' | 'definition'>,
): Promise<void> {
  // The kind came later than the command, and `search` is what older servers make.
  const index = { name, ...(type === 'search' ? {} : { type }), definition };
  await client.db(db).command({ createSearchIndexes: coll, indexes: [index] });
}
