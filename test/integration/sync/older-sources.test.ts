import { describe, expect, it } from 'vitest';
import { clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { collectionSize } from '../../../src/mongo/collection-size.ts';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { isDurableWrite } from '../../support/sync/durable-writes.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

/**
 * What a 6.0 server does to the catalogue of an older one: fields that it leaves out, numbers that it stores in another
 * type, and a kind of index that it no longer builds.
 */
const comparison = {
  ignoreCatalog: { indexOptions: ['ns', 'background', 'expireAfterSeconds', 'min', 'max'], indexOrder: true },
  ignoreNamespace: (namespace: string) => namespace.endsWith('.indexes_haystack'),
};

/** What cannot be taken in pauses the sync, and again when it is resumed too early. */
async function pausesForTimeSeries({ engine }: RunningSync, client: MongoClient): Promise<void> {
  const paused = async () => {
    await waitFor('the sync to pause', () => engine.state === 'PAUSED' && engine.record?.isPaused === true);
    expect(engine.failure).toBeUndefined();
    expect(engine.record).toMatchObject({ isPaused: true, pausedFor: expect.stringContaining('series.measured') });
  };
  await client.db('series').createCollection('measured', { timeseries: { timeField: 'at' } });
  await client.db('series').collection('measured').insertOne({ at: new Date() });
  await paused();
  await engine.resume();
  await paused();
  await client.db('series').dropDatabase();
  await engine.resume();
  expect(engine.record!.pausedFor).toBeUndefined();
}

for (const version of ['4.2', '4.4', '5.0'] as const) {
  describe(`a source of ${version}`, await needs({ mongod: [version, '6.0'] }), () => {
    it('arrives with every kind of data, and random writes all the while', async () => {
      await using source = await startReplicaSet({ version });
      await using destination = await startReplicaSet({ version: '6.0' });
      await using client = await MongoClient.connect(source.uri);
      await fillZoo(client.db('zoo'), ['ids', 'values', 'collections', 'indexes']);
      await using writer = await RandomWriter.start({
        uri: source.uri,
        database: 'random',
        collections: ['a', 'b'],
        seed: 21,
        lanes: 4,
        operationsPerSecond: 600,
      });
      await using other = await MongoClient.connect(destination.uri);
      const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 4_000 };
      const first = await RunningSync.open({ ...options, start: { onUnseenDdl: 'pause' } });
      await first.whenFollowing();
      await first.engine.run!.checkpointer.write();
      const engine = other.db('__godwit').collection<{ _id: string }>('engine');
      const { token, time } = (await engine.findOne({ _id: 'checkpoint' }))! as Document;
      const enough = writer.acknowledged + 1_500;
      await waitFor('more writes', () => writer.acknowledged >= enough, { timeoutMs: 60_000 });
      await fillZoo(client.db('live'), ['ids', 'values', 'collections', 'indexes']);
      await client
        .db('live')
        .collection('renamed')
        .insertOne({ _id: 1 as never });
      await client.db('live').collection('renamed').rename('moved');
      await client
        .db('live')
        .collection('moved')
        .updateOne({ _id: 1 as never }, { $set: { a: 1 } });
      await waitFor('what was renamed', async () => {
        if (first.engine.failure !== undefined) throw first.engine.failure;
        return (await other.db('live').collection('moved').findOne({ a: 1 })) !== null;
      });
      await first.crash();
      // It died before it had written another checkpoint: all of that is told once more.
      await engine.updateOne({ _id: 'checkpoint' }, { $set: { token, time } });
      await using sync = await RunningSync.open(options);
      // A look at the catalogue finds it by its last name, before the stream has come to what it was filled by.
      await sync.engine.pause();
      await client.db('live').collection('early').insertMany([{}, {}, {}]);
      await client.db('live').collection('early').rename('late');
      await sync.engine.resume();
      await client.db('live').command({ cloneCollectionAsCapped: 'capped', toCollection: 'clone', size: 100_000 });
      // Time series are of 5.0.
      if (version === '5.0') await pausesForTimeSeries(sync, client);
      await writer.stop();
      await sync.commit();
      const failed = sync.engine.run?.context.catalogSync.failedIndexes.map(({ indexName }) => indexName);
      expect(new Set(failed)).toEqual(new Set(version === '5.0' ? [] : ['haystack']));
      if (version !== '5.0') {
        // What a collMod to NaN would make of it expires at once.
        for (const db of ['zoo', 'live']) {
          const [, never] = await other.db(db).collection('indexes_ttl_not_a_number').indexes();
          expect(never).toMatchObject({ name: 'never', expireAfterSeconds: 2_147_483_647 });
        }
      }
      expect(await writer.record.findLost(destination.uri)).toEqual([]);
      await expectSameData(source.uri, destination.uri, comparison);
    });

    it('tells no size of a collection that is gone, and goes on', async () => {
      await using source = await startReplicaSet({ version });
      await using client = await MongoClient.connect(source.uri);
      await expect(collectionSize(client, { db: 'shop', coll: 'gone' })).resolves.toMatchObject({ documents: 0 });
    });

    it('keeps collections apart that have had the same name', async () => {
      await using source = await startReplicaSet({ version });
      await using destination = await startReplicaSet({ version: '6.0' });
      await using client = await MongoClient.connect(source.uri);
      await using other = await MongoClient.connect(destination.uri);
      const shop = client.db('shop');
      const insert = async (name: string, _id: number) => await shop.collection(name).insertOne({ _id: _id as never });
      await insert('orders', 1);
      await shop.createCollection('others');
      const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 4_000 };
      const first = await RunningSync.open({ ...options, start: {} });
      await first.whenFollowing();
      await first.engine.run!.checkpointer.write();
      const engine = other.db('__godwit').collection<{ _id: string }>('engine');
      const { token, time } = (await engine.findOne({ _id: 'checkpoint' }))! as Document;
      await insert('orders', 2);
      await shop.collection('orders').rename('before');
      await client.withSession(async (session) => {
        await session.withTransaction(async () => {
          for (const _id of [3, 4] as never[]) {
            await shop.collection('before').insertOne({ _id }, { session });
            await shop.collection('others').insertOne({ _id }, { session });
          }
        });
      });
      await insert('orders', 5);
      await waitFor('the later orders', async () => (await other.db('shop').collection('orders').findOne()) !== null);
      await first.crash();
      // All of that is told once more, when the catalogue knows both by their last names.
      await engine.updateOne({ _id: 'checkpoint' }, { $set: { token, time } });
      await using sync = await RunningSync.open(options);
      await sync.whenFollowing();
      await sync.engine.pause();
      // A look at the catalogue finds both before the stream has come to the first.
      await insert('log', 1);
      await shop.collection('log').rename('log.1');
      await insert('log', 2);
      await sync.engine.resume();
      await sync.commit();
      await expectSameData(source.uri, destination.uri, comparison);
    });
  });
}

describe('names that have gone round', await needs({ mongod: ['4.4', '6.0'] }), () => {
  it('are given on the destination, too, where a look at the catalogue was ahead of the stream', async () => {
    await using source = await startReplicaSet({ version: '4.4' });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    for (const name of ['left', 'right', 'busy']) await shop.collection(name).insertOne({ name });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    // The look goes on while the first of these are applied, slowly.
    await shop.collection('busy').insertMany(Array.from({ length: 2_000 }, (_, n) => ({ n, text: 'x'.repeat(100) })));
    await shop.collection('left').rename('between');
    await shop.collection('right').rename('left');
    await shop.collection('between').rename('right');
    await shop.collection('between').insertOne({ name: 'later' });
    await sync.engine.changeLoad({ writeBytesPerSecond: 50_000 });
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uri, comparison);
  });
});

describe('a collection of an older source that leaves the filters', await needs({ mongod: ['4.4', '6.0'] }), () => {
  it('is followed on when it is back, by its name or another one', async () => {
    await using source = await startReplicaSet({ version: '4.4' });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany([{ n: 1 }, { n: 2 }]);
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    const excludeNamespaces = [{ database: 'shop', collections: ['out'] }];
    await using sync = await RunningSync.open({ ...uris, start: { excludeNamespaces } });
    for (const [name, back] of [
      ['orders', 'orders'],
      ['orders', 'sales'],
    ] as const) {
      await sync.whenFollowing();
      await shop.collection(name).rename('out');
      await waitFor('the failure', () => sync.engine.failure !== undefined);
      expect(sync.engine.failure).toMatchObject({ code: 'GW923' });
      await shop.collection('out').insertOne({ written: 'outside' });
      await shop.collection('out').rename(back);
      await sync.engine.resume();
      await shop.collection(back).insertOne({ written: 'inside' });
    }
    await sync.commit();
    await expectSameData(source.uri, destination.uri, comparison);
  });
});

describe('a pause that cannot be written down', await needs({ mongod: ['5.0', '6.0'] }), () => {
  it('is told as a failure, and ends when the sync is resumed', async () => {
    await using source = await startReplicaSet({ version: '5.0' });
    await using destination = await startReplicaSet({ version: '6.0', proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ n: 1 });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 2_000 };
    await using sync = await RunningSync.open({ ...uris, start: { onUnseenDdl: 'pause' } });
    await sync.whenFollowing();
    const [proxy] = destination.proxies;
    let isCut = false;
    const isMeant = (message: Buffer) => isDurableWrite(message) && message.includes('series.measured');
    proxy!.cutAt({ nth: 1, loses: 'message', isMeant, onCut: () => (isCut = true) });
    await client.db('series').createCollection('measured', { timeseries: { timeField: 'at' } });
    await waitFor('the end of the network', () => isCut);
    await waitFor('the failure', () => sync.engine.failure !== undefined);
    expect(sync.engine).toMatchObject({ state: 'PAUSED', failure: { code: 'GW926' } });
    proxy!.heal();
    await client.db('series').dropDatabase();
    await sync.engine.resume();
    await client.db('shop').collection('orders').insertOne({ n: 2 });
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!), comparison);
  });
});

for (const version of ['4.4', '5.0'] as const) {
  describe(`pre-images of ${version}`, await needs({ mongod: [version, '6.0'] }), () => {
    it('are switched on and off while the sync runs', async () => {
      await using source = await startReplicaSet({ version });
      await using destination = await startReplicaSet({ version: '6.0' });
      await using client = await MongoClient.connect(source.uri);
      const shop = client.db('shop');
      await shop.createCollection('off');
      await shop.command({ create: 'on', recordPreImages: true });
      await using sync = await RunningSync.open({
        sourceUri: source.uri,
        destinationUri: destination.uri,
        leaseMs: 4_000,
        start: {},
      });
      await sync.whenFollowing();
      await shop.command({ collMod: 'off', recordPreImages: true });
      await shop.command({ collMod: 'on', recordPreImages: false });
      await sync.commit();
      await expectSameData(source.uri, destination.uri, comparison);
    });
  });
}

describe('collections of an older source that come and go', await needs({ mongod: ['4.4', '6.0'] }), () => {
  it('are looked up together, and do not hold the sync up', async () => {
    await using source = await startReplicaSet({ version: '4.4' });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await shop.collection('kept').insertOne({ n: 0 });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 4_000 };
    await using sync = await RunningSync.open({ ...uris, start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    const count = 50;
    for (let n = 0; n < count; n += 1) {
      await shop.collection(`temporary${n}`).insertOne({ n });
      await shop.collection('kept').updateOne({}, { $inc: { n: 1 } });
      await shop.collection(`temporary${n}`).drop();
    }
    const { operationTime } = await client.db('admin').command({ ping: 1 });
    const looksSoFar = async () =>
      (await client.db('admin').command({ serverStatus: 1 }))['metrics'].commands.listCollections.total;
    const before = await looksSoFar();
    await sync.engine.resume();
    const end = clusterTimeOf(operationTime);
    await waitFor('what came and went', () => (sync.engine.run?.follower.applied.time ?? 0n) >= end);
    expect((await looksSoFar()) - before).toBeLessThan(count / 2);
    await sync.commit();
    await expectSameData(source.uri, destination.uri, comparison);
  });
});
