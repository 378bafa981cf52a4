import { Semaphore } from '../../lib/semaphore.ts';
import { BSON, type Document, type MongoClient } from '../driver.ts';
import type { ShardedCollection, ShardingFacts } from './cluster-details.ts';

const questionsAtOnce = 16;

/** Shards, balancer, zones and sharded collections, as a mongos tells them. */
export async function readSharding(client: MongoClient): Promise<ShardingFacts> {
  const admin = client.db('admin');
  const config = client.db('config');
  const [{ shards }, { mode }, settings, zones, found, resharding] = await Promise.all([
    admin.command({ listShards: 1 }),
    admin.command({ balancerStatus: 1 }),
    config.collection('settings').findOne({ _id: 'balancer' as never }),
    config.collection('tags').distinct('ns'),
    config
      .collection('collections')
      // From 8.0 on unsharded collections are listed as well, as what cannot be split.
      .find({ dropped: { $ne: true }, key: { $exists: true }, unsplittable: { $ne: true } })
      .toArray(),
    config.collection('reshardingOperations').distinct('ns'),
  ]);
  const collections: readonly ShardedCollection[] = found
    .filter(({ _id }) => !String(_id).startsWith('config.'))
    .map(({ _id, key, unique }) => ({
      namespace: String(_id),
      key: Object.entries(key as Document).map(([field, kind]) => [field, String(kind)] as const),
      isUnique: unique === true,
    }));
  const slots = new Semaphore(questionsAtOnce);
  const unequal = await Promise.all(
    collections.map(async ({ namespace }) => await slots.run(async () => await unequalIndexes(client, namespace))),
  );
  return {
    shards: (shards as Document[]).map(({ _id }) => String(_id)),
    balancerMode: String(mode),
    hasBalancerWindow: settings?.['activeWindow'] !== undefined,
    zonedNamespaces: zones.map(String),
    collections,
    draining: (shards as Document[]).filter(({ draining }) => draining === true).map(({ _id }) => String(_id)),
    resharding: resharding.map(String),
    unequalIndexes: unequal.flat(),
  };
}

/** A shard answers for the indexes that it has; one that holds nothing of the collection does not answer. */
async function unequalIndexes(client: MongoClient, namespace: string): Promise<readonly string[]> {
  const dot = namespace.indexOf('.');
  const answers = await client
    .db(namespace.slice(0, dot))
    .collection(namespace.slice(dot + 1))
    .aggregate([{ $indexStats: {} }, { $project: { name: 1, shard: 1, spec: 1 } }])
    .toArray();
  const shards = new Set(answers.map(({ shard }) => String(shard)));
  const forms = new Map<string, Map<string, string>>();
  for (const { name, shard, spec } of answers) {
    const byShard = forms.get(name) ?? new Map<string, string>();
    // Several members of a shard may answer; what each says of itself besides differs.
    forms.set(name, byShard.set(String(shard), formOf(spec)));
  }
  return [...forms]
    .filter(([, byShard]) => byShard.size < shards.size || new Set(byShard.values()).size > 1)
    .map(([name]) => `${namespace} ${name}`);
}

/** The specification, in one order of its options. */
function formOf(spec: Document | undefined): string {
  const { key, ...options } = spec ?? {};
  const ordered = Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
  return BSON.EJSON.stringify([Object.entries(key ?? {}), ordered]);
}
