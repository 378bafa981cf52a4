import type { MongoClient } from '../mongo/driver.ts';
import { isNamespaceNotFound } from '../mongo/failures.ts';
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

/** Of each index as WiredTiger keeps it; behind a mongos there are several of one name. */
const keyFormats = {
  $map: {
    input: { $objectToArray: { $ifNull: ['$storageStats.indexDetails', {}] } },
    in: { name: '$$this.k', format: '$$this.v.metadata.formatVersion' },
  },
};

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
        keyFormats: { $push: keyFormats },
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
    if (isNamespaceNotFound(error)) return { documents: 0, bytes: 0 };
    throw error;
  }
}

function oldestFormats(
  found: readonly { readonly name: string; readonly format?: unknown }[],
): ReadonlyMap<string, number> {
  const formats = new Map<string, number>();
  for (const { name, format } of found) {
    const number = Number(format);
    if (!Number.isNaN(number)) formats.set(name, Math.min(number, formats.get(name) ?? number));
  }
  return formats;
}
