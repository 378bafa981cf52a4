import { describe, expect, it } from 'vitest';
import { MongoClient as Client, Double, Int32, type MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { loseResumePoint } from '../../support/sync/lose-resume-point.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const leaseMs = 1_000;

async function resumeInVain(sync: RunningSync): Promise<void> {
  await sync.engine.resume();
  await waitFor('the sync to stop', () => sync.engine.failure !== undefined);
  expect(sync.engine.failure).toMatchObject({ code: 'GW930' });
}

const many = (from: number, to: number, extra: object = {}) =>
  Array.from({ length: to - from }, (_, index) => ({ _id: from + index, padding: 'x'.repeat(200), ...extra }));

async function seed(source: MongoClient): Promise<void> {
  const db = source.db('shop');
  await db.collection<{ _id: number }>('orders').insertMany(many(0, 3_000));
  for (const name of ['dropped', 'renamed', 'recreated', 'left', 'right', 'indexed']) {
    await db.collection(name).insertMany([
      { of: name, n: 1 },
      { of: name, n: 2 },
    ]);
  }
  await db.collection('indexed').createIndex({ n: 1 });
  await db.createCollection('log', { capped: true, size: 100_000 });
  await db.collection('log').insertMany(many(0, 20) as object[]);
  await db.createCollection('metrics', { timeseries: { timeField: 'at', metaField: 'sensor' } });
  await db.collection('metrics').insertOne({ at: new Date(0), sensor: 1, value: 1 });
  await db.createCollection('small', { viewOn: 'orders', pipeline: [{ $match: { _id: { $lt: 10 } } }] });
  await db.createCollection('gone', { viewOn: 'orders', pipeline: [] });
  await db.collection<{ _id: unknown; is: string }>('twins').insertOne({ _id: new Int32(1), is: 'an integer' });
}

/** Everything that the stream would have told, and does not. */
async function changeInTheGap(source: MongoClient): Promise<void> {
  const db = source.db('shop');
  const orders = db.collection<{ _id: number }>('orders');
  await orders.deleteMany({ _id: { $lt: 50 } });
  await orders.insertMany(many(3_000, 3_100));
  await orders.updateMany({ _id: { $gte: 100, $lt: 900 } }, { $set: { changed: true } });
  // Two fields in another order: nothing but the bytes differ.
  await orders.replaceOne({ _id: 60 }, { b: 1, a: 1 });
  await db.collection('dropped').drop();
  await db.collection('renamed').rename('newName');
  await db.collection('recreated').drop();
  await db.collection('recreated').insertOne({ of: 'another collection' });
  await db.collection('left').rename('between');
  await db.collection('right').rename('left');
  await db.collection('between').rename('right');
  await db.collection('indexed').dropIndex('n_1');
  await db.collection('indexed').createIndex({ of: 1, n: -1 }, { unique: true });
  await db.command({ collMod: 'indexed', validator: { n: { $exists: true } } });
  await db.collection('log').insertMany(many(20, 40) as object[]);
  await db.collection('metrics').insertMany([1, 2].map((value) => ({ at: new Date(1), sensor: 2, value })));
  await db.dropCollection('gone');
  await db.command({ collMod: 'small', viewOn: 'orders', pipeline: [{ $match: { _id: { $lt: 60 } } }] });
  await db.createCollection('newView', { viewOn: 'newName', pipeline: [] });
  await source.db('newDatabase').collection('first').insertOne({ here: true });
  const twins = db.collection<{ _id: unknown; is: string }>('twins');
  await twins.deleteOne({ _id: new Int32(1) });
  await twins.insertOne({ _id: new Double(1), is: 'a double' });
}

describe('changes that were lost', await needs({ mongod: '6.0' }), () => {
  it('of every kind are made good while the source is written to, without another copy', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await Client.connect(source.uri, { promoteValues: false });
    await using other = await Client.connect(destination.uri);
    await seed(client);
    const uris = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs };
    const first = await RunningSync.open({ ...uris, start: {} });
    await first.whenFollowing();
    await first.engine.pause();
    await expect(first.engine.repair()).rejects.toMatchObject({ code: 'GW936' });
    await loseResumePoint(other);
    await changeInTheGap(client);
    await resumeInVain(first);
    expect(await other.db('shop').collection('dropped').countDocuments()).toBe(2);

    await using writer = await RandomWriter.start({
      uri: source.uri,
      database: 'busy',
      collections: ['a'],
      seed: 5,
      lanes: 2,
      operationsPerSecond: 100,
    });
    await first.engine.repair();
    expect(first.engine.whyNotCommit.length).toBeGreaterThan(0);
    // Killed in the middle of it: the next engine does it all.
    await first.crash();
    await using second = await RunningSync.open(uris);
    await second.whenFollowing();
    expect(second.engine.record?.gap).toBeUndefined();
    const { statistics, catalog } = second.engine.run!.context;
    // Of the first copy: another one would have found the 3,050 that there are by now.
    const orders = catalog.atSource({ db: 'shop', coll: 'orders' })!;
    expect(statistics.of(orders)).toMatchObject({ copiedDocuments: 3_000 });
    expect(statistics.documentsRepaired).toBeGreaterThanOrEqual(950);
    await writer.stop();
    await second.commit();
    await expectSameData(source.uri, destination.uri);
    expect(await writer.record.findLost(destination.uri)).toEqual([]);
  });

  it('while it was copied are made good as well', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await Client.connect(source.uri);
    await using other = await Client.connect(destination.uri);
    const orders = client.db('shop').collection<{ _id: number }>('orders');
    await orders.insertMany(many(0, 30_000));
    const uris = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs };
    const load = { copyParallelism: 1, readBytesPerSecond: 1_000_000 };
    const slow = await RunningSync.open({ ...uris, start: { load } });
    await waitFor('a part to be copied', () => (slow.engine.run?.context.statistics.totals.copiedDocuments ?? 0) > 0);
    await slow.engine.pause();
    expect(await other.db('shop').collection('orders').countDocuments()).toBeLessThan(30_000);
    await loseResumePoint(other);
    await orders.deleteMany({ _id: { $lt: 1_000 } });
    await orders.updateMany({ _id: { $gte: 1_000, $lt: 1_500 } }, { $set: { changed: true } });
    await resumeInVain(slow);
    await slow[Symbol.asyncDispose]();

    await using quick = await RunningSync.open(uris);
    await quick.engine.repair();
    await quick.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('may be a rename out of the filters, which gives nothing up without a word', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await Client.connect(source.uri);
    await using other = await Client.connect(destination.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertOne({ paid: true });
    await shop.collection('carts').insertOne({ n: 1 });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs };
    const start = { excludeNamespaces: [{ database: 'shop', collections: ['archive'] }] };
    await using sync = await RunningSync.open({ ...uris, start });
    await sync.whenFollowing();
    await sync.engine.pause();
    await loseResumePoint(other);
    await shop.collection('orders').rename('archive');
    await shop.collection('carts').insertOne({ n: 2 });
    await resumeInVain(sync);
    await sync.engine.repair();
    await waitFor('the sync to stop', () => sync.engine.failure !== undefined);
    expect(sync.engine.failure).toMatchObject({ code: 'GW923', message: expect.stringContaining('shop.archive') });
    expect(await other.db('shop').collection('orders').countDocuments()).toBe(1);

    await shop.collection('archive').rename('orders');
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
