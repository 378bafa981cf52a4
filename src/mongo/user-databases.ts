import type { MongoClient } from './driver.ts';
import { isInternalDatabase } from './namespace.ts';

/** The databases that hold users' data, as far as the user may list them. */
export async function userDatabases(client: MongoClient): Promise<readonly string[]> {
  const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
  return (databases as { name: string }[]).map(({ name }) => name).filter((name) => !isInternalDatabase(name));
}
