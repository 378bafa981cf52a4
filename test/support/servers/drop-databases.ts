import type { MongoClient } from '../driver.ts';

const own = ['admin', 'config', 'local'];

/** Drops everything that is not the server's own. */
export async function dropDatabases(client: MongoClient): Promise<void> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  for (const { name } of databases) if (!own.includes(name)) await client.db(name).dropDatabase();
}
