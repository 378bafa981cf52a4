/** Capped collections hold their documents in the order of insertion, and may be filled without a word in the stream. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Db, MongoClient, Timestamp } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { insertRaw } from '../../support/zoo/insert-raw.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const empty = new Timestamp(0n);
const at = (id: unknown) => ({ _id: id }) as never;

/** Documents that a plain insert would not bring over as they are, among others. */
async function fillWithTimes(db: Db, coll: string): Promise<void> {
  const log = db.collection(coll);
  await db.createCollection(coll, { capped: true, size: 100_000 });
  await log.insertMany([1, 2, 3].map(at));
  await log.updateOne(at(2), { $set: { stamp: empty } });
  await log.updateOne(at(4), { $set: { stamp: empty } }, { upsert: true });
  await insertRaw(db, coll, [document(['_id', value.int(5)], ['b', value.int(1)], ['b', value.int(2)])]);
  await log.updateOne(at(5), { $set: { stamp: empty } });
  await log.insertOne(at(6));
}

describe('a capped collection', await needs({ mongod: '6.0' }), () => {
  it('keeps its order around documents with an empty timestamp, copied and followed', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await fillWithTimes(shop, 'copied');
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    await fillWithTimes(shop, 'made');
    await shop.collection('copied').updateOne(at(7), { $set: { stamp: empty } }, { upsert: true });
    await shop.collection('copied').insertOne(at(8));
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('takes an _id back in another spelling', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const collation = { locale: 'en', strength: 2 };
    const log = await client.db('shop').createCollection('log', { capped: true, size: 100_000, collation });
    await log.insertMany(['a', 'b', 'c'].map(at));
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    await log.updateOne(at('b'), { $set: { n: 1 } });
    await log.deleteOne(at('b'));
    await log.insertMany(['B', 'd'].map(at));
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('that is still being filled when the stream tells of it is copied whole', async () => {
    await using source = await startReplicaSet({ setParameters: { enableTestCommands: 1 } });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    const admin = client.db('admin');
    await shop.collection('log').insertMany(['a', 'b', 'c', 'd'].map(at));
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    const configureFailPoint = 'hangAfterCollectionInserts';
    const data = { collectionNS: 'shop.clone', first_id: 'c' };
    await admin.command({ configureFailPoint, mode: 'alwaysOn', data });
    const cloned = shop.command({ cloneCollectionAsCapped: 'log', toCollection: 'clone', size: 100_000 });
    const { catalog } = sync.engine.run!.context;
    await waitFor('the collection', () => catalog.atSource({ db: 'shop', coll: 'clone' }) !== undefined);
    // Longer than it takes to copy what is there.
    await sleep(1_000);
    await admin.command({ configureFailPoint, mode: 'off' });
    await cloned;
    await sync.commit();
    expect(await sync.destination.client.db('shop').collection('clone').countDocuments()).toBe(4);
    await expectSameData(source.uri, destination.uri);
  });
});
