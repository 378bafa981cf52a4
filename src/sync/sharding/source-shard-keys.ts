import { decodeExact, ExactDocument } from '../../mongo/bson/exact.ts';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import { type Document, type MongoClient, UUID } from '../../mongo/driver.ts';
import { isRouted } from '../../mongo/is-routed.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import { type ShardKey, shardKeyOf } from './shard-key.ts';

/** Shard keys by the UUID of their collections, in hex digits. */
export type ShardKeys = ReadonlyMap<string, ShardKey>;

/** The shard keys of a cluster's collections, or of the one with that UUID; none where it is not sharded. */
export async function readShardKeys(client: MongoClient, uuid?: string): Promise<ShardKeys> {
  const keys = new Map<string, ShardKey>();
  if (!isRouted(client)) return keys;
  // From 8.0 on unsharded collections are listed as well, as what cannot be split.
  const filter: Document = { key: { $exists: true }, dropped: { $ne: true }, unsplittable: { $ne: true } };
  if (uuid !== undefined) filter['uuid'] = new UUID(uuid);
  await client.withSession({ causalConsistency: false }, async (session) => {
    const command = { find: 'collections', filter, readConcern: { level: 'majority' } };
    const cursor = await RawCursor.open(client, 'config', command, { session });
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      const { bytes, arrayStart } = batch;
      forEachDocument(bytes, arrayStart, (start) => {
        const found = decodeExact(bytes, start);
        const key = found.get('key');
        if (key instanceof ExactDocument) keys.set(hexOf(found.get('uuid')), shardKeyOf(key));
      });
    }
  });
  return keys;
}

function hexOf(value: unknown): string {
  const isBinary = typeof value === 'object' && value !== null && 'buffer' in value;
  return isBinary ? Buffer.from(value.buffer as Uint8Array).toString('hex') : '';
}
