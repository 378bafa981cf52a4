import { type BsonValue, detached, documentId } from './bson/value.ts';
import { forEachDocument } from './bson/walk.ts';
import type { MongoClient } from './driver.ts';
import type { Namespace } from './namespace.ts';
import { RawCursor } from './raw-cursor.ts';

/** The `_id`s of all documents of a small collection; of a large one, of what the command returns. */
export async function readIds(
  client: MongoClient,
  { db, coll }: Namespace,
  command: Readonly<Record<string, unknown>> = { find: coll, projection: { _id: 1 } },
): Promise<BsonValue[]> {
  const ids: BsonValue[] = [];
  await client.withSession({ causalConsistency: false }, async (session) => {
    const cursor = await RawCursor.open(client, db, command, { session });
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const { bytes, arrayStart } = batch;
      forEachDocument(bytes, arrayStart, (start) => ids.push(detached(documentId(bytes, start)!)));
    }
  });
  return ids;
}
