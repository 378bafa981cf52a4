import type { MongoClient } from '../../test/support/driver.ts';
import { withClient } from '../../test/support/servers/with-client.ts';
import { compareClusters } from '../../test/support/verify/compare-clusters.ts';
import { formatComparison } from '../../test/support/verify/difference.ts';
import type { Arena } from '../arena.ts';
import { database } from '../data/dataset.ts';

/** Throws unless the destination holds as many documents and the same indexes, and with `thorough` the same bytes. */
export async function checkCopy(toolName: string, { source, destination }: Arena, thorough: boolean): Promise<void> {
  const [expected, found] = await Promise.all([source, destination].map(({ uri }) => withClient(uri, inventoryOf)));
  for (const [name, wanted] of expected!) {
    const there = found!.get(name);
    if (there !== wanted)
      throw new Error(`${toolName} left ${there ?? 'nothing'} in ${name}; the source has ${wanted}`);
  }
  if (!thorough) return;
  const comparison = await compareClusters(source.uri, destination.uri, {
    databases: [database],
    // mongorestore sorts them.
    ignoreCatalog: { indexOrder: true },
  });
  if (comparison.isEqual) return;
  throw new Error(`${toolName} left a destination that differs:\n${formatComparison(comparison)}`);
}

/** Documents and indexes of each collection, in words. */
async function inventoryOf(client: MongoClient): Promise<ReadonlyMap<string, string>> {
  const collections = await client.db(database).collections();
  const entries = await Promise.all(
    collections.map(async (collection) => {
      const count = await collection.estimatedDocumentCount();
      const indexes = await collection.listIndexes().toArray();
      const names = indexes.map(({ name }) => name as string).sort();
      return [collection.collectionName, `${count} documents with indexes ${names.join(', ')}`] as const;
    }),
  );
  return new Map(entries);
}
