/** What a primary of the source has done to its catalogue, and an election takes back: no event tells of either. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** How a command about this collection begins in a message. */
const about = (command: string, coll: string) =>
  `\u0002${command}\u0000${String.fromCharCode(coll.length + 1)}\0\0\0${coll}\0`;
const listing = '\u0010listCollections\u0000';

/** Holds a command to the primary back until its collection is dropped there, and takes the drop back. */
async function dropBefore(source: ReplicaSet, text: string, coll: string, ask: () => Promise<unknown>): Promise<void> {
  const primary = await source.primary();
  const proxy = source.proxies[source.members.indexOf(primary)]!;
  const asked = proxy.holdNext(text);
  const asking = ask();
  await waitFor(`the look at ${coll}`, () => asked.isHolding());
  await source.rollBack(async (client) => {
    await client.db('shop').dropCollection(coll, { writeConcern: { w: 1 } });
    asked.release();
    await sleep(300);
  });
  await asking;
}

describe('a drop that the source takes back', await needs({ mongod: '6.0' }), () => {
  const open = async (source: ReplicaSet, destination: ReplicaSet, start?: Record<string, unknown>) =>
    await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      ...(start === undefined ? {} : { start }),
    });

  it('leaves no collection out that was about to be copied', async () => {
    await using source = await startReplicaSet({ members: 3, proxied: true });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client
      .db('shop')
      .collection('kept')
      .insertMany([{ n: 1 }, { n: 2 }], { writeConcern: { w: 3 } });
    await using sync = await open(source, destination);
    await dropBefore(source, about('find', 'kept'), 'kept', async () => {
      await sync.engine.start({ source: 'cluster0', destination: 'cluster1' });
    });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('leaves no document as it was that was about to be fetched', async () => {
    await using source = await startReplicaSet({ members: 3, proxied: true });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const kept = client.db('shop').collection('kept');
    await kept.insertOne({ _id: 1 as never, n: 1 }, { writeConcern: { w: 3 } });
    await using sync = await open(source, destination, {});
    await sync.whenFollowing();
    await dropBefore(source, about('find', 'kept'), 'kept', async () => {
      // Only the source can tell what two of them come to.
      await client.withSession(async (session) => {
        await session.withTransaction(async () => {
          for (const n of [2, 3]) await kept.updateOne({ _id: 1 as never }, { $set: { n } }, { session });
        });
      });
    });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('leaves no collection out that was renamed into the filters', async () => {
    await using source = await startReplicaSet({ members: 3, proxied: true });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    for (const coll of ['orders', 'outside'])
      await shop.collection(coll).insertOne({ n: 1 }, { writeConcern: { w: 3 } });
    const includeNamespaces = [{ database: 'shop', collections: ['orders', 'inside'] }];
    await using sync = await open(source, destination, { includeNamespaces });
    await sync.whenFollowing();
    await dropBefore(source, listing, 'inside', async () => await shop.renameCollection('outside', 'inside'));
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('leaves no collection out of the first listing', async () => {
    await using source = await startReplicaSet({ members: 3, proxied: true });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    for (const coll of ['kept', 'other']) await shop.collection(coll).insertOne({ n: 1 }, { writeConcern: { w: 3 } });
    await using sync = await open(source, destination);
    await dropBefore(source, listing, 'kept', async () => {
      await sync.engine.start({ source: 'cluster0', destination: 'cluster1' });
    });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
