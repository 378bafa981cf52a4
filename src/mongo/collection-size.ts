import type { MongoClient } from './driver.ts';
import { isNoCollection } from './failures.ts';
import type { Namespace } from './namespace.ts';

/** What the server estimates, without reading the documents. */
export interface CollectionSize {
  readonly documents: number;
  /** Of the documents as BSON, uncompressed. */
  readonly bytes: number;
  /** Of the documents on disk, compressed. */
  readonly diskBytes: number;
  /** Of all indexes on disk. */
  readonly indexBytes: number;
}

const empty: CollectionSize = { documents: 0, bytes: 0, diskBytes: 0, indexBytes: 0 };

/** Sizes from `$collStats`; behind a mongos the sum over the shards. A collection that is gone is empty. */
export async function collectionSize(client: MongoClient, { db, coll }: Namespace): Promise<CollectionSize> {
  const sums = {
    documents: { $sum: '$storageStats.count' },
    bytes: { $sum: '$storageStats.size' },
    diskBytes: { $sum: '$storageStats.storageSize' },
    indexBytes: { $sum: '$storageStats.totalIndexSize' },
  };
  const pipeline = [{ $collStats: { storageStats: {} } }, { $group: { _id: null, ...sums } }];
  try {
    const [size] = await client.db(db).collection(coll).aggregate(pipeline).toArray();
    if (size === undefined) return empty;
    const { documents, bytes, diskBytes, indexBytes } = size;
    return {
      documents: Number(documents),
      bytes: Number(bytes),
      diskBytes: Number(diskBytes),
      indexBytes: Number(indexBytes),
    };
  } catch (error) {
    if (isNoCollection(error)) return empty;
    throw error;
  }
}
