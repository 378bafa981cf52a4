import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Fills the oplog with what nobody syncs, until its oldest entry is younger than at the beginning. */
async function rollOplog(client: MongoClient): Promise<void> {
  const oplog = client.db('local').collection('oplog.rs');
  const oldest = async () => (await oplog.findOne({}, { sort: { $natural: 1 } }))!['ts'].toBigInt() as bigint;
  const before = (await client.db('admin').command({ ping: 1 }))['operationTime'].toBigInt() as bigint;
  const padding = 'x'.repeat(500_000);
  while ((await oldest()) <= before) {
    await client
      .db('noise')
      .collection('noise')
      .insertMany(Array.from({ length: 40 }, () => ({ padding })));
    await client.db('noise').collection('noise').drop();
  }
}

describe('the resume point', await needs({ mongod: '6.0' }), () => {
  it('moves on while nothing that is synced changes', async () => {
    await using source = await startReplicaSet({ oplogSizeMB: 990 });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const start = { includeNamespaces: [{ database: 'shop' }] };
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start });
    await sync.whenFollowing();
    for (let round = 0; round < 3; round += 1) {
      const { operationTime } = await client.db('noise').command({ insert: 'noise', documents: [{ round }] });
      const time = operationTime.toBigInt() as bigint;
      await waitFor('the durable position to pass', () => sync.engine.run!.checkpointer.durableTime >= time);
    }
  });

  it('that is lost is told, nothing is silently left out, and what is copied can be kept', async () => {
    // A server keeps what it needs to recover from its last checkpoint: it has to make them often.
    await using source = await startReplicaSet({ oplogSizeMB: 8, args: ['--syncdelay', '1'] });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await first.engine.pause();
    await client.db('shop').collection('orders').insertOne({ isInTheGap: true });
    await rollOplog(client);
    await first.engine.resume();
    await waitFor('the sync to stop', () => first.engine.failure !== undefined);
    expect(first.engine.failure).toMatchObject({ code: 'GW930' });
    expect(first.engine.state).toBe('PAUSED');
    await first[Symbol.asyncDispose]();

    await using second = await RunningSync.open(options);
    expect(second.engine.failure).toMatchObject({ code: 'GW930' });
    await second.engine.repair();
    await second.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
