import type { Document, MongoClient } from '../../test/support/driver.ts';
import { Random } from '../../test/support/writer/random.ts';
import { type ShopCollection, shopCollections } from './shop-data.ts';

/** What was put into the source. */
export interface SeededShop {
  readonly collections: readonly { readonly namespace: string; readonly documents: number; readonly about: string }[];
  readonly documents: number;
}

const batchDocuments = 4_000;
const collectionsAtOnce = 2;

/** Fills the source: collections, indexes, a view, and about so many documents. */
export async function seedShop(client: MongoClient, total: number): Promise<SeededShop> {
  const queue = shopCollections(total).values();
  const seeded: { namespace: string; documents: number; about: string }[] = [];
  const work = async (): Promise<void> => {
    for (const collection of queue) {
      const documents = Math.ceil(total * collection.share);
      await seedCollection(client, collection, documents);
      const { database, name, about } = collection;
      seeded.push({ namespace: `${database}.${name}`, documents, about });
    }
  };
  await Promise.all(Array.from({ length: collectionsAtOnce }, work));
  const open = [{ $match: { state: { $in: ['placed', 'paid'] } } }, { $project: { items: 0 } }];
  await client.db('shop').createCollection('openOrders', { viewOn: 'orders', pipeline: open });
  seeded.sort((a, b) => b.documents - a.documents);
  return { collections: seeded, documents: seeded.reduce((sum, { documents }) => sum + documents, 0) };
}

async function seedCollection(
  client: MongoClient,
  { database, name, options, indexes, document }: ShopCollection,
  count: number,
): Promise<void> {
  const random = new Random(name.length * 7919 + count);
  const collection = await client.db(database).createCollection(name, options);
  for (let from = 0; from < count; from += batchDocuments) {
    const length = Math.min(batchDocuments, count - from);
    const documents: Document[] = Array.from({ length }, (_, index) => document(from + index, random));
    await collection.insertMany(documents, { ordered: false, writeConcern: { w: 1 } });
  }
  if (indexes !== undefined) await collection.createIndexes([...indexes]);
}
