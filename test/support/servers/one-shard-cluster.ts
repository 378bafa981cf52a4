/**
 * A sharded cluster of one shard, as far as it can be had without a mongos: a real config server and a real shard, joined
 * and told to shard by the commands that a mongos sends them. What shards a collection, refuses to, builds its indexes,
 * writes config.collections and tells the change stream is the servers' own code. Only what a mongos does by itself is a
 * stand-in: sending the right server the right command, and refusing statements that it could not send to one shard, which
 * are noted in `untargeted`. What comes of several shards (order of replies, moved chunks, two of an `_id`) is not here.
 */
import { randomBytes } from 'node:crypto';
import { type Document, type Long, MongoClient, type Timestamp } from '../driver.ts';
import { waitFor } from '../wait-for.ts';
import { requireMongod } from './mongod/find-mongod.ts';
import { MongodProcess } from './mongod-process.ts';
import { type ReplicaSet, startReplicaSet } from './replica-set.ts';
import { type Answer, SentAs, StandInMongos } from './stand-in-mongos.ts';

const majority = { writeConcern: { w: 'majority' } } as const;
const shardId = 'shard0';

interface ShardedCollection {
  readonly key: Document;
  readonly hasCollation: boolean;
  /** What a router sends with each command, so that the shard knows what the router believes. */
  readonly shardVersion: Document;
}

export class OneShardCluster implements AsyncDisposable {
  /** Statements that a mongos of 6.0 refuses, since they may concern any shard. */
  readonly untargeted: Document[] = [];
  /** Commands that a mongos was asked and that change how collections are sharded. */
  readonly told: Document[] = [];
  /** Answers, each given once, instead of carrying out the command. */
  readonly refusals = new Map<string, Document>();
  readonly shard: ReplicaSet;
  readonly #configServer: MongodProcess;
  readonly #config: MongoClient;
  readonly #direct: MongoClient;
  #mongos: StandInMongos | undefined;
  #known: Promise<ReadonlyMap<string, ShardedCollection>> | undefined;

  private constructor(shard: ReplicaSet, configServer: MongodProcess, config: MongoClient, direct: MongoClient) {
    this.shard = shard;
    this.#configServer = configServer;
    this.#config = config;
    this.#direct = direct;
  }

  static async start(): Promise<OneShardCluster> {
    const name = `config-${randomBytes(4).toString('hex')}`;
    const args = ['--configsvr', '--replSet', name];
    const [shard, configServer] = await Promise.all([
      startReplicaSet({ version: '6.0', args: ['--shardsvr'] }),
      requireMongod('6.0').then(async (mongod) => await MongodProcess.start(mongod, { args })),
    ]);
    const config = new MongoClient(`mongodb://${configServer.host}/?directConnection=true`);
    const admin = config.db('admin');
    const members = [{ _id: 0, host: configServer.host }];
    await admin.command({ replSetInitiate: { _id: name, configsvr: true, members } });
    await waitFor('the config server', async () => (await admin.command({ hello: 1 }))['isWritablePrimary'] === true);
    const host = `${shard.name}/${shard.hosts[0]}`;
    await admin.command({ _configsvrAddShard: host, name: shardId, ...majority });
    const cluster = new OneShardCluster(shard, configServer, config, await MongoClient.connect(shard.uri));
    cluster.#mongos = await StandInMongos.start(shard.hosts[0]!, cluster.#answer);
    return cluster;
  }

  /** Of the mongos. */
  get uri(): string {
    return this.#mongos!.uri;
  }

  /** What the config server keeps of a collection. */
  async configOf(namespace: string): Promise<Document | null> {
    return await this.#config
      .db('config')
      .collection('collections')
      .findOne({ _id: namespace as never });
  }

  async chunksOf(namespace: string): Promise<Document[]> {
    const uuid = (await this.configOf(namespace))?.['uuid'];
    return await this.#config
      .db('config')
      .collection('chunks')
      .find({ uuid }, { sort: { min: 1 } })
      .toArray();
  }

  /** The shard is in the zone, and so are the documents of the range. */
  async addZone(namespace: string, zone: string, min: Document, max: Document): Promise<void> {
    const admin = this.#config.db('admin');
    await admin.command({ _configsvrAddShardToZone: shardId, zone, ...majority });
    await admin.command({ _configsvrUpdateZoneKeyRange: namespace, min, max, zone, ...majority });
  }

  async removeZone(namespace: string, zone: string, min: Document, max: Document): Promise<void> {
    const admin = this.#config.db('admin');
    await admin.command({ _configsvrUpdateZoneKeyRange: namespace, min, max, zone: null, ...majority });
    await admin.command({ _configsvrRemoveShardFromZone: shardId, zone, ...majority });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#mongos?.[Symbol.asyncDispose]();
    await Promise.all([this.#config.close(), this.#direct.close()]);
    await Promise.all([this.#configServer[Symbol.asyncDispose](), this.shard[Symbol.asyncDispose]()]);
  }

  readonly #answer: Answer = async (command, statements) => {
    const name = Object.keys(command)[0]!;
    if (/^(?:replSetGetStatus|replSetGetConfig)$/.test(name)) {
      return { ok: 0, code: 59, codeName: 'CommandNotFound', errmsg: `no such command: '${name}'` };
    }
    const refusal = this.refusals.get(name);
    if (this.refusals.delete(name)) return { ok: 0, ...refusal };
    if (command['$db'] === 'config') return await this.#askConfig(command);
    switch (name) {
      case 'listShards':
        return { shards: await this.#config.db('config').collection('shards').find().toArray() };
      case 'balancerStatus':
        return { mode: 'off', inBalancerRound: false, numBalancerRounds: 1 };
      case 'shardCollection':
      case 'refineCollectionShardKey':
      case 'split':
        this.told.push(command);
        return await this.#changed(async () => await this.#ddl[name](command));
      case 'renameCollection':
      case 'drop':
        return await this.#changed(async () => await this.#ddl[name](command));
      case 'insert':
      case 'update':
      case 'delete':
        return await this.#write(command, statements);
      default:
        return undefined;
    }
  };

  readonly #ddl = {
    shardCollection: async (command: Document) => {
      const { db, coll } = split(command['shardCollection']);
      const { key: shardKey, unique, collation, numInitialChunks } = command;
      const options = { shardKey, unique, collation, numInitialChunks };
      return await this.#onShard(db, { _shardsvrCreateCollection: coll, ...defined(options) });
    },
    refineCollectionShardKey: async (command: Document) => {
      const { db, coll } = split(command['refineCollectionShardKey']);
      return await this.#onShard(db, { _shardsvrRefineCollectionShardKey: coll, newShardKey: command['key'] });
    },
    split: async (command: Document) => await this.#split(command),
    renameCollection: async (command: Document) => {
      const { db, coll } = split(command['renameCollection']);
      if (!(await this.#isKnownDatabase(db))) return undefined;
      const { to, dropTarget = false } = command;
      return await this.#onShard(db, { _shardsvrRenameCollection: coll, to, dropTarget });
    },
    drop: async (command: Document) => {
      const db = String(command['$db']);
      if (!(await this.#isKnownDatabase(db))) return undefined;
      return await this.#onShard(db, { _shardsvrDropCollection: command['drop'] });
    },
  } as const;

  async #changed<T>(change: () => Promise<T>): Promise<T> {
    try {
      return await change();
    } finally {
      this.#known = undefined;
    }
  }

  async #isKnownDatabase(db: string): Promise<boolean> {
    return (
      (await this.#config
        .db('config')
        .collection('databases')
        .findOne({ _id: db as never })) !== null
    );
  }

  /** With what the router knows of the database, without which a shard takes no such command. */
  async #onShard(db: string, command: Document): Promise<Document> {
    const create = { _configsvrCreateDatabase: db, primaryShardId: shardId, ...majority };
    if (!(await this.#isKnownDatabase(db))) await this.#config.db('admin').command(create);
    const found = await this.#config
      .db('config')
      .collection('databases')
      .findOne({ _id: db as never });
    const answer = await this.#direct.db(db).command({ ...command, databaseVersion: found!['version'], ...majority });
    const { ok, $clusterTime, operationTime, ...rest } = answer;
    return { ok, $clusterTime, operationTime, ...rest };
  }

  async #split({ split: namespace, middle }: Document): Promise<Document> {
    const config = this.#config.db('config');
    const { uuid, key, lastmodEpoch, timestamp } = (await this.configOf(namespace))!;
    const raw = { promoteValues: false, sort: { min: -1 } } as const;
    const chunk = await config.collection('chunks').findOne({ uuid, min: { $lte: middle } }, raw);
    const { min, max } = chunk!;
    const parts = { from: shardId, keyPattern: key, epoch: lastmodEpoch, timestamp, min, max, splitKeys: [middle] };
    await this.#direct.db('admin').command({ splitChunk: namespace, ...parts });
    return {};
  }

  /** Reads of the database `config` are the config server's. */
  async #askConfig(command: Document): Promise<Document> {
    const { lsid, $db, $clusterTime, $readPreference, txnNumber, readConcern, ...rest } = command;
    const options = { promoteValues: false } as const;
    const { cursor, ok, ...others } = await this.#config.db('config').command({ ...rest, batchSize: 10_000 }, options);
    return { ...others, ...(cursor === undefined ? {} : { cursor: { ...cursor, id: 0n } }) };
  }

  async #write(command: Document, statements: readonly Document[]): Promise<SentAs | undefined> {
    const [kind = ''] = Object.keys(command);
    const found = (await this.#collections()).get(`${command['$db']}.${command[kind]}`);
    if (found === undefined) return undefined;
    const all: readonly Document[] = [...statements, ...(command['updates'] ?? []), ...(command['deletes'] ?? [])];
    if (kind !== 'insert') this.untargeted.push(...all.filter((one) => !isTargeted(one, found)));
    return new SentAs({ shardVersion: found.shardVersion });
  }

  async #collections(): Promise<ReadonlyMap<string, ShardedCollection>> {
    this.#known ??= this.#readCollections();
    return await this.#known;
  }

  async #readCollections(): Promise<ReadonlyMap<string, ShardedCollection>> {
    const found = new Map<string, ShardedCollection>();
    for (const { _id, uuid, key, defaultCollation, lastmodEpoch: e, timestamp: t } of await this.#config
      .db('config')
      .collection('collections')
      .find({ _id: { $not: /^config\./ } as never })
      .toArray()) {
      const chunks = this.#config.db('config').collection('chunks');
      const latest = await chunks.findOne({ uuid }, { sort: { lastmod: -1 } });
      found.set(String(_id), {
        key,
        hasCollation: defaultCollation !== undefined,
        shardVersion: { e, t, v: latest!['lastmod'] as Timestamp },
      });
    }
    return found;
  }
}

/**
 * By the whole shard key, or by an `_id` alone where that is enough: not to write what is not there, nor for many. What a
 * default collation compares, and what is hashed beside one, names no shard (`findIntersectingChunk` in
 * mongo/src/mongo/s/chunk_manager.cpp).
 */
function isTargeted(
  { q, upsert, multi, limit }: Document,
  { key, hasCollation }: Pick<ShardedCollection, 'key' | 'hasCollation'>,
): boolean {
  const isEqual = (field: string) => q[field] !== undefined && !isOperator(q[field]);
  const isCompared = (field: string) =>
    hasCollation && (key[field] === 'hashed' || ['string', 'object'].includes(typeof q[field]));
  if (Object.keys(key).every((field) => isEqual(field) && !isCompared(field))) return true;
  if (multi === true || Number(limit as Long | undefined) === 0) return true;
  return upsert !== true && Object.keys(q).length === 1 && isEqual('_id');
}

function isOperator(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (Object.keys(value)[0]?.startsWith('$') ?? false);
}

function split(namespace: string): { readonly db: string; readonly coll: string } {
  const dot = namespace.indexOf('.');
  return { db: namespace.slice(0, dot), coll: namespace.slice(dot + 1) };
}

function defined(fields: Document): Document {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
