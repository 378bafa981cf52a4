import type { MongoClient } from './driver.ts';

/** Bytes that WiredTiger may keep in memory; `undefined` where the server does not tell, as a mongos. */
export async function readCacheBytes(client: MongoClient): Promise<number | undefined> {
  const { wiredTiger } = await client.db('admin').command({ serverStatus: 1, metrics: 0, tcmalloc: 0 });
  const bytes = wiredTiger?.cache?.['maximum bytes configured'];
  return bytes === undefined ? undefined : Number(bytes);
}
