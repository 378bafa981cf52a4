/** What the source uses most, as its own counters tell: the operations on each collection, and those on each index. */
import { Semaphore } from '../../lib/semaphore.ts';
import { type Document, type MongoClient, ReadPreference } from '../../mongo/driver.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { readSourceCatalog } from '../../sync/catalog/source-catalog.ts';

export interface HotNamespace {
  readonly namespace: Namespace;
  /** Since the server was started. */
  readonly operations: number;
  /** Names of the indexes that were used, the most used first, and that of `_id` in any case. */
  readonly indexes: readonly string[];
}

const most = 20;
const questionsAtOnce = 16;

/**
 * The collections in scope with the most operations, the hottest first. Those that cannot be looked at are left out, and
 * when the time is over those that were not looked at yet.
 */
export async function hotNamespaces(
  client: MongoClient,
  filter: NamespaceFilter,
  endsAt: number,
): Promise<readonly HotNamespace[]> {
  const { collections } = await readSourceCatalog(client, filter);
  const used: { readonly namespace: Namespace; readonly operations: number }[] = [];
  const slots = new Semaphore(questionsAtOnce);
  const looked = collections.map(async ({ db, coll }) => {
    await slots.run(async () => {
      if (performance.now() > endsAt) return;
      used.push({ namespace: { db, coll }, operations: await operationsOn(client, { db, coll }) });
    });
  });
  await Promise.all(looked);
  const hottest = used.filter(({ operations }) => operations > 0).sort((a, b) => b.operations - a.operations);
  return await Promise.all(
    hottest.slice(0, most).map(async (one) => ({ ...one, indexes: await usedIndexes(client, one.namespace) })),
  );
}

/** Of the primary; behind a mongos the sum over the shards. */
async function operationsOn(client: MongoClient, namespace: Namespace): Promise<number> {
  const found = await ask(client, namespace, { $collStats: { latencyStats: {} } });
  return found.reduce((sum, { latencyStats }) => {
    const { reads, writes } = latencyStats ?? {};
    return sum + Number(reads?.ops ?? 0) + Number(writes?.ops ?? 0);
  }, 0);
}

async function usedIndexes(client: MongoClient, namespace: Namespace): Promise<readonly string[]> {
  const uses = new Map<string, number>();
  for (const { name, accesses } of await ask(client, namespace, { $indexStats: {} })) {
    uses.set(name, (uses.get(name) ?? 0) + Number(accesses?.ops ?? 0));
  }
  return [...uses]
    .filter(([name, count]) => count > 0 || name === '_id_')
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => name);
}

/** Nothing where it is refused, or the collection is gone by now. */
async function ask(client: MongoClient, { db, coll }: Namespace, stage: Document): Promise<readonly Document[]> {
  try {
    const options = {
      readPreference: ReadPreference.primary,
      comment: `godwit: warm ${formatNamespace({ db, coll })}`,
    };
    return await client.db(db).collection(coll).aggregate([stage], options).toArray();
  } catch {
    return [];
  }
}
