import type { MongoClient } from '../mongo/driver.ts';
import { isNoCollection } from '../mongo/failures.ts';
import { keyFormatsOfStats, oldestFormats } from '../mongo/key-formats.ts';
import type { Namespace } from '../mongo/namespace.ts';

/** What a collection takes, as the server estimates it without reading the documents. */
export interface CollectionUse {
  readonly documents: number;
  /** Of the documents as BSON, uncompressed. */
  readonly bytes: number;
  /** On disk, without indexes. */
  readonly storageBytes?: number;
  readonly indexBytes?: number;
  /** In what form each index keeps its keys, by name: of all shards the oldest. */
  readonly keyFormats?: ReadonlyMap<string, number>;
}

/** From `$collStats`; behind a mongos the sum over the shards. A collection that is gone is empty. */
export async function collectionUse(client: MongoClient, { db, coll }: Namespace): Promise<CollectionUse> {
  const sum = (field: string) => ({ $sum: `$storageStats.${field}` });
  const pipeline = [
    { $collStats: { storageStats: {} } },
    {
      $group: {
        _id: null,
        documents: sum('count'),
        bytes: sum('size'),
        storageBytes: sum('storageSize'),
        indexBytes: sum('totalIndexSize'),
        keyFormats: { $push: keyFormatsOfStats },
      },
    },
  ];
  try {
    const [use] = await client.db(db).collection(coll).aggregate(pipeline).toArray();
    return {
      documents: Number(use?.['documents'] ?? 0),
      bytes: Number(use?.['bytes'] ?? 0),
      storageBytes: Number(use?.['storageBytes'] ?? 0),
      indexBytes: Number(use?.['indexBytes'] ?? 0),
      keyFormats: oldestFormats((use?.['keyFormats'] ?? []).flat()),
    };
  } catch (error) {
    if (isNoCollection(error)) return { documents: 0, bytes: 0 };
    throw error;
  }
}
