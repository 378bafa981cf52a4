import { describe, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

describe('every kind of data', await needs({ mongod: '6.0' }), () => {
  it('is the same after a copy', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await fillZoo(client.db('zoo'));
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('is the same when it comes while the sync follows', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('zoo').collection('first').insertOne({ here: 'before' });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    await fillZoo(client.db('zoo'));
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('is the same when it comes while others are copied', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await fillZoo(client.db('before'));
    const filling = fillZoo(client.db('during'));
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await filling;
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
