/**
 * Cuts an empty sharded collection where the source's documents lie, and spreads the pieces over the shards: the balancer
 * stands still while syncing, so what is not spread before the copy stays on one shard until the end. May be interrupted
 * anywhere and begun again: pieces that are there count, wherever they were cut. Where zones say which documents belong on
 * which shard, the server has cut the collection by them and put the pieces there, and nothing is moved away.
 */
import { EngineError, messageOf } from '../../lib/errors.ts';
import { ExactDocument } from '../../mongo/bson/exact.ts';
import { BSON, type Document, MinKey, type MongoClient } from '../../mongo/driver.ts';
import { isTransient } from '../../mongo/failures.ts';
import { formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import { formatShardKey, type ShardKey } from './shard-key.ts';

const samplesPerChunk = 20;
const mostSamples = 20_000;

/** Where the documents are that will be copied, and where they will go. */
export interface PresplitParts {
  readonly source: MongoClient;
  readonly from: Namespace;
  readonly destination: MongoClient;
  readonly to: Namespace;
}

/** @throws EngineError GW952 with the server's reason */
export async function presplit(parts: PresplitParts, key: ShardKey, chunksPerShard: number): Promise<void> {
  const { destination, to } = parts;
  try {
    if (await hasZones(destination, to)) return;
    const shards = await shardsOf(destination, to.db);
    const wanted = chunksPerShard * shards.length;
    if (wanted < 2) return;
    const present = await chunksOf(destination, to);
    if (present.length < wanted) await cut(parts, key, wanted, present);
    await spread(destination, to, shards);
  } catch (error) {
    if (isTransient(error)) throw error;
    throw new EngineError('GW952', {
      summary: `${formatNamespace(to)} could not be spread over the shards of the destination by ${formatShardKey(key)}`,
      detail: messageOf(error),
      hint: 'See what stands in its way (`sh.status()` on the destination), then `godwit resume`',
      cause: error,
    });
  }
}

async function cut(parts: PresplitParts, key: ShardKey, wanted: number, present: readonly Chunk[]): Promise<void> {
  const { source, from, destination, to } = parts;
  const samples = await sampleKeys(source, from, key, Math.min(mostSamples, wanted * samplesPerChunk));
  const known = new Set(present.map(({ min }) => BSON.EJSON.stringify(min)));
  for (const values of quantiles(samples, wanted, BSON.EJSON.stringify)) {
    const middle = pointOf(key, values);
    if (known.has(BSON.EJSON.stringify(middle))) continue;
    await destination.db('admin').command({ split: formatNamespace(to), middle });
  }
}

async function spread(client: MongoClient, namespace: Namespace, shards: readonly string[]): Promise<void> {
  const chunks = await chunksOf(client, namespace);
  for (const [index, { min, max, shard }] of chunks.entries()) {
    const target = shards[Math.floor((index * shards.length) / chunks.length)]!;
    if (shard === target) continue;
    await client.db('admin').command({
      moveChunk: formatNamespace(namespace),
      bounds: [min, max],
      to: target,
      writeConcern: { w: 'majority' },
    });
  }
}

/** At most `parts - 1` values that divide the others evenly, each once. */
export function quantiles<T>(sorted: readonly T[], parts: number, identity: (value: T) => string): readonly T[] {
  const chosen = new Map<string, T>();
  for (let part = 1; part < parts; part += 1) {
    const value = sorted[Math.floor((part * sorted.length) / parts)];
    // The least value of all would cut off an empty piece.
    if (value !== undefined && identity(value) !== identity(sorted[0]!)) chosen.set(identity(value), value);
  }
  return [...chosen.values()];
}

/** A hash says nothing of the order that documents have otherwise: a piece holds all hashes of its first fields. */
export function pointOf(key: ShardKey, values: readonly unknown[]): ExactDocument {
  const point = new ExactDocument();
  for (const [index, { field, kind }] of key.entries()) {
    point.append(field, kind === 'hashed' ? new MinKey() : values[index]);
  }
  return point;
}

/** Values of the key, in its order; documents without a field have null there, as in an index. */
async function sampleKeys(
  client: MongoClient,
  { db, coll }: Namespace,
  key: ShardKey,
  size: number,
): Promise<readonly (readonly unknown[])[]> {
  const names = key.map((_, index) => `k${index}`);
  const project = Object.fromEntries(names.map((name, index) => [name, { $ifNull: [`$${key[index]!.field}`, null] }]));
  const pipeline = [
    { $sample: { size } },
    { $project: { _id: 0, ...project } },
    { $match: { $nor: names.map((name) => ({ [name]: { $type: 'array' } })) } },
    { $sort: Object.fromEntries(names.map((name) => [name, 1])) },
  ];
  const options = { promoteValues: false, allowDiskUse: true, collation: { locale: 'simple' } } as const;
  const found = await client.db(db).collection(coll).aggregate(pipeline, options).toArray();
  return found.map((document) => names.map((name) => document[name] as unknown));
}

/** moveChunk takes no account of zones: the balancer would bring back later what must never have been there. */
async function hasZones(client: MongoClient, namespace: Namespace): Promise<boolean> {
  const tags = client.db('config').collection('tags');
  return (await tags.findOne({ ns: formatNamespace(namespace) })) !== null;
}

/** The one that holds the database comes first: a collection begins there. */
async function shardsOf(client: MongoClient, db: string): Promise<readonly string[]> {
  const { shards } = await client.db('admin').command({ listShards: 1 });
  const home = await client
    .db('config')
    .collection('databases')
    .findOne({ _id: db as never });
  const ids = (shards as { readonly _id: string }[]).map(({ _id }) => _id);
  return ids.sort((a, b) => Number(b === home?.['primary']) - Number(a === home?.['primary']));
}

interface Chunk {
  readonly min: Document;
  readonly max: Document;
  readonly shard: string;
}

/** In the order of the key. They are listed by namespace before 5.0, by UUID from then on. */
async function chunksOf(client: MongoClient, namespace: Namespace): Promise<readonly Chunk[]> {
  const config = client.db('config');
  const ns = formatNamespace(namespace);
  const collection = await config.collection('collections').findOne({ _id: ns as never }, { promoteBuffers: false });
  const filter = { $or: [{ ns }, { uuid: collection?.['uuid'] ?? ns }] };
  return await config
    .collection<Chunk>('chunks')
    .find(filter, { promoteValues: false, sort: { min: 1 } })
    .toArray();
}
