import { expect, it } from 'vitest';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { progressBody } from '../../../src/sync/http/progress-body.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

it(
  'an index that cannot be built is told by name and reason, stops nothing, and is tried again',
  await needs({ mongod: '6.0' }),
  async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ a: 1, b: 1 });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: {}, tuning: { indexRetryMs: 200 } });
    const failed = () => sync.engine.run?.context.catalogSync.failedIndexes ?? [];
    const indexes = async () => (await other.db('shop').collection('orders').indexes()).map(({ name }) => name);
    await sync.whenFollowing();
    // Of a writer that has no business there: no index can hold two arrays of one document.
    const intruder = { _id: 'intruder' as never, a: [1, 2], b: [1, 2] };
    await other.db('shop').collection('orders').insertOne(intruder);
    await orders.createIndexes([
      { key: { at: 1 }, name: 'at_1' },
      { key: { a: 1, b: 1 }, name: 'both' },
    ]);
    await waitFor('another attempt', () => (failed()[0]?.attempts ?? 0) >= 2);
    const reason = expect.stringContaining('parallel arrays');
    const expected = { namespace: 'shop.orders', indexName: 'both', reason };
    expect(failed()).toEqual([expect.objectContaining(expected)]);
    expect(await indexes()).toEqual(['_id_', 'at_1']);
    const health = new HealthProbe({ cluster0: client, cluster1: other }, () => sync.engine.run);
    const told = progressBody({ engine: sync.engine, health, addresses: {}, instanceId: 'test' });
    expect(String(told['warnings'])).toMatch(
      /^Index both of shop\.orders could not be built \(attempt \d+, the next at 2\S+\): .*parallel arrays/,
    );
    expect(told).toMatchObject({ indexBuilding: { indexesBuilt: 1, totalIndexesToBuild: 2 }, failure: null });

    const { operationTime } = await client.db('shop').command({ insert: 'orders', documents: [{ a: 2 }] });
    await waitFor('data to go on', () => sync.engine.run!.follower.applied.time >= operationTime.toBigInt());
    expect(await other.db('shop').collection('orders').countDocuments({ a: 2, b: null })).toBe(1);
    await other.db('shop').collection('orders').deleteOne({ _id: intruder._id });
    await waitFor('the index', () => failed().length === 0);
    expect(await indexes()).toEqual(['_id_', 'at_1', 'both']);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  },
);
