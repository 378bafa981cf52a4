import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('stored functions', await needs({ mongod: '6.0' }), () => {
  it('go with their database, which servers let nobody drop them without, and may come again', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using there = await MongoClient.connect(destination.uri);
    const functions = client.db('shop').collection<{ _id: string; value: number }>('system.js');
    const synced = there.db('shop').collection<{ _id: string }>('system.js');
    await functions.insertOne({ _id: 'first', value: 1 });
    await client.db('shop').collection('orders').insertOne({ n: 1 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    expect(await synced.countDocuments({ _id: 'first' })).toBe(1);

    await client.db('shop').dropDatabase();
    await waitFor('the database to go', async () => (await there.db('shop').listCollections().toArray()).length === 0);
    await functions.insertOne({ _id: 'second', value: 2 });
    await waitFor('the new ones', async () => (await synced.countDocuments({ _id: 'second' })) === 1);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
