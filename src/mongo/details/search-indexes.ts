import { Semaphore } from '../../lib/semaphore.ts';
import type { Document, MongoClient } from '../driver.ts';
import { codeOf } from '../failures.ts';
import type { Namespace } from '../namespace.ts';
import type { SearchIndex } from './cluster-details.ts';

const questionsAtOnce = 16;

/** Unrecognized stage, and SearchNotEnabled: where nobody can make a search index there is none. */
const withoutSearch: ReadonlySet<number> = new Set([40324, 31082]);

/** Search and vector search indexes, which are in no list of indexes; asked only where there can be any. */
export async function readSearchIndexes(
  client: MongoClient,
  hosts: readonly string[],
  namespaces: readonly Namespace[],
): Promise<readonly SearchIndex[]> {
  if (!(await hasSearch(client, hosts))) return [];
  const slots = new Semaphore(questionsAtOnce);
  const found = await Promise.all(
    namespaces.map(async (namespace) => await slots.run(async () => await listed(client, namespace))),
  );
  return found.flat();
}

/** Atlas has it everywhere; elsewhere a parameter says who manages search indexes. */
async function hasSearch(client: MongoClient, hosts: readonly string[]): Promise<boolean> {
  if (hosts.some((host) => /\.mongodb\.net(:\d+)?$/.test(host))) return true;
  const parameter = 'searchIndexManagementHostAndPort';
  const told: Document = await client
    .db('admin')
    .command({ getParameter: 1, [parameter]: 1 })
    // Older servers know no such parameter.
    .catch(() => ({}));
  return typeof told[parameter] === 'string' && told[parameter] !== '';
}

async function listed(client: MongoClient, { db, coll }: Namespace): Promise<readonly SearchIndex[]> {
  try {
    const found = await client
      .db(db)
      .collection(coll)
      .aggregate([{ $listSearchIndexes: {} }])
      .toArray();
    return found.map(({ name, type, latestDefinition, latestDefinitionVersion: _, ...rest }) => ({
      namespace: `${db}.${coll}`,
      name: String(name),
      type: String(type ?? 'search'),
      definition: (latestDefinition ?? rest['definition'] ?? {}) as Document,
    }));
  } catch (error) {
    if (withoutSearch.has(codeOf(error))) return [];
    throw error;
  }
}
