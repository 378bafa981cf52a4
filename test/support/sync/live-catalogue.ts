/** Changes of collections, views and indexes while a sync runs: each kind made, changed and dropped. */
import { type Db, Long, type MongoClient } from '../driver.ts';
import type { LiveChange } from './live-changes.ts';

const dayMs = 86_400_000;
const farFuture = Date.parse('2100-01-01T00:00:00Z');
const clusteredIndex = { key: { _id: 1 }, unique: true };
const at = (id: unknown, fields: object = {}) => ({ _id: id, ...fields }) as never;
const rows = (count: number, text = '') => Array.from({ length: count }, (_, n) => at(n, { n, text }));
const modes = (['off', 'moderate', 'strict'] as const).flatMap((validationLevel) =>
  (['warn', 'error'] as const).map((validationAction) => ({ validationLevel, validationAction })),
);

/** So large that it is still being copied when it is changed. */
const bulk = 'x'.repeat(1_000);

export const catalogueChanges: readonly LiveChange[] = [
  {
    name: 'clustered collections made, changed and dropped, with and without expiry',
    before: async (db) => {
      for (const name of ['kept', 'gone', 'again', 'expiryOff']) {
        await db.command({ create: name, clusteredIndex, expireAfterSeconds: Long.fromNumber(3_600) });
        await db.collection(name).insertMany([0, 1, 2].map((n) => at(new Date(farFuture + n * dayMs), { n })));
      }
    },
    change: async (db) => {
      await db.command({ collMod: 'kept', expireAfterSeconds: 7_200 });
      await db.command({ collMod: 'expiryOff', expireAfterSeconds: 'off' });
      await db.collection('kept').updateMany({}, { $inc: { n: 1 } });
      await db.collection('kept').deleteOne({ _id: at(new Date(farFuture))['_id'] });
      await db.collection('kept').insertMany([at('a string'), at(Number.NaN), at(null)]);
      await db.collection('gone').drop();
      await db.collection('again').drop();
      await db.command({ create: 'again', clusteredIndex: { ...clusteredIndex, name: 'its own name' } });
      await db.collection('again').insertMany(rows(20));
      await db.collection('again').createIndex({ n: 1 }, { unique: true });
      await db.collection('again').deleteMany({ n: { $mod: [2, 0] } });
      await db.command({ create: 'new', clusteredIndex, expireAfterSeconds: Long.fromNumber(3_600) });
      await db.collection('new').insertOne(at(new Date(farFuture), { n: 1 }));
      await db.command({ collMod: 'new', expireAfterSeconds: 60 });
      await db.collection('new').rename('renamed');
    },
  },
  {
    name: 'validators, from each mode to each other',
    before: async (db) => {
      for (const [index, mode] of modes.entries()) {
        await db.createCollection(`rules_${index}`, { validator: { a: { $type: 'int' } }, ...mode });
        await db.collection(`rules_${index}`).insertOne(at(1, { a: 'no' }), { bypassDocumentValidation: true });
      }
      await db.createCollection('ruleless');
    },
    change: async (db) => {
      for (const index of modes.keys()) {
        const name = `rules_${index}`;
        const next = modes[(index + 1) % modes.length]!;
        await db.command({ collMod: name, validator: { $jsonSchema: { required: ['b'] } }, ...next });
        await db.collection(name).insertOne(at(2, { a: 'no b' }), { bypassDocumentValidation: true });
        if (index % 3 === 0) await db.command({ collMod: name, validator: {} });
        if (index % 3 === 1) await db.command({ collMod: name, validationLevel: 'off' });
      }
      await db.command({ collMod: 'ruleless', validator: { a: 1 }, validationAction: 'warn' });
      await db.collection('ruleless').insertOne(at(1, { a: 2 }));
    },
  },
  {
    name: 'pre- and post-images switched on and off',
    before: async (db) => {
      for (const name of ['off', 'on', 'both']) {
        const enabled = name !== 'on';
        await db.createCollection(name, { changeStreamPreAndPostImages: { enabled } });
        await db.collection(name).insertMany(rows(3));
      }
    },
    change: async (db) => {
      const turn = async (name: string, enabled: boolean) =>
        await db.command({ collMod: name, changeStreamPreAndPostImages: { enabled } });
      await turn('off', false);
      await turn('on', true);
      await turn('both', false);
      await db.collection('both').updateMany({}, { $inc: { n: 1 } });
      await turn('both', true);
      await db.collection('on').updateMany({}, { $inc: { n: 1 } });
      await db.createCollection('new', { changeStreamPreAndPostImages: { enabled: true } });
      await db.collection('new').insertOne(at(1));
    },
  },
  {
    name: 'indexes hidden and shown, made not unique, made to expire, dropped all at once, and replaced under their names',
    before: async (db) => {
      const indexed = db.collection('indexed');
      await indexed.insertMany(rows(50));
      await indexed.createIndexes([
        { key: { n: 1 }, name: 'hidden', hidden: true },
        { key: { a: 1 }, name: 'shown' },
        { key: { u: 1, n: 1 }, name: 'unique', unique: true },
        { key: { text: 'text' }, name: 'text', weights: { text: 3 } },
        { key: { '$**': 1 }, name: 'wildcard', wildcardProjection: { a: 1 } },
        { key: { at: 1 }, name: 'ttl', expireAfterSeconds: 1_000_000 },
        { key: { since: 1 }, name: 'soon ttl', background: true },
        { key: { seen: 1 }, name: 'soon ttl and shown', hidden: true, background: false },
        { key: { z: 1 }, name: 'last' },
      ]);
      await db.collection('bare').createIndexes([{ key: { a: 1 } }, { key: { b: 1 }, unique: true }]);
      await db.collection('bare').insertMany(rows(5).map((row, b) => ({ ...(row as object), b })));
    },
    change: async (db) => {
      const indexed = db.collection('indexed');
      const modify = async (index: object) => await db.command({ collMod: 'indexed', index });
      await modify({ name: 'hidden', hidden: false });
      await modify({ name: 'shown', hidden: true });
      await modify({ name: 'ttl', hidden: true, expireAfterSeconds: 2_000_000 });
      await modify({ name: 'soon ttl', expireAfterSeconds: 1_000_000 });
      await modify({ name: 'soon ttl and shown', expireAfterSeconds: 1_000_000, hidden: false });
      await modify({ name: 'unique', prepareUnique: true });
      await modify({ name: 'unique', forceNonUnique: true });
      await indexed.dropIndex('text');
      await indexed.createIndex(
        { text: 'text', title: 'text' },
        { name: 'text', default_language: 'german', language_override: 'sprache', weights: { title: 7 } },
      );
      await indexed.dropIndex('wildcard');
      await indexed.createIndex({ '$**': 1 }, { name: 'wildcard', wildcardProjection: { a: 0, _id: 1 } } as never);
      await indexed.createIndex({ n: 'hashed', a: 1 }, { name: 'compound hashed' });
      await indexed.createIndex({ n: 1 }, { name: 'partial', partialFilterExpression: { n: { $gt: 5 } } });
      await indexed.createIndex({ n: 1 }, { name: 'collated', collation: { locale: 'de', strength: 1 } });
      await db.command({ dropIndexes: 'bare', index: '*' });
      await db.collection('bare').insertOne(at(9, { b: 1 }));
      await db.collection('bare').createIndex({ b: 1 });
    },
  },
  {
    name: 'time series of each granularity, their expiry, indexes and views, made, changed and dropped',
    before: async (db) => {
      for (const name of ['changed', 'gone', 'again']) {
        const timeseries = { timeField: 't', metaField: 'm' };
        await db.createCollection(name, { timeseries, expireAfterSeconds: 1_000_000_000 });
        await db.collection(name).insertMany(measurements(0, 120));
      }
      await db.collection('changed').createIndex({ m: 1, t: 1 }, { name: 'old' });
    },
    change: async (db) => await changeTimeSeries(db),
  },
  {
    name: 'a collection, a capped one, a view and a time series that bear the name of another kind afterwards',
    before: async (db) => {
      await db.collection('base').insertMany(rows(3));
      await db.collection('plain').insertMany(rows(3));
      await db.createCollection('ring', { capped: true, size: 4_096 });
      await db.createCollection('view', { viewOn: 'base', pipeline: [] });
      for (const name of ['series', 'seriesToView']) {
        await db.createCollection(name, { timeseries: { timeField: 't', metaField: 'm' } });
        await db.collection(name).insertMany(measurements(0, 10));
      }
    },
    change: async (db) => {
      const timeseries = { timeField: 't', metaField: 'm' };
      for (const name of ['plain', 'ring', 'view', 'series', 'seriesToView']) await db.command({ drop: name });
      for (const name of ['plain', 'view']) {
        await db.createCollection(name, { timeseries });
        await db.collection(name).insertMany(measurements(0, 10));
      }
      for (const name of ['ring', 'seriesToView']) await db.createCollection(name, { viewOn: 'base', pipeline: [] });
      await db.createCollection('series', { capped: true, size: 4_096 });
      await db.collection('series').insertMany(rows(3));
    },
  },
  {
    name: 'views on views and on time series, made before what they read, changed and dropped',
    before: async (db) => {
      await db.collection('base').insertMany(rows(5));
      await db.createCollection('first', { viewOn: 'base', pipeline: [{ $match: { n: 1 } }] });
      await db.createCollection('second', { viewOn: 'first', pipeline: [] });
    },
    change: async (db) => {
      await db.createCollection('onSeries', { viewOn: 'series', pipeline: [{ $match: { 'm.a': 1 } }] });
      await db.createCollection('series', { timeseries: { timeField: 't', metaField: 'm', granularity: 'hours' } });
      await db.createCollection('onView', { viewOn: 'onSeries', pipeline: [{ $limit: 3 }] });
      await db.createCollection('collated', { viewOn: 'later', pipeline: [], collation: { locale: 'fr' } });
      await db.collection('series').insertMany(measurements(0, 20));
      await db.command({ collMod: 'first', viewOn: 'onView', pipeline: [] });
      await db.command({ drop: 'second' });
      await db.createCollection('second', { viewOn: 'base', pipeline: [{ $project: { n: 1 } }] });
      await db.command({ drop: 'onView' });
      await db.collection('base').rename('renamedBase');
    },
  },
  {
    name: 'renames into another database, over a collection there, and over large ones while they are copied',
    alsoIn: ['other'],
    before: async (db, client) => {
      const other = besides(db, client);
      for (const name of ['leaves', 'over', 'large', 'largeTarget'])
        await db.collection(name).insertMany(rows(1_500, bulk));
      await db.collection('leaves').createIndex({ n: 1 }, { unique: true });
      await other.collection('target').insertMany(rows(100));
    },
    change: async (db, client) => {
      const other = besides(db, client);
      const move = async (from: string, to: string, dropTarget = false) =>
        await client.db('admin').command({ renameCollection: from, to, dropTarget });
      await db.collection('leaves').updateMany({ n: { $lt: 50 } }, { $set: { before: true } });
      await move(`${db.databaseName}.leaves`, `${other.databaseName}.arrived`);
      await other.collection('arrived').updateMany({ n: { $lt: 25 } }, { $set: { behind: true } });
      await move(`${db.databaseName}.over`, `${other.databaseName}.target`, true);
      await other.collection('target').deleteMany({ n: { $lt: 10 } });
      await db.collection('large').updateMany({ n: { $gt: 1_400 } }, { $set: { before: true } });
      await db.collection('large').rename('largeTarget', { dropTarget: true });
      await db.collection('largeTarget').updateMany({ n: { $lt: 100 } }, { $set: { behind: true } });
    },
  },
  {
    name: 'cloneCollectionAsCapped, whose rows the stream does not carry, and capped collections made anew',
    before: async (db) => {
      await db.collection('base').insertMany(rows(300));
      await db.createCollection('ring', { capped: true, size: 4_096 });
      await db.collection('ring').insertMany(rows(10));
    },
    change: async (db) => {
      await db.command({ cloneCollectionAsCapped: 'base', toCollection: 'clone', size: 8_192 });
      await db
        .collection('clone')
        .insertMany(rows(5).map((row, n) => ({ ...(row as object), _id: n + 1_000 }) as never));
      await db.collection('ring').drop();
      await db.createCollection('ring', { capped: true, size: 8_192, max: 7 });
      await db.collection('ring').insertMany(rows(20).reverse());
      await db.collection('ring').createIndex({ n: 1 });
      await db.collection('ring').updateOne(at(3), { $set: { text: 'longer than before' } });
      // Which servers carry out from 5.0 on.
      await db.collection('ring').deleteOne(at(4));
      await db.collection('ring').insertMany([at(4, { again: true }), at(30)]);
      await db.collection('clone').deleteMany({ n: { $gt: 290 } });
    },
  },
];

function besides(db: Db, client: MongoClient): Db {
  return client.db(`${db.databaseName}_other`);
}

async function changeTimeSeries(db: Db): Promise<void> {
  const changed = db.collection('changed');
  await db.command({ collMod: 'changed', expireAfterSeconds: 900_000_000 });
  await changed.updateMany({ 'm.a': 1 }, { $set: { 'm.b': 'renamed' } });
  await changed.deleteMany({ 'm.a': 2 });
  await changed.createIndex({ 'm.b': 1 }, { name: 'new' });
  await changed.createIndex({ t: -1 }, { name: 'hidden', hidden: true });
  await db.command({ collMod: 'changed', index: { name: 'new', hidden: true } });
  await db.command({ collMod: 'changed', index: { name: 'hidden', hidden: false } });
  await changed.dropIndex('old');
  await db.collection('gone').drop();
  await db.collection('again').drop();
  await db.createCollection('again', { timeseries: { timeField: 'at', granularity: 'minutes' } });
  await db.collection('again').insertMany(measurements(0, 10).map(({ t, ...rest }) => ({ at: t, ...rest })));
  for (const granularity of ['seconds', 'minutes', 'hours'] as const) {
    const series = await db.createCollection(granularity, {
      timeseries: { timeField: 't', metaField: 'm', granularity },
      expireAfterSeconds: 1_000_000_000,
    });
    await series.insertMany(measurements(0, 100));
    // Late by more than a bucket, out of order, and into buckets that are full or closed.
    await series.insertMany(measurements(-50_000, 20).reverse());
    for (const measurement of measurements(30, 20).reverse()) await series.insertOne(measurement);
    await series.insertMany(measurements(0, 1_100).map((one) => ({ ...one, m: { a: 'full' } })));
    await db.command({ collMod: granularity, expireAfterSeconds: granularity === 'hours' ? 'off' : 950_000_000 });
  }
  await db.command({ collMod: 'seconds', timeseries: { granularity: 'hours' } });
  await db.collection('seconds').insertMany(measurements(40, 10));
  await db.collection('hours').createIndex({ v: 1, t: -1 }, { name: 'of measurements' });
  await db.collection('hours').createIndex({ 'm.place': '2dsphere' });
  await db
    .collection('hours')
    .createIndex({ 'm.a': 1 }, { name: 'partial', partialFilterExpression: { v: { $gt: 5 } } });
  await db.collection('hours').createIndex({ 'm.a': -1 }, { name: 'collated', collation: { locale: 'de' } });
}

function measurements(from: number, count: number): { t: Date; m: object; v: unknown }[] {
  return Array.from({ length: count }, (_, index) => {
    const n = from + index;
    return {
      t: new Date(1_700_000_000_000 + n * 7_000),
      m: { a: Math.abs(n) % 3, b: 'x' },
      v: n % 7 === 0 ? `${n}` : n,
    };
  });
}
