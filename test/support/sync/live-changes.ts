/**
 * Changes that sync engines are known to get wrong, each on collections of its own: what is there before, and what happens
 * while the sync runs. Together they are every row of the list of traps, and more that users of other engines met.
 */
import { type Db, Decimal128, Double, Int32, Long, type MongoClient, Timestamp } from '../driver.ts';
import { insertRaw } from '../zoo/insert-raw.ts';
import { document, type RawValue, value } from '../zoo/raw-bson.ts';
import { fillZoo } from '../zoo/zoo.ts';
import { catalogueChanges } from './live-catalogue.ts';

export interface LiveChange {
  readonly name: string;
  /** What the names of its other databases end in, beside its own. */
  readonly alsoIn?: readonly string[];
  before?(db: Db, client: MongoClient): Promise<unknown>;
  change(db: Db, client: MongoClient): Promise<unknown>;
}

const id = (number: number) => ['_id', value.int(number)] as const;

const deepest = [
  ['o', nested((inner) => value.object(['o', inner]))],
  ['a', nested((inner) => value.array(inner))],
] as const;

/** With the document around it, the deepest that a server promises to store. */
function nested(wrap: (inner: RawValue) => RawValue): RawValue {
  let inner: RawValue = value.int(1);
  for (let level = 1; level < 99; level += 1) inner = wrap(inner);
  return inner;
}

export const liveChanges: readonly LiveChange[] = [
  {
    name: 'an update of a field whose name starts with $',
    before: async (db) => await db.collection('dollar').insertOne({ _id: 1 as never, a: 1 }),
    change: async (db) => {
      const set = (value_: number) => [
        { $replaceWith: { $setField: { field: { $literal: '$price' }, input: '$$ROOT', value: value_ } } },
      ];
      await db.collection('dollar').updateOne({ _id: 1 as never }, set(1));
      await db.collection('dollar').updateOne({ _id: 1 as never }, set(2));
    },
  },
  {
    name: 'updates of fields whose names contain dots, and below them',
    before: async (db) =>
      await insertRaw(db, 'dotted', [document(id(1), ['a.b', value.int(1)], ['a', value.object(['b', value.int(5)])])]),
    change: async (db) => {
      const set = (field: string, to: unknown) => [
        { $replaceWith: { $setField: { field: { $literal: field }, input: '$$ROOT', value: to } } },
      ];
      await db.collection('dotted').updateOne({ _id: 1 as never }, set('a.b', 2));
      await db.collection('dotted').updateOne({ _id: 1 as never }, set('x.y', { z: 1 }));
      await db.collection('dotted').updateOne({ _id: 1 as never }, set('x.y', { z: 2 }));
    },
  },
  {
    name: 'several new fields in one update, and in another order than their names',
    before: async (db) =>
      await db.collection('order').insertMany([{ _id: 1 as never }, { _id: 2 as never, x: 1, s: {} }]),
    change: async (db) => {
      const order = db.collection('order');
      await order.updateOne({ _id: 1 as never }, { $set: { z: 1 } });
      await order.updateOne({ _id: 1 as never }, { $set: { b: 1, y: 1, a: 1 } });
      await order.updateOne({ _id: 2 as never }, { $unset: { x: 1 } });
      await order.updateOne({ _id: 2 as never }, [{ $set: { z: 1 } }, { $set: { x: 2 } }, { $set: { 'n.z': 1 } }]);
      await order.updateOne({ _id: 2 as never }, { $set: { 's.z': 1, 's.a': 1, 'n.a': 1, 'n.10': 1, 'n.9': 1 } });
      await order.updateOne({ _id: 2 as never }, [{ $replaceWith: { $mergeObjects: [{ first: 1 }, '$$ROOT'] } }]);
      await order.updateOne({ _id: 2 as never }, [{ $unset: 'z' }, { $set: { z: 5 } }]);
    },
  },
  {
    name: 'replacements that put Timestamp(0, 0) at the top, and documents that have had it',
    before: async (db) => {
      await db.collection('emptyTime').insertOne({ _id: 1 as never, at: 1 });
      await db.collection('emptyTime').updateOne({ _id: 1 as never }, { $set: { stamp: new Timestamp(0n) } });
    },
    change: async (db) => {
      const put = [{ $replaceWith: { $literal: { _id: 2, zero: new Timestamp(0n), after: 1 } } }];
      await db.collection('emptyTime').updateOne({ _id: 2 as never }, put, { upsert: true });
      await db.collection('emptyTime').updateOne({ _id: 1 as never }, { $set: { more: 1 } });
      await db.collection('emptyTime').replaceOne({ _id: 3 as never }, { filled: new Timestamp(0n) }, { upsert: true });
    },
  },
  {
    name: 'names that begin with $, or Timestamp(0, 0), beside a name that occurs twice',
    before: async (db) =>
      await insertRaw(db, 'twice', [
        document(id(1), ['b', value.int(1)], ['b', value.int(2)], ['$x', value.int(1)]),
        document(id(2), ['b', value.int(1)], ['stamp', value.timestamp(1, 1)], ['b', value.int(2)]),
      ]),
    change: async (db) => {
      const twice = db.collection('twice');
      for (let round = 0; round < 5; round += 1) {
        await twice.deleteOne({ _id: 1 as never });
        await insertRaw(db, 'twice', [
          document(id(1), ['$x', value.int(round)], ['b', value.int(round)], ['b', value.string('other')]),
        ]);
      }
      await twice.updateOne({ _id: 2 as never }, { $set: { stamp: new Timestamp(0n) } });
      await twice.updateOne({ _id: 2 as never }, { $set: { more: 1 } });
    },
  },
  {
    name: 'equal _ids of different numeric types, deleted and inserted again',
    before: async (db) => await db.collection('numbers').insertMany([1, 2, 3].map((n) => ({ _id: n as never, n }))),
    change: async (db) => {
      const numbers = db.collection('numbers');
      for (const next of [
        new Double(1),
        Decimal128.fromString('1.00'),
        Long.fromNumber(1),
        new Int32(1),
        new Double(1),
      ]) {
        await numbers.deleteOne({ _id: 1 as never });
        await numbers.insertOne({ _id: next as never, kind: next._bsontype });
      }
      await numbers.deleteOne({ _id: 2 as never });
      await numbers.insertOne({ _id: new Double(2) as never });
      await numbers.updateOne({ _id: 2 as never }, { $set: { late: true } });
    },
  },
  {
    name: 'an _id reused at a high rate',
    before: async (db) => await db.collection('reused').insertOne({ _id: 'hot' as never, round: -1 }),
    change: async (db) => {
      for (let round = 0; round < 150; round += 1) {
        await db.collection('reused').deleteOne({ _id: 'hot' as never });
        await db.collection('reused').insertOne({ _id: 'hot' as never, round });
        if (round % 3 === 0)
          await db.collection('reused').updateOne({ _id: 'hot' as never }, { $set: { touched: round } });
      }
    },
  },
  {
    name: 'one document updated two thousand times',
    before: async (db) => await db.collection('hot').insertOne({ _id: 1 as never, n: 0, list: [] }),
    change: async (db) => {
      const bulk = Array.from({ length: 2_000 }, (_, round) => ({
        updateOne: {
          filter: { _id: 1 as never },
          update: { $inc: { n: 1 }, $push: { list: { $each: [round], $slice: -5 } } },
        },
      }));
      await db.collection('hot').bulkWrite(bulk as never);
    },
  },
  {
    name: 'strings that differ only in case, under a collation that holds them equal',
    before: async (db) => {
      await db.createCollection('caseless', { collation: { locale: 'en', strength: 2 } });
      await db.collection('caseless').insertMany(['a', 'B', 'Cc', 'd'].map((name) => ({ _id: name as never, name })));
    },
    change: async (db) => {
      const caseless = db.collection('caseless');
      await caseless.deleteOne({ _id: 'A' as never });
      await caseless.insertOne({ _id: 'A' as never, again: true });
      await caseless.deleteOne({ _id: 'cc' as never });
      await caseless.insertOne({ _id: 'cC' as never });
      await caseless.updateOne({ _id: 'CC' as never }, { $set: { seen: 1 } });
      await caseless.insertMany([{ _id: 'e' as never }, { _id: 'É' as never }]);
      await caseless.updateOne({ _id: 'b' as never }, { $set: { x: 1 } });
    },
  },
  {
    name: 'documents that break their validator',
    before: async (db) => await db.createCollection('strict', { validator: { must: { $exists: true } } }),
    change: async (db) => {
      await db.collection('strict').insertOne({ _id: 1 as never, no: 1 }, { bypassDocumentValidation: true });
      await db.collection('strict').insertOne({ _id: 2 as never, must: 1 });
      await db
        .collection('strict')
        .updateOne({ _id: 2 as never }, { $unset: { must: 1 } }, { bypassDocumentValidation: true });
    },
  },
  {
    name: 'a unique value handed over between documents',
    before: async (db) => {
      await db.collection('unique').createIndex({ seat: 1 }, { unique: true });
      await db.collection('unique').insertMany([
        { _id: 1 as never, seat: 'a' },
        { _id: 2 as never, seat: 'b' },
      ]);
    },
    change: async (db) => {
      const unique = db.collection('unique');
      for (let round = 0; round < 100; round += 1) {
        await unique.updateOne({ _id: 1 as never }, { $set: { seat: 'free' } });
        await unique.updateOne({ _id: 2 as never }, { $set: { seat: 'a' } });
        await unique.updateOne({ _id: 1 as never }, { $set: { seat: 'b' } });
        await unique.updateOne({ _id: 2 as never }, { $set: { seat: 'free' } });
        await unique.updateOne({ _id: 1 as never }, { $set: { seat: 'a' } });
        await unique.updateOne({ _id: 2 as never }, { $set: { seat: 'b' } });
      }
    },
  },
  {
    name: 'arrays: truncated, changed inside, numeric names beside indexes',
    before: async (db) =>
      await insertRaw(db, 'arrays', [
        document(
          id(1),
          ['list', value.array(value.int(1), value.int(2), value.int(3), value.int(4))],
          ['0', value.object(['1', value.array(value.int(9))])],
        ),
      ]),
    change: async (db) => {
      const arrays = db.collection('arrays');
      await arrays.updateOne({ _id: 1 as never }, [
        { $set: { list: { $concatArrays: [{ $slice: ['$list', 2] }, [7]] } } },
      ]);
      await arrays.updateOne({ _id: 1 as never }, { $pop: { list: 1 } });
      await arrays.updateOne({ _id: 1 as never }, { $set: { '0.1.0': 5, 'list.5': 1 } });
      await arrays.updateOne({ _id: 1 as never }, { $push: { '0.1': { deep: [1, { x: 1 }] } } } as never);
      await arrays.updateOne({ _id: 1 as never }, { $set: { '0.1.1.deep.1.x': 2 } });
    },
  },
  {
    name: 'documents with duplicate names, updated',
    before: async (db) =>
      await insertRaw(db, 'duplicates', [
        document(id(1), ['k', value.int(1)], ['k', value.int(2)], ['z', value.int(0)]),
      ]),
    change: async (db) => {
      await db.collection('duplicates').updateOne({ _id: 1 as never }, { $inc: { z: 1 } });
      await insertRaw(db, 'duplicates', [document(id(2), ['k', value.int(1)], ['k', value.int(2)])]);
    },
  },
  {
    name: 'a document just below 16 MB, inserted and updated',
    before: async (db) => await db.collection('large').insertOne({ _id: 1 as never, text: 'x'.repeat(9_000_000) }),
    change: async (db) => {
      await db.collection('large').insertOne({ _id: 2 as never, text: 'y'.repeat(16 * 1024 * 1024 - 100) });
      await db.collection('large').updateOne({ _id: 1 as never }, { $set: { text: 'z'.repeat(9_000_000), more: 1 } });
      await db.collection('large').updateOne({ _id: 2 as never }, { $set: { n: 1 } });
    },
  },
  {
    name: 'an update whose event exceeds 16 MB',
    before: async (db) => await db.collection('huge').insertOne({ _id: 'k'.repeat(2_000_000) as never, a: 'x' }),
    change: async (db) => {
      await db.collection('huge').updateOne({}, { $set: { a: 'y'.repeat(12_500_000) } });
      await db.collection('huge').insertOne({ _id: 'after' as never });
    },
  },
  {
    name: 'convertToCapped',
    before: async (db) =>
      await db.collection('becomesCapped').insertMany(Array.from({ length: 300 }, (_, n) => ({ n }))),
    change: async (db) => {
      await db.collection('becomesCapped').insertOne({ n: 300 });
      await db.command({ convertToCapped: 'becomesCapped', size: 8192 });
      await db.collection('becomesCapped').insertMany([{ n: 301 }, { n: 302 }]);
    },
  },
  {
    name: 'a capped collection that evicts',
    before: async (db) => {
      await db.createCollection('ring', { capped: true, size: 16_384, max: 100 });
      await db.collection('ring').insertMany(Array.from({ length: 150 }, (_, n) => ({ n })));
    },
    change: async (db) => {
      for (let n = 150; n < 400; n += 1) await db.collection('ring').insertOne({ n });
      await db.collection('ring').updateMany({ n: { $gt: 350 } }, { $inc: { n: 1000 } });
    },
  },
  {
    name: 'rename, rename over an existing collection, and back',
    before: async (db) => {
      await db.collection('old').insertMany([{ _id: 1 as never, from: 'old' }]);
      await db.collection('target').insertMany([{ _id: 1 as never, from: 'target' }]);
    },
    change: async (db) => {
      await db.collection('old').updateOne({ _id: 1 as never }, { $set: { a: 1 } });
      await db.collection('old').rename('new');
      await db.collection('new').updateOne({ _id: 1 as never }, { $set: { b: 1 } });
      await db.collection('old').insertOne({ _id: 9 as never, from: 'a second old' });
      await db.collection('new').rename('target', { dropTarget: true });
      await db.collection('target').insertOne({ _id: 2 as never });
      await db.collection('old').rename('swap');
      await db.collection('target').rename('old');
      await db.collection('swap').rename('target');
    },
  },
  {
    name: 'drop and create again under the same name',
    before: async (db) => {
      await db
        .collection('phoenix')
        .insertMany(Array.from({ length: 50 }, (_, n) => ({ _id: n as never, first: true })));
      await db.collection('phoenix').createIndex({ a: 1 });
    },
    change: async (db) => {
      await db.collection('phoenix').updateMany({}, { $set: { soon: 'gone' } });
      await db.collection('phoenix').drop();
      await db.createCollection('phoenix', { validator: { second: { $exists: true } }, validationAction: 'warn' });
      await db.collection('phoenix').insertMany([{ _id: 7 as never, second: true }]);
      await db.collection('phoenix').createIndex({ b: -1 }, { name: 'a_1' });
      await db.collection('phoenix').updateOne({ _id: 7 as never }, { $set: { x: 1 } });
    },
  },
  {
    name: 'dropDatabase and what comes after',
    alsoIn: ['short'],
    before: async (db, client) => {
      const other = client.db(`${db.databaseName}_short`);
      await other.collection('lived').insertMany([{ _id: 1 as never }, { _id: 2 as never }]);
      const text = 'x'.repeat(1_000);
      await other.collection('copied').insertMany(Array.from({ length: 1_000 }, (_, n) => ({ _id: n as never, text })));
      await other.createCollection('view', { viewOn: 'lived', pipeline: [] });
    },
    change: async (db, client) => {
      const other = client.db(`${db.databaseName}_short`);
      await other.collection('lived').insertOne({ _id: 3 as never });
      await other.dropDatabase();
      await other.collection('lived').insertOne({ _id: 1 as never, again: true });
      await other.collection('copied').insertOne({ _id: 1 as never, again: true });
    },
  },
  {
    name: '$out, $merge and mapReduce',
    before: async (db) =>
      await db
        .collection('sales')
        .insertMany(Array.from({ length: 100 }, (_, n) => ({ _id: n as never, shop: n % 5, n }))),
    change: async (db) => {
      const group = { $group: { _id: '$shop', sum: { $sum: '$n' } } };
      await db
        .collection('sales')
        .aggregate([group, { $out: 'sums' }])
        .toArray();
      await db.collection('sales').updateMany({}, { $inc: { n: 1 } });
      await db
        .collection('sales')
        .aggregate([group, { $out: 'sums' }])
        .toArray();
      await db.collection('sums').createIndex({ sum: 1 });
      await db
        .collection('sales')
        .aggregate([group, { $merge: { into: 'merged' } }])
        .toArray();
      await db
        .collection('sales')
        .aggregate([group, { $merge: { into: 'sums', whenMatched: 'merge' } }])
        .toArray();
      await db.command({
        mapReduce: 'sales',
        map: 'function() { emit(this.shop, this.n); }',
        reduce: 'function(key, values) { return Array.sum(values); }',
        out: { replace: 'reduced' },
      });
    },
  },
  {
    name: 'a transaction over several collections',
    before: async (db) => {
      await db.collection('debit').insertOne({ _id: 1 as never, amount: 100 });
      await db.collection('credit').insertOne({ _id: 1 as never, amount: 0 });
    },
    change: async (db, client) => {
      await client.withSession(async (session) => {
        for (let round = 0; round < 20; round += 1) {
          await session.withTransaction(async () => {
            await db.collection('debit').updateOne({ _id: 1 as never }, { $inc: { amount: -1 } }, { session });
            await db.collection('credit').updateOne({ _id: 1 as never }, { $inc: { amount: 1 } }, { session });
            await db.collection('credit').insertOne({ round }, { session });
          });
        }
        await session.withTransaction(async () => {
          await db.collection('debit').insertMany(
            Array.from({ length: 20 }, () => ({ text: 'x'.repeat(1_000_000) })),
            { session },
          );
          await db.collection('credit').updateMany({}, { $set: { text: 'y'.repeat(100_000) } }, { session });
          await db.collection('debit').deleteMany({ amount: { $exists: false }, n: 1 }, { session });
        });
        await session.withTransaction(async () => {
          for (const name of ['made', 'madeToo', 'madeLast']) {
            await db.createCollection(name, { session });
            await db.collection(name).createIndex({ n: 1 }, { session, unique: true });
            await db.collection(name).insertOne({ _id: 1 as never, n: 1 }, { session });
          }
        });
      });
    },
  },
  {
    name: 'every type of value and of _id, updated, deleted and inserted again',
    before: async (db) => await fillZoo(db, ['ids', 'values']),
    change: async (db) => {
      for (const { name, type } of await db.listCollections().toArray()) {
        if (type !== 'collection' || name.startsWith('system.')) continue;
        const some = { n: { $mod: [3, 0] } };
        const asBytes = await db.collection(name).find<Buffer>(some, { raw: true }).toArray();
        await db.collection(name).updateMany({}, { $set: { 'added.first': 1 } });
        await db.collection(name).updateMany({ v: { $exists: true } }, [{ $set: { copy: '$v', list: ['$v'] } }]);
        await db.collection(name).deleteMany(some);
        await insertRaw(db, name, asBytes);
      }
    },
  },
  {
    name: 'documents of 100 levels, made and updated at their ends',
    before: async (db) => await insertRaw(db, 'deep', [document(id(1), ...deepest), document(id(2), ...deepest)]),
    change: async (db) => {
      await insertRaw(db, 'deep', [document(id(3), ...deepest)]);
      const inner = (letter: string, levels: number) => Array(levels).fill(letter).join('.');
      const deep = db.collection('deep');
      for (const round of [2, 3]) {
        await deep.updateMany({}, { $set: { [inner('o', 99)]: round } });
        await deep.updateMany({}, { $set: { [`${inner('o', 98)}.z`]: round, [`${inner('o', 98)}.a`]: round } });
        await deep.updateMany({}, { $set: { [`a.${inner('0', 98)}`]: round } });
        await deep.updateMany({}, { $push: { [`a.${inner('0', 97)}`]: round } } as never);
      }
      await deep.updateOne({ _id: 2 as never }, { $unset: { [`${inner('o', 98)}.z`]: 1 } });
    },
  },
  {
    name: 'collMod of each kind',
    before: async (db) => {
      await db.collection('modified').insertMany([{ a: 1, b: 1 }]);
      await db
        .collection('modified')
        .createIndexes([{ key: { a: 1 }, expireAfterSeconds: 86_400 }, { key: { b: 1 } }, { key: { c: 1 } }]);
      await db.createCollection('view', { viewOn: 'modified', pipeline: [{ $match: { a: 1 } }] });
      await db.createCollection('cappedMod', { capped: true, size: 8192 });
    },
    change: async (db) => {
      await db.command({ collMod: 'modified', index: { keyPattern: { a: 1 }, expireAfterSeconds: 172_800 } });
      await db.command({ collMod: 'modified', index: { keyPattern: { b: 1 }, hidden: true } });
      await db.command({
        collMod: 'modified',
        validator: { a: { $type: 'number' } },
        validationLevel: 'moderate',
        validationAction: 'warn',
      });
      await db.command({ collMod: 'modified', changeStreamPreAndPostImages: { enabled: true } });
      await db.command({ collMod: 'modified', index: { keyPattern: { c: 1 }, prepareUnique: true } });
      await db.command({ collMod: 'modified', index: { keyPattern: { c: 1 }, unique: true } });
      await db.command({ collMod: 'view', viewOn: 'modified', pipeline: [{ $match: { b: 1 } }] });
      await db.command({ collMod: 'cappedMod', cappedSize: 16_384, cappedMax: 1_000 });
      await db.collection('modified').insertOne({ a: 2, b: 2, c: 2 });
    },
  },
  {
    name: 'indexes built and dropped while writes go on',
    before: async (db) =>
      await db.collection('indexed').insertMany(Array.from({ length: 500 }, (_, n) => ({ n, t: `w${n}` }))),
    change: async (db) => {
      const indexed = db.collection('indexed');
      await Promise.all([
        indexed.createIndexes([{ key: { n: 1 }, unique: true }, { key: { t: 'text' } }, { key: { '$**': 1 } }]),
        indexed.insertMany(Array.from({ length: 500 }, (_, n) => ({ n: n + 500 }))),
      ]);
      await indexed.createIndex({ n: -1 }, { name: 'soonGone' });
      await indexed.dropIndex('soonGone');
      await indexed.createIndex({ other: 1 }, { name: 'soonGone', sparse: true });
    },
  },
  {
    name: 'views made, changed and dropped; a view that becomes a collection',
    before: async (db) => {
      await db.collection('base').insertOne({ _id: 1 as never });
      await db.createCollection('changes', { viewOn: 'base', pipeline: [] });
      await db.createCollection('goes', { viewOn: 'base', pipeline: [] });
      await db.createCollection('turns', { viewOn: 'base', pipeline: [] });
    },
    change: async (db) => {
      await db.createCollection('comes', { viewOn: 'changes', pipeline: [{ $limit: 1 }] });
      await db.command({ collMod: 'changes', viewOn: 'base', pipeline: [{ $match: { x: 1 } }] });
      await db.command({ drop: 'goes' });
      await db.command({ drop: 'turns' });
      await db.collection('turns').insertOne({ _id: 1 as never, now: 'a collection' });
    },
  },
  {
    name: 'a time-series collection made and written to, late and out of order',
    before: async (db) => {
      await db.createCollection('series', { timeseries: { timeField: 't', metaField: 'm', granularity: 'seconds' } });
      await db.collection('series').insertMany([...measurements(0, 60)]);
    },
    change: async (db) => {
      await db.collection('series').insertMany([...measurements(60, 60)]);
      await db.collection('series').insertMany([...measurements(30, 20)].reverse());
      await db.collection('series').deleteMany({ m: 2 });
      await db.createCollection('series2', { timeseries: { timeField: 't' }, expireAfterSeconds: 864_000_000 });
      await db.collection('series2').insertMany([...measurements(0, 30)]);
      await db.command({ collMod: 'series', timeseries: { granularity: 'minutes' } });
      await db.collection('series').insertMany([...measurements(500, 10)]);
    },
  },
  {
    name: 'an update of everything, a delete of half, upserts, findAndModify',
    before: async (db) =>
      await db
        .collection('many')
        .insertMany(Array.from({ length: 3_000 }, (_, n) => ({ _id: n as never, n, tags: ['a', 'b'] }))),
    change: async (db) => {
      const many = db.collection('many');
      await many.updateMany({}, { $inc: { n: 1 }, $set: { seen: true } });
      await many.updateMany({ n: { $mod: [3, 0] } }, { $push: { tags: 'c' }, $unset: { seen: 1 } } as never);
      await many.deleteMany({ n: { $mod: [2, 0] } });
      for (let n = 0; n < 50; n += 1)
        await many.updateOne({ _id: (n * 100) as never }, { $set: { up: n } }, { upsert: true });
      await many.findOneAndReplace({ _id: 0 as never }, { replaced: true });
      await many.findOneAndDelete({ _id: 2 as never });
      await many.findOneAndUpdate({ _id: 4 as never }, { $rename: { n: 'm' } });
    },
  },
  {
    name: 'NaN and other _ids that are hard to find',
    before: async (db) =>
      await db
        .collection('hardIds')
        .insertMany([{ _id: Number.NaN as never, a: 1 }, { _id: { a: [1, { b: 2 }] } as never }]),
    change: async (db) => {
      const ids = db.collection('hardIds');
      await ids.updateOne({ _id: Number.NaN as never }, { $set: { a: 2 } });
      await ids.updateOne({ _id: { a: [1, { b: 2 }] } as never }, { $set: { x: 1 } });
      await ids.insertOne({ _id: { a: Number.NaN } as never });
      await ids.updateOne({ _id: { a: Number.NaN } as never }, { $set: { y: 1 } });
      await ids.deleteOne({ _id: Number.NaN as never });
      await ids.insertOne({ _id: Decimal128.fromString('NaN') as never, b: 1 });
    },
  },
  {
    name: 'stored functions and GridFS chunks',
    change: async (db) => {
      await db.collection('system.js').insertOne({ _id: 'f' as never, value: 'function() { return 1; }' });
      await db.collection('fs.files').insertOne({ _id: 1 as never, length: 3, chunkSize: 2 });
      await db.collection('fs.chunks').createIndex({ files_id: 1, n: 1 }, { unique: true });
      await db.collection('fs.chunks').insertMany([0, 1].map((n) => ({ files_id: 1, n, data: Buffer.from([n, n]) })));
    },
  },
  ...catalogueChanges,
];

function* measurements(from: number, count: number): Iterable<{ t: Date; m: number; v: number }> {
  for (let n = from; n < from + count; n += 1) yield { t: new Date(1_700_000_000_000 + n * 500), m: n % 3, v: n };
}
