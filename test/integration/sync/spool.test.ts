import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clusterTimeOf } from '../../../src/mongo/cluster-time.ts';
import { MongoClient, type Timestamp } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** What the destination is to be behind with: documents, deltas that build on each other, and changes of the catalogue. */
async function changeMuch(client: MongoClient): Promise<void> {
  const shop = client.db('shop');
  const orders = shop.collection<{ _id: number }>('orders');
  await orders.insertMany(Array.from({ length: 500 }, (_, _id) => ({ _id, padding: 'x'.repeat(300), z: 1 })));
  for (let round = 0; round < 3; round += 1) {
    await orders.updateMany({}, { $set: { [`field${round}`]: round, a: { [`b${round}`]: round } }, $unset: { z: 1 } });
  }
  await orders.createIndex({ field1: 1 });
  await orders.deleteMany({ _id: { $gte: 450 } });
  await shop.collection('passing').insertOne({ here: false });
  await shop.collection('passing').rename('renamed');
  await orders.updateMany({ _id: { $lt: 50 } }, { $inc: { field2: 1 } });
  await shop.collection('renamed').insertOne({ later: true });
  await shop.createCollection('gone');
  await shop.dropCollection('gone');
  await orders.rename('sales');
  await shop.collection('sales').updateMany({ field1: 1 }, { $set: { last: 'field' } });
}

/** Rolls the oplog past everything so far, a little at a time: the stream is read along, and would be lost otherwise. */
async function rollOplog(client: MongoClient, whenRead: (time: bigint) => Promise<void>): Promise<void> {
  const oplog = client.db('local').collection('oplog.rs');
  const oldest = async () => (await oplog.findOne({}, { sort: { $natural: 1 } }))!['ts'].toBigInt() as bigint;
  const timeNow = async () =>
    clusterTimeOf((await client.db('admin').command({ ping: 1 }))['operationTime'] as Timestamp);
  const before = await timeNow();
  const documents = () => Array.from({ length: 4 }, () => ({ padding: 'x'.repeat(500_000) }));
  while ((await oldest()) <= before) {
    await client.db('noise').collection('noise').insertMany(documents());
    const inserted = await timeNow();
    // An event behind that time, so that the stream has something to tell of it.
    await client.db('noise').collection('noise').drop();
    await whenRead(inserted);
  }
}

describe('the spool of a sync', await needs({ mongod: '6.0' }), () => {
  it('has what the oplog has no more, when the process has died far behind', { timeout: 120_000 }, async () => {
    const path = await mkdtemp(join(tmpdir(), 'godwit-spool-'));
    // A server keeps what it needs to recover from its last checkpoint: it has to make them often.
    await using source = await startReplicaSet({ oplogSizeMB: 8, args: ['--syncdelay', '1'] });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const tuning = { spool: { path, maxBytes: 1_000_000_000 } };
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000, tuning };
    const start = { includeNamespaces: [{ database: 'shop' }] };
    const first = await RunningSync.open({ ...options, start });
    await first.whenFollowing();
    await first.engine.changeLoad({ writeBytesPerSecond: 1 });
    await changeMuch(client);
    const whenRead = async (time: bigint) => {
      await waitFor('the stream to be read', () => {
        if (first.engine.failure !== undefined) throw first.engine.failure;
        return first.engine.run!.spool!.end.time >= time;
      });
    };
    await rollOplog(client, whenRead);
    const { follower, spool } = first.engine.run!;
    const oldest = (await client
      .db('local')
      .collection('oplog.rs')
      .findOne({}, { sort: { $natural: 1 } }))!['ts'];
    expect(follower.applied.time).toBeLessThan(oldest.toBigInt() as bigint);
    expect(first.engine.run!.readTime).toBe(spool!.end.time);
    expect(spool!.bytes).toBeGreaterThan(2_000_000);
    await first.crash();

    await client
      .db('shop')
      .collection('sales')
      .updateOne({ last: 'field' }, { $set: { isBehindTheSpool: true } });
    await using second = await RunningSync.open(options);
    await waitFor('the run to begin', () => second.engine.run !== undefined);
    await second.engine.changeLoad({});
    await second.commit();
    expect(second.log.map(({ message }) => message)).not.toContain(
      'Following from the checkpoint instead of from spooled changes',
    );
    await waitFor('the spool to be removed', async () => (await readdir(path)).length === 0);
    await client.db('noise').dropDatabase();
    await expectSameData(source.uri, destination.uri);
    await rm(path, { recursive: true });
  });

  it('leaves nothing behind, when the process has died as the sync was committed', async () => {
    const path = await mkdtemp(join(tmpdir(), 'godwit-spool-'));
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const tuning = { spool: { path, maxBytes: 1_000_000_000 } };
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000, tuning };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    expect(await readdir(path)).toHaveLength(1);
    let isCut = false;
    const isMeant = (message: Buffer) => message.includes('__godwit') && message.includes('committed\0');
    destination.proxies[0]!.cutAt({ nth: 1, loses: 'answer', isMeant, onCut: () => (isCut = true) });
    await first.engine.commit({});
    await waitFor('the sync to be written down as committed', () => isCut);
    await first.crash();
    destination.proxies[0]!.heal();

    await using second = await RunningSync.open(options);
    expect(second.engine.state).toBe('COMMITTED');
    expect(await readdir(path)).toEqual([]);
    await rm(path, { recursive: true });
  });
});
