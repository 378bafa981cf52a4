import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { monotonicMs } from '../../../src/lib/monotonic.ts';
import { LeaseExpiredError, readLease } from '../../../src/sync/checkpoint/lease.ts';
import { Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { sendWrite } from '../../../src/sync/send-write.ts';
import { WriteSessions } from '../../../src/sync/write-sessions.ts';
import { BSON, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { loseResumePoint } from '../../support/sync/lose-resume-point.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { SyncProcess } from '../../support/sync/sync-process.ts';
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

  it('a dead one is replaced, and one that was cut off goes on, also where the clock of the destination was set back', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    const direct = destination.uriOf(destination.members[0]!);
    await using target = await MongoClient.connect(direct);
    // What was written down by the clock as it was before.
    const setBack = async () => {
      const inAnHour = [{ $set: { expiresAt: { $add: ['$$NOW', 3_600_000] } } }];
      await target.db('__godwit').collection<{ _id: string }>('engine').updateOne({ _id: 'lease' }, inAnHour);
    };
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await first.crash();
    await setBack();
    await using second = await RunningSync.open(options);
    await second.whenFollowing();
    const { run } = second.engine;
    destination.proxies[0]!.blackhole();
    await waitFor('the end of the lease', () => {
      try {
        return run!.context.lease.remainingMs() < 0;
      } catch {
        return true;
      }
    });
    await setBack();
    destination.proxies[0]!.heal();
    await waitFor('the next run', () => second.engine.run !== run, { timeoutMs: 60_000 });
    await second.whenFollowing();
  });

  it('the first writes nothing more when it was replaced while it was away, by one that has committed meanwhile', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    const orders = client.db('shop').collection<{ _id: number; n: string | number }>('orders');
    await orders.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: n, n })));
    const [proxy] = destination.proxies;
    // Others reach the destination by another way.
    const direct = destination.uriOf(destination.members[0]!);
    await using target = await MongoClient.connect(direct);
    const leaseMs = 1_000;
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs };
    await using first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    proxy!.blackhole();
    const second = await RunningSync.open({ ...options, destinationUri: direct });
    await orders.insertOne({ _id: 500, n: 'after' });

    // A third asks for what there is while the second is about to end.
    const asking = await TcpProxy.start({ target: destination.members[0]!.host });
    const lease = asking.holdNext('acquiredAt');
    const opening = RunningSync.open({
      ...options,
      destinationUri: `mongodb://${asking.host}/?directConnection=true`,
    });
    await waitFor('the third to ask for the lease', () => lease.isHolding());
    await second.commit();
    await expectSameData(source.uri, direct);
    await second[Symbol.asyncDispose]();
    lease.release();
    const third = await opening;
    expect(third.engine.state).toBe('COMMITTED');
    await third[Symbol.asyncDispose]();
    await asking[Symbol.asyncDispose]();

    // Applications have switched, and somebody has not noticed.
    const switched = target.db('shop').collection<{ _id: number; n: string | number }>('orders');
    await switched.updateMany({}, { $set: { n: 'of the application' } });
    await orders.updateMany({}, { $set: { n: 'too late' } });
    proxy!.heal();
    await waitFor('the first to stop', () => first.engine.failure !== undefined, { timeoutMs: 60_000 });
    expect(first.engine.failure).toMatchObject({ code: 'GW910' });
    expect(await switched.countDocuments({ n: 'of the application' })).toBe(501);
  });

  it('the first says so also where it was paused, when it was replaced while it was away', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    const options = { sourceUri: source.uri, leaseMs: 1_000 };
    await using first = await RunningSync.open({ ...options, destinationUri: destination.uri, start: {} });
    await first.whenFollowing();
    await first.engine.pause();
    destination.proxies[0]!.blackhole();
    const direct = destination.uriOf(destination.members[0]!);
    await using second = await RunningSync.open({ ...options, destinationUri: direct });
    await second.engine.resume();
    await second.commit();
    destination.proxies[0]!.heal();
    await expect(first.engine.whenFenced).rejects.toThrow('the lease has a new holder');
    expect(first.engine.failure).toMatchObject({ code: 'GW910' });
  });

  it('the first drops nothing more that it had begun to copy anew behind lost changes when it was replaced', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    const [proxy] = destination.proxies;
    const direct = destination.uriOf(destination.members[0]!);
    await using target = await MongoClient.connect(direct);
    const names = ['first', 'second', 'third'];
    for (const name of names) {
      await client.db('shop').createCollection(name, { capped: true, size: 10_000 });
      await client.db('shop').collection(name).insertOne({ n: 1 });
    }
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    await using first = await RunningSync.open({ ...options, start: {} });
    await first.whenFollowing();
    await first.engine.pause();
    await loseResumePoint(target);
    for (const name of names) await client.db('shop').collection(name).insertOne({ n: 2 });
    await first.engine.resume();
    await waitFor('the gap', () => first.engine.record?.gap !== undefined);
    const drop = proxy!.holdNext('\u0002drop\u0000');
    await first.engine.repair();
    await waitFor('the first drop', () => drop.isHolding());
    proxy!.blackhole();
    drop.release();

    await using second = await RunningSync.open({ ...options, destinationUri: direct });
    await second.commit();
    await expectSameData(source.uri, direct);
    proxy!.heal();
    await waitFor('the first to end', () => first.engine.failure !== undefined);
    await expectSameData(source.uri, direct);
  });

  it('a process that is stopped amid its writes writes nothing more when it wakes behind its successor', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using target = await MongoClient.connect(destination.uri);
    const orders = client.db('shop').collection<{ _id: number }>('orders');
    await orders.insertMany(Array.from({ length: 2_000 }, (_, _id) => ({ _id, text: 'x'.repeat(1_000) })));
    const logDirectory = await mkdtemp(join(tmpdir(), 'godwit-test-'));
    const options = { sourceUri: source.uri, destinationUri: destination.uri, logDirectory };
    const first = await SyncProcess.launch(options);
    try {
      await first.start({ load: { readBytesPerSecond: 200_000 } });
      const there = target.db('shop').collection('orders');
      await waitFor('the copy', async () => (await there.estimatedDocumentCount()) > 0);
      for (let round = 0; round < 5; round += 1) await orders.updateMany({}, { $inc: { early: 1 } });
      first.signal('SIGSTOP');
      await using second = await SyncProcess.launch(options);
      await second.when('it to take the sync up', ({ state }) => state === 'RUNNING');
      await second.changeLoad({});
      await orders.deleteMany({ _id: { $mod: [2, 0] } });
      await second.whenFollowing();
      first.signal('SIGCONT');
      // Nobody else ends it.
      await first.whenEnded();
      await orders.updateMany({}, { $set: { late: true } });
      await second.commit();
      await expectSameData(source.uri, destination.uri);
      expect(await readFile(join(logDirectory, 'godwit-sync.log'), 'utf8')).toContain('"fenced":true');
    } finally {
      await first.kill();
      await rm(logDirectory, { recursive: true });
    }
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
    const left = async (ids: readonly unknown[]) =>
      await other
        .db('admin')
        .aggregate([{ $currentOp: {} }, { $match: { 'lsid.id': { $in: ids } } }])
        .toArray();
    await other.withSession(async (session) => {
      session.startTransaction();
      await other
        .db('shop')
        .collection('orders')
        .updateOne({ number: 1 }, { $set: { isHeld: true } }, { session });
      await orders.updateOne({ number: 1 }, { $set: { isPaid: true } });
      await waitFor('the write to wait for the transaction', async () => (await left(sessions)).length > 0);
      await first.crash();
      expect(await left(sessions)).toHaveLength(1);
      const second = await RunningSync.open(options);
      await waitFor('the write to be ended', async () => (await left(sessions)).length === 0);
      const own = () => second.engine.run?.context.writer.sessionIds ?? [];
      await waitFor('the same write of the second', async () => (await left(own())).length > 0);
      // Told to end in order, it does not hand over what its write may still change.
      await second.engine.shutDown();
      expect(await left(own())).toHaveLength(1);
      const lease = await readLease(new Metadata(other));
      expect(lease!.expiresAt.getTime()).toBeGreaterThan(0);
      await using third = await RunningSync.open(options);
      await waitFor('that one to be ended', async () => (await left(own())).length === 0);
      await session.abortTransaction();
      await third.commit();
      await second[Symbol.asyncDispose]();
    });
    await expectSameData(source.uri, destination.uri);
  });
});

describe('a write that has to wait for a connection', await needs({ sharedServers: '>=6.0' }), () => {
  it('is not sent when the lease has run out meanwhile', async () => {
    await using databases = await openTestDatabases();
    const db = databases.databaseName();
    const [host] = databases.destination.options.hosts;
    await using client = await MongoClient.connect(`mongodb://${host}/?directConnection=true&maxPoolSize=1`);
    const target = { client, sessions: new WriteSessions(client, 1), isSharded: false };
    const statements = Buffer.from(BSON.serialize({ _id: 1 }));
    const write = async (until: number) =>
      await sendWrite(target, {
        kind: 'insert',
        namespace: { db, coll: 'c' },
        statements,
        numbering: 'together',
        until,
      });
    await using stream = client.db(db).watch([], { maxAwaitTimeMS: 1_000 });
    await stream.tryNext();
    // Its next question holds the only connection for a second.
    const isAsked = once(client, 'connectionCheckedOut');
    const asked = stream.tryNext();
    await isAsked;
    await expect(write(monotonicMs() + 300)).rejects.toBeInstanceOf(LeaseExpiredError);
    await asked;
    expect(await client.db(db).collection('c').countDocuments()).toBe(0);
    await write(monotonicMs() + 60_000);
    expect(await client.db(db).collection('c').countDocuments()).toBe(1);
  });
});
