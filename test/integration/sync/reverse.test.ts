import { describe, expect, it } from 'vitest';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { requireMongod } from '../../support/servers/mongod/find-mongod.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

describe('the sync back', await needs({ mongod: '6.0' }), () => {
  it('has every write from the moment of the commit on, in either direction and through crashes', async () => {
    await using oldSet = await startReplicaSet();
    await using newSet = await startReplicaSet();
    await using oldClient = await MongoClient.connect(oldSet.uri);
    await using newClient = await MongoClient.connect(newSet.uri);
    const shop = oldClient.db('shop');
    await shop.collection('orders').insertMany([1, 2, 3].map((number) => ({ _id: number, number }) as Document));
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('sessions').insertOne({ at: new Date() });
    await shop.collection('sessions').createIndex({ at: 1 }, { expireAfterSeconds: 36_000 });
    await shop.collection('dropped later').insertOne({});
    const options = { sourceUri: oldSet.uri, destinationUri: newSet.uri, leaseMs: 1_000 };
    let sync = await RunningSync.open({ ...options, start: {} });
    try {
      await sync.whenFollowing();
      await sync.engine.commit({ reversible: true });
      await sync.whenCommitted();

      // Applications use the new cluster before anybody has asked for the way back.
      await using writer = await RandomWriter.start({
        uri: newSet.uri,
        database: 'live',
        collections: ['a', 'b'],
        operationsPerSecond: 150,
      });
      const orders = newClient.db('shop').collection('orders');
      await orders.updateOne({ _id: 1 } as Document, { $set: { number: 11 } });
      await newClient.db('shop').collection('dropped later').drop();
      await newClient
        .db('shop')
        .collection('made later')
        .insertOne({ _id: 'new' } as Document);
      await sync.engine.reverse();
      await sync.whenFollowing();
      expect(sync.engine.record?.direction).toEqual({ source: 'cluster1', destination: 'cluster0' });

      await sync.crash();
      await orders.updateOne({ _id: 2 } as Document, { $set: { number: 22 } });
      sync = await RunningSync.open(options);
      expect(sync.engine.record).toMatchObject({ isSyncBack: true, direction: { destination: 'cluster0' } });
      await sync.whenFollowing();
      // A unique value is handed over, which a unique index would be in the way of.
      for (let round = 0; round < 50; round += 1) {
        await orders.updateOne({ _id: 2 - (round % 2) } as Document, { $set: { number: -round } });
        await orders.updateOne({ _id: 1 + (round % 2) } as Document, { $set: { number: 1_000 } });
      }
      await writer.stop();
      await sync.engine.commit({ reversible: true });
      await sync.whenCommitted();
      expect(sync.engine.failedConstraints).toEqual([]);
      await expectSameData(newSet.uri, oldSet.uri);
      expect(await writer.record.findLost(oldSet.uri)).toEqual([]);
      expect(await shop.collection('orders').indexes()).toContainEqual(
        expect.objectContaining({ key: { number: 1 }, unique: true }),
      );

      // And once more, forward.
      await shop.collection('orders').insertOne({ _id: 4, number: 400 } as Document);
      await sync.engine.reverse();
      await sync.whenFollowing();
      await shop.collection('orders').insertOne({ _id: 5, number: 500 } as Document);
      await sync.engine.commit({});
      await sync.whenCommitted();
      await expectSameData(oldSet.uri, newSet.uri);
      await expect(sync.engine.reverse()).rejects.toMatchObject({ code: 'GW904' });
    } finally {
      await sync[Symbol.asyncDispose]();
    }
  });
});

describe('the sync back to a cluster that was upgraded in place', await needs({ mongod: ['5.0', '6.0'] }), () => {
  it('builds unique indexes from before 6.0 anew, whose keys may be in an old form', async () => {
    await using oldSet = await startReplicaSet({ version: '5.0' });
    await using newSet = await startReplicaSet();
    const unique = async (client: MongoClient, name: string) =>
      await client.db('shop').collection(name).createIndex({ number: 1 }, { unique: true });
    await withClient(oldSet.uri, async (client) => await unique(client, 'orders'));
    await oldSet.members[0]!.upgrade(await requireMongod('6.0'));
    await oldSet.primary();
    await using oldClient = await MongoClient.connect(oldSet.uri);
    await using newClient = await MongoClient.connect(newSet.uri);
    await oldClient.db('admin').command({ setFeatureCompatibilityVersion: '6.0' });
    await unique(oldClient, 'newer');
    const commands = await recordIndexCommands(oldClient);
    await using sync = await RunningSync.open({ sourceUri: oldSet.uri, destinationUri: newSet.uri, start: {} });
    await sync.whenFollowing();
    await sync.engine.commit({ reversible: true });
    await sync.whenCommitted();
    await newClient.db('shop').collection('orders').insertOne({ number: 1 });
    await sync.engine.reverse();
    await sync.whenFollowing();
    expect(await commands.dropped()).toEqual(['shop.orders number_1']);
    await sync.engine.commit({ reversible: true });
    await sync.whenCommitted();
    expect(sync.engine.failedConstraints).toEqual([]);
    await expectSameData(newSet.uri, oldSet.uri);
    expect(await oldClient.db('shop').collection('orders').find({ number: 1 }).hint('number_1').toArray()).toHaveLength(
      1,
    );
  });
});

/** Indexes that are dropped from here on, by the server's oplog. */
async function recordIndexCommands(client: MongoClient) {
  const oplog = client.db('local').collection('oplog.rs');
  const [last] = await oplog.find().sort({ $natural: -1 }).limit(1).toArray();
  return {
    async dropped(): Promise<readonly string[]> {
      const entries = await oplog.find({ ts: { $gt: last!['ts'] }, 'o.dropIndexes': { $exists: true } }).toArray();
      return entries.map(({ ns, o }) => `${String(ns).replace('.$cmd', '')}.${o.dropIndexes} ${o.index}`);
    },
  };
}
