import type { Document, MongoClient } from '../driver.ts';
import type { ShardingFacts } from './cluster-details.ts';

/** Shards, balancer, zones and sharded collections, as a mongos tells them. */
export async function readSharding(client: MongoClient): Promise<ShardingFacts> {
  const admin = client.db('admin');
  const config = client.db('config');
  const [{ shards }, { mode }, settings, zones, collections] = await Promise.all([
    admin.command({ listShards: 1 }),
    admin.command({ balancerStatus: 1 }),
    config.collection('settings').findOne({ _id: 'balancer' as never }),
    config.collection('tags').distinct('ns'),
    config
      .collection('collections')
      .find({ dropped: { $ne: true }, key: { $exists: true } })
      .toArray(),
  ]);
  return {
    shards: (shards as Document[]).map(({ _id }) => String(_id)),
    balancerMode: String(mode),
    hasBalancerWindow: settings?.['activeWindow'] !== undefined,
    zonedNamespaces: zones.map(String),
    collections: collections
      .filter(({ _id }) => !String(_id).startsWith('config.'))
      .map(({ _id, key, unique }) => ({
        namespace: String(_id),
        key: Object.entries(key as Document).map(([field, kind]) => [field, String(kind)] as const),
        isUnique: unique === true,
      })),
  };
}
