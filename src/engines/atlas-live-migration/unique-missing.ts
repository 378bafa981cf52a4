import type { MongoClient } from '../../mongo/driver.ts';
import { isNoCollection } from '../../mongo/failures.ts';
import { userDatabases } from '../../mongo/user-databases.ts';

/**
 * Whether a unique index of the source is not unique on the destination: mongosync makes them so in its commit, and a
 * migration that was cancelled leaves them as they are.
 */
export async function isUniqueMissing(source: MongoClient, destination: MongoClient): Promise<boolean> {
  for (const db of await userDatabases(source)) {
    for (const { name: coll } of await source.db(db).listCollections({ type: 'collection' }).toArray()) {
      const wanted = await uniqueOf(source, db, coll);
      if (wanted.length === 0) continue;
      const there = new Set(await uniqueOf(destination, db, coll));
      if (wanted.some((name) => !there.has(name))) return true;
    }
  }
  return false;
}

async function uniqueOf(client: MongoClient, db: string, coll: string): Promise<readonly string[]> {
  try {
    const indexes = await client.db(db).collection(coll).listIndexes().toArray();
    return indexes.filter(({ unique }) => unique === true).map(({ name }) => String(name));
  } catch (error) {
    if (isNoCollection(error)) return [];
    throw error;
  }
}
