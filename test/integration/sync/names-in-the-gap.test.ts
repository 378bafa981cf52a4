import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { isDurableWrite } from '../../support/sync/durable-writes.ts';
import { loseResumePoint } from '../../support/sync/lose-resume-point.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const leaseMs = 1_000;

/** A sync that follows, then misses what is changed. */
async function syncWithGap(
  uris: { readonly sourceUri: string; readonly destinationUri: string },
  destination: MongoClient,
  change: () => Promise<void>,
): Promise<RunningSync> {
  const sync = await RunningSync.open({ ...uris, leaseMs, start: {} });
  await sync.whenFollowing();
  await sync.engine.pause();
  await loseResumePoint(destination);
  await change();
  await sync.engine.resume();
  await waitFor('the gap', () => sync.engine.record?.gap !== undefined);
  expect(sync.engine.failure).toMatchObject({ code: 'GW930' });
  return sync;
}

describe('names that changed hands in a gap', await needs({ mongod: '6.0' }), () => {
  it.each(['made', 'renamed'])('take nothing away from others that a collection is %s beside', async (way) => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const theirs = other.db('shop').collection('archive');
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await syncWithGap(uris, other, async () => {
      await theirs.insertOne({ of: 'somebody else' });
      if (way === 'made') await client.db('shop').collection('archive').insertOne({ of: 'the source' });
      else await client.db('shop').collection('orders').rename('archive');
    });

    await sync.engine.repair();
    await waitFor('the sync to stop or follow', () => sync.engine.failure !== undefined || sync.engine.canCommit);
    expect(sync.engine.failure).toMatchObject({ code: 'GW979' });
    expect(await theirs.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ of: 'somebody else' }]);
    await theirs.drop();
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('are followed behind a death between two renames', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const orders = client.db('shop').collection('orders');
    await orders.insertMany([{ n: 1 }, { n: 2 }]);
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    const first = await syncWithGap(uris, other, async () => {
      await orders.rename('sales');
    });
    let isCut = false;
    destination.proxies[0]!.cutAt({
      nth: 1,
      loses: 'message',
      // The rename is carried out, and not written down.
      isMeant: (message) => isDurableWrite(message) && message.includes('sales') && message.includes('shardKey'),
      onCut: () => (isCut = true),
    });
    await first.engine.repair();
    await waitFor('the rename', () => isCut);
    await first.crash();
    destination.proxies[0]!.heal();
    expect(await other.db('shop').collection('sales').countDocuments()).toBe(2);
    await client.db('shop').collection('sales').rename('receipts');

    await using second = await RunningSync.open({ ...uris, leaseMs });
    await second.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });
});
