import type { MongoClient } from '../../mongo/driver.ts';
import { isNamespaceNotFound } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';

/** What the server estimates, without reading the documents. */
export interface CollectionSize {
  readonly documents: number;
  /** Of the documents as BSON, uncompressed. */
  readonly bytes: number;
}

/** Sizes from `$collStats`; behind a mongos the sum over the shards. A collection that is gone is empty. */
export async function collectionSize(client: MongoClient, { db, coll }: Namespace): Promise<CollectionSize> {
  const pipeline = [
    { $collStats: { storageStats: {} } },
    { $group: { _id: null, documents: { $sum: '$storageStats.count' }, bytes: { $sum: '$storageStats.size' } } },
  ];
  try {
    const [size] = await client.db(db).collection(coll).aggregate(pipeline).toArray();
    return { documents: Number(size?.['documents'] ?? 0), bytes: Number(size?.['bytes'] ?? 0) };
  } catch (error) {
    if (isNamespaceNotFound(error)) return { documents: 0, bytes: 0 };
    throw error;
  }
}
