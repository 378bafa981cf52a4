import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { tagMember } from '../../support/servers/replica-set-config.ts';
import { withClient } from '../../support/servers/with-client.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const orders = Array.from({ length: 6_000 }, (_, number) => ({ number, padding: 'x'.repeat(500) }) as Document);

describe('the load of a sync', await needs({ mongod: '6.0' }), () => {
  let three: ReplicaSet;
  let one: ReplicaSet;

  beforeAll(async () => {
    [three, one] = await Promise.all([startReplicaSet({ members: 3 }), startReplicaSet()]);
  });

  afterAll(async () => {
    await Promise.all([three[Symbol.asyncDispose](), one[Symbol.asyncDispose]()]);
  });

  it('is limited, and changed while it runs; it is read from the member that is named', async () => {
    await using client = await MongoClient.connect(three.uri);
    await client
      .db('shop')
      .collection('orders')
      .insertMany(orders, { writeConcern: { w: 3 } });
    await client
      .db('shop')
      .collection('carts')
      .insertOne({}, { writeConcern: { w: 3 } });
    const secondaries = await three.secondaries();
    await Promise.all(secondaries.map(async (member) => await profile(three.uriOf(member))));
    const readFrom = { readPreference: 'secondary' };
    const start = { load: { readFrom, writeBytesPerSecond: 200_000, copyParallelism: 2, copyCollections: 1 } };
    await using sync = await RunningSync.open({ sourceUri: three.uri, destinationUri: one.uri, start });
    const { engine } = sync;
    const reasons = () => engine.run?.context.limits.reasons.join();
    await waitFor('writing to be limited', () => reasons()?.includes('writing is limited to 200000 bytes/s'));
    expect(engine.run!.isCopied).toBe(false);
    const run = engine.run!;
    const states = run.context.catalog.entries.map(({ source: { coll }, state }) => `${coll} ${state}`);
    expect(states.sort()).toEqual(['carts pending', 'orders copying']);

    await expect(engine.changeLoad({ copyCollections: 1.5 })).rejects.toMatchObject({ code: 'GW901' });
    await expect(engine.changeLoad({ writeBytesPerSecond: 'much' })).rejects.toMatchObject({ code: 'GW901' });
    await engine.changeLoad({ readFrom, readBytesPerSecond: 300_000 });
    await waitFor('reading to be limited', () => reasons()?.includes('reading is limited to 300000 bytes/s'));
    await engine.changeLoad({ readFrom, copyParallelism: 8 });
    await sync.whenFollowing();
    await waitFor('the comparison', () => run.verification?.status().watermark !== undefined);
    expect(engine.run).toBe(run);
    expect(reasons()).toBe('');
    expect(engine.record?.load).toEqual({ readFrom, copyParallelism: 8 });
    const scans = await Promise.all(secondaries.map(async (member) => await scansOn(three.uriOf(member))));
    expect(scans.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(2);
    await sync.commit();
    await expectSameData(three.uri, one.uri);
  });

  it('is changed also while a run is being made', async () => {
    await wipe(three.uri);
    await wipe(one.uri);
    const uris = { sourceUri: three.uri, destinationUri: one.uri };
    await using first = await RunningSync.open({ ...uris, start: {} });
    await first.whenFollowing();
    await first.engine.shutDown();
    const readFrom = { readPreference: 'secondaryPreferred' };
    let change: Promise<void> | undefined;
    await using second = await RunningSync.open({
      ...uris,
      // Asked for when a run is made, which is not there yet.
      onVerification: ({ engine }) => {
        change ??= engine.changeLoad({ readFrom });
      },
    });
    await second.whenFollowing();
    await change;
    expect(second.engine.run?.context.copyReadPreference.mode).toBe('secondaryPreferred');
    await second.commit();
  });

  it('waits for secondaries of the destination that are behind, and says so', async () => {
    await using client = await MongoClient.connect(one.uri);
    await wipe(three.uri);
    await wipe(one.uri);
    const source = client.db('shop').collection('orders');
    await source.insertOne({ first: true });
    const start = { load: { maxDestinationLagSeconds: 1 } };
    await using sync = await RunningSync.open({ sourceUri: one.uri, destinationUri: three.uri, start });
    await sync.whenFollowing();
    const [secondary] = await three.secondaries();
    const isWaiting = () => sync.engine.run!.context.limits.isHeld;
    await withClient(three.uriOf(secondary!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      await waitFor('the sync to wait', async () => {
        await source.insertOne({ more: true });
        return isWaiting();
      });
      expect(sync.engine.run!.context.limits.reasons.join()).toMatch(
        /of the destination is \d+ s behind \(at most 1 s\)/,
      );
      const { operationTime } = await client.db('shop').command({ insert: 'orders', documents: [{ last: true }] });
      const last = operationTime.toBigInt() as bigint;
      expect(sync.engine.run!.follower.applied.time).toBeLessThan(last);
      await direct.db('admin').command({ fsyncUnlock: 1 });
      await waitFor('the sync to go on', () => sync.engine.run!.follower.applied.time >= last);
    });
    expect(isWaiting()).toBe(false);
  });

  it('waits with the copy for secondaries of the source that are behind, and follows changes', async () => {
    await wipe(three.uri);
    await wipe(one.uri);
    await using client = await MongoClient.connect(three.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany(orders);
    const start = { load: { maxSourceLagSeconds: 1, readBytesPerSecond: 300_000 } };
    const [secondary] = await three.secondaries();
    await withClient(three.uriOf(secondary!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      await using sync = await RunningSync.open({ sourceUri: three.uri, destinationUri: one.uri, start });
      const { engine } = sync;
      const reasons = () => engine.run?.context.limits.reasons.join() ?? '';
      await waitFor('the copy to wait', async () => {
        await shop.collection('later').insertOne({ more: true });
        return /of the source is \d+ s behind \(at most 1 s\)/.test(reasons());
      });
      const { operationTime } = await shop.command({ insert: 'later', documents: [{ last: true }] });
      await waitFor('changes to be applied', () => engine.run!.follower.applied.time >= operationTime.toBigInt());
      expect(engine.run!.isCopied).toBe(false);
      expect(engine.run!.context.limits.isHeld).toBe(false);
      await direct.db('admin').command({ fsyncUnlock: 1 });
      await waitFor('the copy to go on', () => !reasons().includes('of the source is'));
      await engine.changeLoad({});
      await sync.whenFollowing();
    });
  });

  it('is read as of its beginning, also from a member that stands still', async () => {
    await wipe(three.uri);
    await wipe(one.uri);
    await using client = await MongoClient.connect(three.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany(orders.slice(0, 100), { writeConcern: { w: 3 } });
    const [secondary] = await three.secondaries();
    await tagMember(three, secondary!);
    await withClient(three.uriOf(secondary!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      // Too early for the stream, and what that member does not have yet.
      await shop.collection('orders').updateMany({}, { $set: { isPaid: true } }, { writeConcern: { w: 2 } });
      const readFrom = { readPreference: 'secondary', tags: { use: 'migration' } };
      const options = { sourceUri: three.uri, destinationUri: one.uri };
      await using sync = await RunningSync.open({ ...options, start: { load: { readFrom } } });
      await waitFor('the sync to begin', () => sync.engine.run !== undefined);
      const { operationTime } = await shop.command({ insert: 'later', documents: [{ last: true }] });
      const { follower } = sync.engine.run!;
      await waitFor('changes to be applied', () => follower.applied.time >= operationTime.toBigInt());
      expect(sync.engine.run!.context.statistics.totals.copiedDocuments).toBe(0);
      await direct.db('admin').command({ fsyncUnlock: 1 });
      await sync.commit();
    });
    await expectSameData(three.uri, one.uri);
  });

  it('is read again where more was deleted meanwhile than is remembered', async () => {
    await wipe(three.uri);
    await wipe(one.uri);
    await using client = await MongoClient.connect(one.uri);
    const collection = client.db('shop').collection('orders');
    const count = 130_000;
    for (let n = 0; n < count; n += 10_000) {
      await collection.insertMany(Array.from({ length: 10_000 }, (_, index) => ({ _id: (n + index) as never })));
    }
    const start = { load: { readBytesPerSecond: 1_000 } };
    await using sync = await RunningSync.open({ sourceUri: one.uri, destinationUri: three.uri, start });
    const { engine } = sync;
    // All of it is read by then, or waits for the limit.
    await waitFor('the copy to wait', () => (engine.run?.context.limits.reasons.length ?? 0) > 0);
    const deletes = [{ q: { _id: { $gte: 10_000, $lt: 125_000 } }, limit: 0 }];
    const { operationTime } = await client.db('shop').command({ delete: 'orders', deletes });
    await waitFor('the deletes', () => engine.run!.follower.applied.time >= operationTime.toBigInt());
    await engine.changeLoad({});
    await sync.commit();
    await expectSameData(one.uri, three.uri);
  });

  it.each(['by _id', 'in natural order'])('brings back nothing that a member %s still shows', async (order) => {
    await wipe(three.uri);
    await wipe(one.uri);
    await using client = await MongoClient.connect(three.uri);
    const shop = client.db('shop');
    const large = Array.from({ length: 40_000 }, (_, n) => ({ _id: n as never, text: 'x'.repeat(1_000) }));
    await shop.collection('orders').insertMany(large, { writeConcern: { w: 3 } });
    const [secondary] = await three.secondaries();
    await tagMember(three, secondary!);
    const readFrom = { readPreference: 'secondary', tags: { use: 'migration' } };
    const copyInNaturalOrder = order === 'by _id' ? [] : [{ database: 'shop' }];
    const start = { load: { readFrom, readBytesPerSecond: 4_000_000 }, copyInNaturalOrder };
    await using sync = await RunningSync.open({ sourceUri: three.uri, destinationUri: one.uri, start });
    const { engine } = sync;
    const copied = () => engine.run?.context.statistics.totals.copiedDocuments ?? 0;
    await waitFor('all of its cursors to be open', () => {
      if (engine.failure !== undefined) throw engine.failure;
      const ranges = engine.run?.context.copier.openRanges ?? [];
      // What stands still gives no new cursor.
      return ranges.length === (order === 'by _id' ? 4 : 1) && ranges.every(({ documents }) => documents > 0);
    });
    await withClient(three.uriOf(secondary!), async (direct) => {
      await direct.db('admin').command({ fsync: 1, lock: true });
      const before = copied();
      const deletes = [{ q: { _id: { $mod: [2, 0] } }, limit: 0 }];
      const { operationTime } = await shop.command({ delete: 'orders', deletes, writeConcern: { w: 2 } });
      await waitFor('the deletes to be applied', () => engine.run!.follower.applied.time >= operationTime.toBigInt());
      await engine.changeLoad({ readFrom });
      await waitFor('more of the copy', () => engine.failure !== undefined || copied() > before + 6_000);
      await direct.db('admin').command({ fsyncUnlock: 1 });
    });
    await sync.commit();
    await expectSameData(three.uri, one.uri);
  });
});

describe('a copy whose batches end by their size', await needs({ mongod: '6.0' }), () => {
  it.each(['by _id', 'in natural order'])('brings back nothing that a server had read ahead %s', async (order) => {
    await using source = await startReplicaSet({ setParameters: { enableTestCommands: 1 } });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const orders = client.db('shop').collection('orders');
    const number = (from: number, to: number, text: string) =>
      Array.from({ length: to - from }, (_, n) => ({ _id: (from + n) as never, text }));
    await orders.insertMany(number(0, 250, ''));
    // Behind the first batch, which has 200. A reply takes two of them: the third that was read is kept for the next.
    for (let n = 250; n < 256; n += 1) await orders.insertMany(number(n, n + 1, 'x'.repeat(7_000_000)));
    await orders.insertMany(number(256, 4_200, ''));
    const finished = 'waitAfterCommandFinishesExecution';
    const data = { ns: 'shop.orders', commands: ['getMore'] };
    const hold = async (mode: 'alwaysOn' | 'off') =>
      await client.db('admin').command({ configureFailPoint: finished, mode, data });
    const isHeld = async () => {
      const pipeline = [{ $currentOp: {} }, { $match: { failpointMsg: finished } }];
      return (await client.db('admin').aggregate(pipeline).toArray()).length > 0;
    };
    await hold('alwaysOn');
    const start = {
      load: { readBytesPerSecond: 1_000, copyParallelism: 1 },
      copyInNaturalOrder: order === 'by _id' ? [] : [{ database: 'shop' }],
    };
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start });
    const { engine } = sync;
    await waitFor('a batch to be waiting, and the next one to be read', async () => {
      if (engine.failure !== undefined) throw engine.failure;
      return (engine.run?.context.limits.reasons.length ?? 0) > 0 && (await isHeld());
    });
    const { operationTime } = await client
      .db('shop')
      .command({ delete: 'orders', deletes: [{ q: { _id: 252 }, limit: 1 }] });
    await waitFor('the delete to be applied', () => engine.run!.follower.applied.time >= operationTime.toBigInt());
    await hold('off');
    await waitFor('the reply', async () => !(await isHeld()));
    await engine.changeLoad({});
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});

describe('the load of a sync, by others', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet(), startReplicaSet()]);
  });

  afterAll(async () => {
    await Promise.all([source[Symbol.asyncDispose](), destination[Symbol.asyncDispose]()]);
  });

  it('is decided by a service: without success, or without an answer, the copy waits and changes are followed', async () => {
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await shop.collection('orders').insertMany(orders.slice(0, 100));
    const statuses = [503];
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push([request.method, request.url, request.headers['x-team']]);
      const isLogin = request.url === '/login';
      response.writeHead(isLogin ? 200 : statuses[0]!, { location: '/login' }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const http = { url: `http://127.0.0.1:${port}/ok?key=hidden`, headers: { 'x-team': 'data' }, timeoutSeconds: 2 };
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: { load: { http } } });
    const { engine } = sync;
    const reasons = () => engine.run?.context.limits.reasons.join() ?? '';
    await waitFor('the copy to be held', () => reasons() === `http://127.0.0.1:${port}/ok holds the copy: status 503`);
    expect(seen[0]).toEqual(['GET', '/ok?key=hidden', 'data']);
    // What comes into being now is followed from its first document on, and needs no copy.
    const { operationTime } = await shop.command({ insert: 'later', documents: [{ _id: 1 }] });
    await waitFor('changes to be applied', () => engine.run!.follower.applied.time >= operationTime.toBigInt());
    expect(engine.run!.isCopied).toBe(false);
    server.closeAllConnections();
    server.close();
    await waitFor('silence to hold the copy', () =>
      /holds the copy: it does not answer \(.*ECONNREFUSED/.test(reasons()),
    );
    expect(engine.run!.isCopied).toBe(false);
    statuses[0] = 302;
    server.listen(port, '127.0.0.1');
    await waitFor('a redirection to hold the copy', () => reasons().endsWith('holds the copy: status 302'));
    expect(seen).not.toContainEqual(['GET', '/login', 'data']);
    statuses[0] = 204;
    await sync.whenFollowing();
    expect(reasons()).toBe('');
    server.close();
    // The comparison is held, too, but not while a commit waits for it.
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('is held by schedule, and let go when the schedule is changed', async () => {
    await wipe(destination.uri);
    const always = { cron: '* * * * *', timeZone: 'Europe/Berlin', durationSeconds: 600, pauseCopy: true };
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: { load: { schedule: [always] } } });
    const { engine } = sync;
    const reasons = () => engine.run?.context.limits.reasons.join() ?? '';
    await waitFor('the copy to be held', () => reasons().includes('the copy is paused by schedule until '));
    expect(engine.run!.isCopied).toBe(false);
    await expect(engine.changeLoad({ schedule: [{ ...always, cron: 'now' }] })).rejects.toMatchObject({
      code: 'GW901',
    });
    await engine.changeLoad({});
    await sync.whenFollowing();
    expect(reasons()).toBe('');
  });

  it('is not told of what was dropped before it was copied', async () => {
    await wipe(destination.uri);
    await withClient(source.uri, async (client) => {
      await client.db('shop').collection('old').insertMany(orders);
    });
    const always = { cron: '* * * * *', timeZone: 'Europe/Berlin', durationSeconds: 600, pauseCopy: true };
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: { load: { schedule: [always] } } });
    const { engine } = sync;
    const isListed = () => engine.run?.context.catalog.entries.find(({ source: { coll } }) => coll === 'old');
    const statistics = () => engine.run!.context.statistics;
    await waitFor('the collection to be expected', () => {
      const entry = isListed();
      return entry !== undefined && statistics().of(entry)?.estimatedDocuments === orders.length;
    });
    await withClient(source.uri, async (client) => await client.db('shop').dropCollection('old'));
    await waitFor('the drop', () => isListed() === undefined);
    await engine.changeLoad({});
    await sync.whenFollowing();
    const { copiedDocuments, estimatedDocuments } = statistics().totals;
    expect(copiedDocuments).toBe(estimatedDocuments);
  });
});

async function profile(uri: string): Promise<void> {
  await withClient(uri, async (client) => await client.db('shop').command({ profile: 2 }));
}

/** Finds that read a whole index: the copy's and the comparison's. */
async function scansOn(uri: string): Promise<number> {
  return await withClient(uri, async (client) => {
    const filter = { op: 'query', ns: 'shop.orders', 'command.hint': { _id: 1 } };
    return await client.db('shop').collection('system.profile').countDocuments(filter);
  });
}

async function wipe(uri: string): Promise<void> {
  await withClient(uri, async (client) => {
    for (const name of ['shop', '__godwit']) await client.db(name).dropDatabase();
  });
}
