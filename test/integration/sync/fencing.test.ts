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

  it('what is left of the writes of a dead one is ended by the next', async () => {
    await using source = await startReplicaSet();
    // Otherwise the end of the lease would end them too.
    await using destination = await startReplicaSet({ setParameters: { enableTestCommands: 1 } });
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ number: 1 });
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await other.db('admin').command({ configureFailPoint: 'maxTimeNeverTimeOut', mode: 'alwaysOn' });
    const sessions = first.engine.run!.context.writer.sessionIds;
    const left = async () =>
      await other
        .db('admin')
        .aggregate([{ $currentOp: {} }, { $match: { 'lsid.id': { $in: sessions } } }])
        .toArray();
    await other.withSession(async (session) => {
      session.startTransaction();
      await other
        .db('shop')
        .collection('orders')
        .updateOne({ number: 1 }, { $set: { isHeld: true } }, { session });
      await orders.updateOne({ number: 1 }, { $set: { isPaid: true } });
      await waitFor('the write to wait for the transaction', async () => (await left()).length > 0);
      await first.crash();
      expect(await left()).toHaveLength(1);
      await using second = await RunningSync.open(options);
      await waitFor('the write to be ended', async () => (await left()).length === 0);
      await session.abortTransaction();
      await second.commit();
    });
    await expectSameData(source.uri, destination.uri);
  });
});
