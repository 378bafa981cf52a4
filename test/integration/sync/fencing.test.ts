import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('two engines for one destination', await needs({ mongod: '6.0' }), () => {
  it('the second is refused while the first is alive', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    await using first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await expect(RunningSync.open(options)).rejects.toMatchObject({ code: 'GW911' });
    expect(first.engine.state).toBe('RUNNING');
  });

  it('the first notices that it was replaced while it was away', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await client
      .db('shop')
      .collection('orders')
      .insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));
    const [proxy] = destination.proxies;
    const [member] = destination.members;
    const leaseMs = 1_000;
    await using first = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      leaseMs,
      start: {},
    });
    await first.whenFollowing();
    proxy!.blackhole();
    // A second engine that reaches the destination by another way takes over.
    const direct = `mongodb://${member!.host}/?directConnection=true`;
    await using second = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    proxy!.heal();
    await waitFor('the first to stop', () => first.engine.failure !== undefined, { timeoutMs: 60_000 });
    expect(['GW910', 'GW911']).toContain(first.engine.failure?.code);
    await client.db('shop').collection('orders').insertOne({ n: 'after' });
    await second.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
