import { expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

it(
  'a start that was interrupted leaves nothing that is not as on the source when it is begun again',
  await needs({ mongod: '6.0' }),
  async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    const shop = client.db('shop');
    await shop.createCollection('orders');
    await shop.createCollection('gone');
    // Servers make one of it that they would not create: here the first attempt ends.
    await shop.createCollection('odd', { clusteredIndex: { key: { _id: 1 }, unique: true } });
    await shop.command({ convertToCapped: 'odd', size: 10_000 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await waitFor('the first attempt to end', () => sync.engine.failure !== undefined);
    const made = async () => (await other.db('shop').listCollections().toArray()).map(({ name }) => name).sort();
    await waitFor('the others to be made', async () => (await made()).join() === 'gone,orders');
    for (const name of ['orders', 'gone', 'odd']) await shop.dropCollection(name);
    await shop.createCollection('orders', { capped: true, size: 10_000 });
    await shop.collection('orders').insertOne({ _id: 1 as never });
    await sync.engine.resume();
    await sync.commit();
    expect(await made()).toEqual(['orders']);
    await expectSameData(source.uri, destination.uri);
  },
);
