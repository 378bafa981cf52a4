import type { Collection, Db, Document } from '../test/support/driver.ts';
import type { Random } from '../test/support/writer/random.ts';
import { documentsOf, insert } from './documents.ts';
import { reuseIds } from './hard-ids.ts';
import { farSeconds, indexes } from './indexes.ts';
import type { Names } from './names.ts';
import { changeFiltered, leaveAndReturn } from './scope/changes-of-scope.ts';
import { pipelineOf } from './view-pipelines.ts';

/** One change of the catalogue, or of documents in what it makes; the server may refuse it. */
export type Change = (db: Db, random: Random, names: Names) => Promise<unknown>;

const megabyte = 1_000_000;
const clusteredIndex = { key: { _id: 1 }, unique: true };
const timeseries = { timeField: 'at', metaField: 'meta' };

const timeSeriesKinds: readonly object[] = [
  { timeseries: { ...timeseries, granularity: 'minutes' } },
  { timeseries: { ...timeseries, granularity: 'seconds' }, expireAfterSeconds: farSeconds },
];

const kinds: readonly object[] = [
  {},
  { capped: true, size: 20_000 },
  { capped: true, size: 50_000, max: 40 },
  { collation: { locale: 'de', strength: 1 } },
  { validator: { n: { $gte: 0 } }, validationLevel: 'moderate' },
  { clusteredIndex },
  { clusteredIndex, expireAfterSeconds: farSeconds },
  { changeStreamPreAndPostImages: { enabled: true } },
  { storageEngine: { wiredTiger: { configString: 'block_compressor=zlib' } } },
];

function kindsOf({ scope }: Names): readonly object[] {
  return scope.isFromOlder ? kinds : [...kinds, ...timeSeriesKinds];
}

export const create: Change = async (db, random, names) => {
  const name = names.fresh();
  await db.createCollection(name, random.pick(kindsOf(names)));
  await insert(db, random, names, name);
};

const insertSome: Change = async (db, random, names) => await insert(db, random, names, names.any());

/** A command about a collection that is there and fits the filter. */
async function onlyWhere(db: Db, name: string, filter: Document, command: Document): Promise<void> {
  const [listed] = await db.listCollections({ name, ...filter }).toArray();
  if (listed !== undefined) await db.command(command);
}

/** Of a clustered collection servers make one that they would not create: it stops the sync, which is a known limit. */
const notClustered = { 'options.clusteredIndex': { $exists: false } };

const changeOptions: Change = async (db, random, names) => {
  const collMod = names.any();
  const changed = random.pick<object>([
    { validator: { n: { $gte: random.below(5) } }, validationAction: random.pick(['warn', 'error']) },
    { validator: {}, validationLevel: random.pick(['off', 'moderate', 'strict']) },
    { changeStreamPreAndPostImages: { enabled: random.below(2) === 0 } },
    // Of 4.4 and 5.0 alone; 6.0 takes both, and not on one collection.
    { recordPreImages: random.below(2) === 0 },
    { cappedSize: 10_000 * (1 + random.below(6)) },
    { cappedMax: random.below(60) },
    { expireAfterSeconds: farSeconds + random.below(1_000) },
    { expireAfterSeconds: 'off' },
    { timeseries: { granularity: random.pick(['minutes', 'hours']) } },
    { viewOn: names.any(), pipeline: [{ $limit: 1 + random.below(5) }] },
  ]);
  // A mongod that is to change the size of a view, or its expiry, dies of it (6.0.27: invalid access in parseCollModRequest;
  // 5.0.4: in collMod).
  const isDeadly = Object.keys(changed).some((option) => /^(capped|expire)/.test(option));
  await onlyWhere(db, collMod, isDeadly ? { type: { $ne: 'view' } } : {}, { collMod, ...changed });
};

const changeIndex: Change = async (db, random, names) => {
  const collMod = names.any();
  const { name, key } = random.pick(await db.collection(collMod).indexes());
  // A mongod that is to let a wildcard index expire dies of it (6.0.27: fatal assertion 28782).
  const isWildcard = Object.keys(key).some((field) => field.endsWith('$**'));
  const changed = random.pick<object>([
    { hidden: random.below(2) === 0 },
    ...(isWildcard ? [] : [{ expireAfterSeconds: farSeconds + random.below(1_000) }]),
    { prepareUnique: random.below(2) === 0 },
    { forceNonUnique: true },
  ]);
  await db.command({ collMod, index: { name, ...changed } });
};

const createIndex: Change = async (db, random, names) => await addIndex(db, random, names, names.any());

async function addIndex(db: Db, random: Random, { scope }: Names, name: string): Promise<void> {
  const index = random.pick(indexes);
  const collection = db.collection(name);
  // Servers from 6.0 on let nothing in a capped collection expire: such an index is told as failed.
  const isRefusedThere = scope.isFromOlder && 'expireAfterSeconds' in index && (await collection.isCapped());
  if (!isRefusedThere) await collection.createIndexes([index as never]);
}

const dropIndex: Change = async (db, random, names) => {
  const collection = db.collection(names.any());
  if (random.below(5) === 0) return await collection.dropIndexes();
  return await collection.dropIndex(random.pick(await collection.indexes()).name!);
};

/** Two documents give each other their unique values, by way of a third. */
const swapSerials: Change = async (db, _random, names) => {
  const collection = db.collection(names.any());
  const [one, two] = await collection
    .find({ serial: { $exists: true } })
    .limit(2)
    .toArray();
  if (one === undefined || two === undefined) return;
  const set = async ({ _id }: Document, serial: number) => await collection.updateOne({ _id }, { $set: { serial } });
  await set(one, names.serial());
  await set(two, one['serial']);
  await set(one, two['serial']);
};

/** The same at once: whoever applies one by one meets both with one value. */
const exchangeSerials: Change = async (db, _random, names) => {
  const collection = db.collection(names.any());
  const [one, two] = await collection
    .find({ serial: { $exists: true } })
    .limit(2)
    .toArray();
  if (one === undefined || two === undefined) return;
  await db.client.withSession(async (session) => {
    await session.withTransaction(async () => {
      await collection.updateOne({ _id: one._id }, { $unset: { serial: 1 } }, { session });
      await collection.updateOne({ _id: two._id }, { $set: { serial: one['serial'] } }, { session });
      await collection.updateOne({ _id: one._id }, { $set: { serial: two['serial'] } }, { session });
    });
  });
};

/** Two collections give each other their names, by way of a third. */
const swapNames: Change = async (db, _random, names) => {
  const [one, two, between] = [names.any(), names.any(), names.fresh()];
  if ([one, two].some((from) => [one, two, between].some((to) => names.leavesScope(from, to)))) return;
  await db.renameCollection(one, between, { dropTarget: true });
  await db.renameCollection(two, one);
  await db.renameCollection(between, two);
};

const makeAnew: Change = async (db, random, names) => {
  const name = names.any();
  await db.dropCollection(name);
  await db.createCollection(name, random.pick(kindsOf(names)));
  await insert(db, random, names, name);
  await addIndex(db, random, names, name);
};

const renameOver: Change = async (db, _random, names) => {
  const [from, to] = [names.any(), names.fresh()];
  if (!names.leavesScope(from, to)) await db.renameCollection(from, to, { dropTarget: true });
};

/** There and back, over what is there. */
const renameAcrossDatabases: Change = async (db, random, names) => {
  const paths = [`${db.databaseName}.${names.any()}`, `${names.scope.databases.changedBeside}.o${random.below(3)}`];
  const [renameCollection, to] = random.below(2) === 0 ? paths : paths.reverse();
  await db.client.db('admin').command({ renameCollection, to, dropTarget: true });
};

const writeResult: Change = async (db, random, names) => {
  const last = random.pick<Document>([
    { $out: names.any() },
    { $out: names.fresh() },
    { $out: { db: names.scope.databases.changedBeside, coll: `o${random.below(3)}` } },
    { $merge: { into: names.any(), whenMatched: 'merge' } },
  ]);
  await db
    .collection(names.any())
    .aggregate([{ $match: { n: { $lt: 8 } } }, last])
    .toArray();
};

const mapReduce: Change = async (db, random, names) => {
  const to = random.pick([{ replace: names.any() }, { merge: names.any() }, { reduce: names.any() }]);
  const map = 'function() { emit(this.n, 1); }';
  await db.command({ mapReduce: names.any(), map, reduce: 'function(key, values) { return values.length; }', out: to });
};

const storeFunction: Change = async (db, random) => {
  const filter = { _id: `f${random.below(3)}` as never };
  const stored = db.collection('system.js');
  if (random.below(3) === 0) await stored.deleteOne(filter);
  else await stored.replaceOne(filter, { value: `function() { return ${random.below(9)}; }` }, { upsert: true });
};

const transaction: Change = async (db, random, names) => {
  const touched: Collection[] = [db.collection(names.any()), db.collection(names.any()), db.collection(names.fresh())];
  await db.client.withSession(async (session) => {
    await session.withTransaction(async () => {
      for (const collection of touched) {
        await collection.insertMany(documentsOf(random, names, 3), { session });
        await collection.updateMany({ n: random.below(10) }, { $inc: { changed: 1 } }, { session });
        await collection.deleteOne({ n: random.below(10) }, { session });
      }
    });
  });
};

/** Of more bytes than one entry of the oplog holds. */
const largeTransaction: Change = async (db, random) => {
  if (random.below(4) > 0) return;
  const large = db.collection<Document>('large');
  await db.client.withSession(async (session) => {
    await session.withTransaction(async () => {
      await large.deleteMany({}, { session });
      for (let n = 0; n < 18; n += 1) {
        await large.insertOne({ n, text: random.text(10).repeat(megabyte / 10) }, { session });
      }
    });
  });
};

/** Some of them several times, for those to be done more often. */
export const changes: readonly Change[] = [
  ...Array.from({ length: 4 }, () => create),
  ...Array.from({ length: 5 }, () => insertSome),
  async (db, random, names) =>
    await db
      .collection(names.any())
      .updateMany({ n: random.below(10) }, { $set: { [random.text(1)]: random.below(9) } }),
  async (db, random, names) => await db.collection(names.any()).deleteMany({ n: random.below(10) }),
  // All that those of a time series take.
  async (db, random, names) => await db.collection(names.any()).deleteMany({ meta: random.below(3) }),
  async (db, random, names) =>
    await db.collection(names.any()).updateMany({ meta: random.below(3) }, { $set: { meta: random.below(3) } }),
  ...Array.from({ length: 3 }, () => createIndex),
  dropIndex,
  changeIndex,
  changeIndex,
  changeOptions,
  changeOptions,
  swapSerials,
  exchangeSerials,
  reuseIds,
  reuseIds,
  swapNames,
  makeAnew,
  mapReduce,
  storeFunction,
  renameOver,
  renameOver,
  renameAcrossDatabases,
  writeResult,
  writeResult,
  transaction,
  largeTransaction,
  ...Array.from({ length: 4 }, () => changeFiltered),
  leaveAndReturn,
  async (db, _random, names) => await db.dropCollection(names.any()),
  async (db, _random, names) => await db.dropCollection(names.any()),
  async (db, random, names) =>
    random.below(10) === 0 && (await db.client.db(names.scope.databases.changedBeside).dropDatabase()),
  async (db, _random, names) => {
    const name = names.any();
    await onlyWhere(db, name, notClustered, { convertToCapped: name, size: 50_000 });
  },
  async (db, _random, names) => {
    const [name, toCollection] = [names.any(), names.fresh()];
    await onlyWhere(db, name, notClustered, { cloneCollectionAsCapped: name, toCollection, size: 30_000 });
  },
  async (db, random, names) =>
    await db.command({ create: `v${random.below(3)}`, viewOn: names.any(), pipeline: pipelineOf(random, names) }),
  // Under names that collections have had, and will have.
  async (db, _random, names) => await db.command({ create: names.fresh(), viewOn: names.any(), pipeline: [] }),
  async (db, random) => await db.dropCollection(`v${random.below(3)}`),
];
