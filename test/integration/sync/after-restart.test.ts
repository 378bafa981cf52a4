import { describe, expect, it } from 'vitest';
import { documentId } from '../../../src/mongo/bson/value.ts';
import { clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { CheckpointStore, forgetHorizon } from '../../../src/sync/checkpoint/checkpoint-store.ts';
import { FencedOffError, Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { BSON, type Document, MongoClient, type Timestamp } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const count = 2_000;

/** One update of each document: several of them would not be told one by one. Returns the time of the last. */
async function updateAll(client: MongoClient, update: Document): Promise<bigint> {
  const updates = [{ q: {}, u: update, multi: true }];
  const { operationTime } = await client.db('shop').command({ update: 'orders', updates });
  return clusterTimeOf(operationTime as Timestamp);
}

/** How many documents the present run has fetched, once everything up to that time is applied. */
async function fetchedUntil(sync: RunningSync, time: bigint): Promise<number> {
  await waitFor('the updates to be applied', () => {
    if (sync.engine.failure !== undefined) throw sync.engine.failure;
    return (sync.engine.run?.follower.applied.time ?? 0n) >= time;
  });
  return sync.engine.run!.context.statistics.documentsFetched;
}

/** What the dead engine had sent may still arrive: the horizon has to be the same before and behind. */
async function whenSourceIsPastHorizon(source: MongoClient, metadata: Metadata): Promise<void> {
  await waitFor('the source to be past the horizon', async () => {
    const before = await metadata.read<{ horizon: Timestamp }>('engine', 'checkpoint');
    const { operationTime } = await source.db('noise').command({ insert: 'noise', documents: [{}] });
    const after = await metadata.read<{ horizon: Timestamp }>('engine', 'checkpoint');
    return before!.horizon.equals(after!.horizon) && clusterTimeOf(operationTime as Timestamp) > horizonOf(after!);
  });
}

function horizonOf({ horizon }: { readonly horizon: Timestamp }): bigint {
  return clusterTimeOf(horizon);
}

describe('after a restart', await needs({ mongod: '6.0' }), () => {
  it('what was copied and built before is told as that from the beginning', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ n: 1 });
    await client.db('shop').collection('orders').createIndex({ n: 1 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    const before = sync.engine.run;
    await sync.engine.resume();
    // From the very first that can be seen of the next run, while it still asks for what there is.
    while (sync.engine.run === before) await new Promise(setImmediate);
    const run = sync.engine.run!;
    const { catalogSync } = run.context;
    while (!run.isCopied || !catalogSync.isIdle) {
      expect(run.wasCopied).toBe(true);
      expect(catalogSync.indexCounts.built).toBe(catalogSync.indexCounts.total);
      await new Promise(setImmediate);
    }
    expect(catalogSync.indexCounts).toEqual({ built: 1, total: 1 });
  });

  it('only what an earlier run may have applied is fetched; every other update is applied as it is', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uri);
    const metadata = new Metadata(target);
    const documents = Array.from({ length: count }, (_, n) => ({ _id: n, z: 1, b: 1 }));
    await client
      .db('shop')
      .collection('orders')
      .insertMany(documents as Document[]);
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 4_000 };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();

    // A pause is told ahead: nothing is uncertain behind it.
    await first.engine.pause();
    const paused = await updateAll(client, { $set: { paused: 1, another: 1 }, $unset: { z: 1 } });
    await first.engine.resume();
    expect(await fetchedUntil(first, paused), JSON.stringify(first.log)).toBe(0);

    // A death is not: what the horizon was raised to in advance is uncertain, and no more than that.
    await waitFor('a checkpoint', () => first.engine.run!.checkpointer.durableTime >= paused);
    await first.crash();
    await whenSourceIsPastHorizon(client, metadata);
    const dead = await updateAll(client, { $inc: { another: 1 }, $set: { y: 1, a: 1 } });
    await using second = await RunningSync.open(options);
    expect(await fetchedUntil(second, dead)).toBe(0);

    // Without a horizon everything is uncertain that happened before the run.
    await second.engine.pause();
    await forgetHorizon(metadata);
    const forgotten = await updateAll(client, { $inc: { another: 1 } });
    await second.engine.resume();
    expect(await fetchedUntil(second, forgotten)).toBe(count);
    await second.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('what was copied is told once, by whatever run it was copied', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uri);
    const shop = client.db('shop');
    const documents = Array.from({ length: 10_000 }, (_, n) => ({ _id: n, padding: 'x'.repeat(300) }));
    await shop.collection('orders').insertMany(documents as Document[]);
    await shop.createCollection('log', { capped: true, size: 1_000_000 });
    await shop.collection('log').insertMany(documents.slice(0, 100) as Document[]);
    const all = [...documents, ...documents.slice(0, 100)];
    const bytes = all.reduce((sum, document) => sum + BSON.calculateObjectSize(document), 0);
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const told = ({ engine }: RunningSync) => engine.run?.context.statistics.totals;

    const load = { copyParallelism: 1, readBytesPerSecond: 500_000 };
    const first = await RunningSync.open({ ...options, start: { load } });
    const ranges = target.db('__godwit').collection('ranges');
    await waitFor(
      'a part to be written down',
      async () => (await ranges.findOne({ documents: { $gt: 100 } })) !== null,
    );
    await first.crash();

    await using second = await RunningSync.open(options);
    await waitFor('what is left', () => (told(second)?.copiedDocuments ?? 0) > 100);
    expect(told(second)!.copiedBytes).toBeLessThan(bytes);
    await second.engine.changeLoad({});
    await second.whenFollowing();
    const whole = { estimatedDocuments: 10_100, copiedDocuments: 10_100, estimatedBytes: bytes, copiedBytes: bytes };
    expect(told(second)).toEqual(whole);
    await waitFor(
      'a checkpoint',
      async () =>
        (await target
          .db('__godwit')
          .collection('collections')
          .countDocuments({ copied: { $ne: null } })) === 2,
    );
    await second.crash();

    await using third = await RunningSync.open(options);
    await third.whenFollowing();
    expect(told(third)).toMatchObject({ copiedDocuments: 10_100, copiedBytes: bytes });
    expect(third.engine.run!.context.statistics.spansCopied).toBe(0);
  });

  it('names that were given up and taken again belong to the later collections, and _ids to the later documents', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertOne({ here: true });
    await shop.collection('back').insertOne({ name: 'back' });
    await shop.collection('one').insertOne({ name: 'one' });
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 4_000 };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await first.engine.run!.checkpointer.write();
    const engine = target.db('__godwit').collection<{ _id: string }>('engine');
    const { token, time } = (await engine.findOne({ _id: 'checkpoint' }))! as Document;

    for (const generation of [1, 2, 3]) {
      await shop.dropCollection('again');
      await shop.createCollection('again', { validator: { generation } });
      await shop.collection('again').insertOne({ generation });
      const stages = [{ $addFields: { generation } }, { $out: 'report' }];
      await shop.collection('orders').aggregate(stages).toArray();
    }
    await shop.renameCollection('back', 'forth');
    await shop.renameCollection('forth', 'back');
    await shop.collection('forth').insertOne({ name: 'forth' });
    await shop.renameCollection('one', 'two');
    await shop.renameCollection('two', 'three');
    await shop.renameCollection('three', 'one');
    await shop.collection('three').insertOne({ name: 'another three' });
    await shop.collection('end').insertOne({});
    await waitFor('all to arrive', async () => (await target.db('shop').collection('end').findOne()) !== null);
    await first.crash();
    // It died before it had written another one.
    await engine.updateOne({ _id: 'checkpoint' }, { $set: { token, time } });
    await shop.renameCollection('back', 'elsewhere');
    await shop.renameCollection('one', 'two');

    await using second = await RunningSync.open(options);
    await second.whenFollowing();

    // A copy that is behind finds the document under an _id that it no longer has.
    const collation = { locale: 'en', strength: 2 };
    const spelled = await shop.createCollection<{ _id: string; text?: string }>('spelled', { collation });
    await spelled.insertOne({ _id: 'a' });
    const there = target.db('shop').collection<{ _id: string; text?: string }>('spelled');
    await waitFor('the document', async () => (await there.countDocuments()) === 1);
    await there.deleteOne({ _id: 'a' });
    await there.insertOne({ _id: 'A', text: 'before' });
    const { context } = second.engine.run!;
    const entry = context.catalog.atSource({ db: 'shop', coll: 'spelled' })!;
    const id = documentId(Buffer.from(BSON.serialize({ _id: 'a' })), 0)!;
    await Promise.race([context.touches.add({ entry, ids: [id] }), second.engine.run!.failure]);
    await second.commit();
    await expectSameData(source.uri, destination.uri);
  });
});

describe('the checkpoint', await needs({ sharedServers: '>=6.0' }), () => {
  it('belongs to the run that claimed it last', async () => {
    await using databases = await openTestDatabases();
    const metadata = new Metadata(databases.destination);
    const fence = 1_000_000;
    try {
      const first = await CheckpointStore.claim(metadata, fence);
      await first.store.save({ token: undefined, time: 7n << 32n }, 9n << 32n);
      await first.store.raiseHorizon(8n << 32n);
      const second = await CheckpointStore.claim(metadata, fence);
      expect(second).toMatchObject({ position: { time: 7n << 32n }, horizon: 9n << 32n });
      await expect(first.store.raiseHorizon(11n << 32n)).rejects.toThrow(FencedOffError);
      await expect(CheckpointStore.claim(metadata, fence - 1)).rejects.toThrow(FencedOffError);
      await forgetHorizon(metadata);
      await expect(second.store.save({ token: undefined, time: 8n << 32n }, 1n << 32n)).rejects.toThrow(FencedOffError);
      expect(await CheckpointStore.claim(metadata, fence)).toMatchObject({
        position: { time: 7n << 32n },
        horizon: undefined,
      });
    } finally {
      await metadata.remove('engine', fence, ['checkpoint']);
    }
  });
});
