import type { ClusterTime } from '../mongo/cluster-time.ts';
import { type Document, type MongoClient, ObjectId } from '../mongo/driver.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import {
  type ListedCollection,
  listCollections,
  readSourceCatalog,
  type SourceCatalog,
} from './catalog/source-catalog.ts';
import { sourceTimeNow } from './source-time.ts';

/**
 * Looks at the catalogue as a majority has it (correctness rule 1). Servers show that of their own, whatever read concern
 * is asked for: also what an election may yet take back, of which no event tells. What was seen counts only where the
 * primary that showed it is still one by the time a majority has everything that it had.
 *
 * Behind a mongos, which does not tell of elections, it is waited for and no more.
 */
export async function asCommitted<T>(client: MongoClient, look: () => Promise<T>): Promise<T> {
  for (;;) {
    const before = await electionOf(client);
    const seen = await look();
    await whenCommitted(client, await sourceTimeNow(client));
    if ((await electionOf(client)) === before) return seen;
  }
}

/** `listCollections` as a majority has it. */
export async function listCommitted(
  client: MongoClient,
  db: string,
  which: Document,
): Promise<readonly ListedCollection[]> {
  return await asCommitted(client, async () => await listCollections(client, db, which));
}

/** `readSourceCatalog` as a majority has it. */
export async function readCommittedCatalog(client: MongoClient, filter: NamespaceFilter): Promise<SourceCatalog> {
  return await asCommitted(client, async () => await readSourceCatalog(client, filter));
}

/** By which the primary became one. The first servers of 4.2 know `hello` by its older name alone. */
async function electionOf(client: MongoClient): Promise<string | undefined> {
  const { electionId } = await client.db('admin').command({ isMaster: 1 });
  return electionId instanceof ObjectId ? electionId.toHexString() : undefined;
}

/** Whatever is read, there or not, is read behind that time. */
async function whenCommitted(client: MongoClient, time: ClusterTime): Promise<void> {
  const readConcern = { level: 'majority', afterClusterTime: timestampOf(time) };
  await client.db(metadataDatabase).command({ find: 'engine', limit: 1, singleBatch: true, readConcern });
}
