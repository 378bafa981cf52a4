import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a source that refuses options of its change stream', await needs({ mongod: '>=6.0' }), () => {
  it('is followed without those that only save work, and not without those that show changes', async () => {
    await using source = await startReplicaSet({ proxied: true });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany(Array.from({ length: 20 }, (_, n) => ({ _id: n as never, n })));
    const [proxy] = source.proxies;

    // The server refuses a name that it does not know, with its own error.
    proxy!.rewrite('showSystemEvents', 'showSystemEventz');
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await waitFor('the sync to stop', () => sync.engine.failure !== undefined);
    expect(sync.engine.failure).toMatchObject({ code: 'GW990', detail: expect.stringContaining('showSystemEventz') });
    expect(sync.engine.state).toBe('PAUSED');

    proxy!.rewrite('showRawUpdateDescription', 'showRawUpdateDescriptioz');
    await sync.engine.resume();
    await sync.whenFollowing();
    expect(sync.engine.run?.isWithoutDeltas).toBe(true);
    await shop.collection('orders').updateMany({}, { $set: { z: 1, b: { c: [1, 2] } } });
    await shop.collection('orders').updateMany({ n: { $lt: 10 } }, { $push: { 'b.c': 3 as never }, $unset: { n: '' } });
    await shop.createCollection('firstTen', { viewOn: 'orders', pipeline: [{ $match: { n: { $lt: 10 } } }] });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
    expect(sync.engine.run?.context.statistics.documentsFetched).toBeGreaterThanOrEqual(20);
  });
});
