import { MongoClient } from '../driver.ts';

/** Whether whoever logs in with this connection string may write to the application's database. */
export async function canWrite(uri: string): Promise<boolean> {
  await using client = await MongoClient.connect(uri);
  return await client
    .db('shop')
    .collection('probe')
    .insertOne({})
    .then(
      () => true,
      () => false,
    );
}
