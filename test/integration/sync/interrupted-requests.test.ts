import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { progressBody } from '../../../src/sync/http/progress-body.ts';
import { readRunRecord } from '../../../src/sync/run-record.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { isDurableWrite } from '../../support/sync/durable-writes.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

interface Order {
  readonly _id: number;
  readonly n: number;
}

/** A server that refuses a request once, or stops in the middle of one, where nothing but that request is meant. */
describe('a sync that meets trouble at one request', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let left: MongoClient;
  let right: MongoClient;

  beforeAll(async () => {
    const options = { setParameters: { enableTestCommands: 1 } };
    const proxied = { ...options, proxied: true };
    [source, destination] = await Promise.all([startReplicaSet(proxied), startReplicaSet(proxied)]);
    left = await MongoClient.connect(source.uriOf(source.members[0]!));
    right = await MongoClient.connect(destination.uriOf(destination.members[0]!));
  });

  beforeEach(async () => {
    for (const proxy of [...source.proxies, ...destination.proxies]) proxy.heal();
    for (const client of [left, right]) await dropDatabases(client);
    await left.db('shop').collection<Order>('orders').insertMany(numbered(20));
    await left.db('shop').collection('orders').createIndex({ n: 1 }, { unique: true });
  });

  afterAll(async () => {
    await Promise.all([left?.close(), right?.close()]);
    await Promise.all([source, destination].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  /** How many indexes were built and dropped on the destination so far. */
  const indexCommands = async () => {
    const { metrics } = await right.db('admin').command({ serverStatus: 1 });
    return [metrics.commands.createIndexes.total, metrics.commands.dropIndexes.total];
  };

  const hasRecord = async (client: MongoClient) => (await readRunRecord(new Metadata(client))) !== undefined;

  const recorded = async () => (await readRunRecord(new Metadata(right)))!;

  /** What is written down of the sync as a whole. */
  const isRecord = (message: Buffer) => isDurableWrite(message) && message.includes('startedAt');

  const numbered = (count: number) => Array.from({ length: count }, (_, n) => ({ _id: n, n }));

  const open = async (start: Readonly<Record<string, unknown>> = {}) => await opened({ start });

  const opened = async (options: { readonly start?: Readonly<Record<string, unknown>> }) => {
    const sourceUri = `${source.uri}&serverSelectionTimeoutMS=500`;
    const destinationUri = `${destination.uri}&serverSelectionTimeoutMS=500`;
    return await RunningSync.open({ ...{ sourceUri, destinationUri }, ...options, leaseMs: 2_000 });
  };

  async function refuse(
    client: MongoClient,
    mode: 'alwaysOn' | 'off' | { readonly times: number } | { readonly skip: number },
    failCommands: readonly string[] = [],
    errorCode = 0,
    namespace = '',
  ): Promise<void> {
    const data = mode === 'off' ? {} : { data: { failCommands, errorCode, namespace } };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode, ...data });
  }

  /** Behind that of the lease, changes of what the engine keeps are carried out, and their answers are errors. */
  async function answerWithErrors(client: MongoClient): Promise<void> {
    const writeConcernError = { code: 64, errmsg: 'waiting for replication timed out' };
    const data = { failCommands: ['update'], namespace: '__godwit.engine', writeConcernError };
    await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { skip: 1 }, data });
  }

  /** While the task is under way no change of the sync's record is written, nor anything beside it. */
  async function withoutMetadata(task: () => Promise<void>): Promise<void> {
    await refuse(right, 'alwaysOn', ['update', 'findAndModify'], 14_031, '__godwit.engine');
    try {
      await expect(task()).rejects.toThrow();
    } finally {
      await refuse(right, 'off');
    }
  }

  it('can be started once more when its start could not be written down', async () => {
    await using sync = await opened({});
    const request = { source: 'cluster0', destination: 'cluster1' };
    // The first is that of the lease.
    await refuse(right, { skip: 1 }, ['update'], 14_031, '__godwit.engine');
    await expect(sync.engine.start(request)).rejects.toThrow();
    await refuse(right, 'off');
    expect(sync.engine.state).toBe('IDLE');
    await sync.engine.start(request);
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('is not begun where its record was written and the answer lost, whoever comes next', async () => {
    const request = { source: 'cluster0', destination: 'cluster1' };
    {
      await using sync = await opened({});
      await answerWithErrors(right);
      await expect(sync.engine.start(request)).rejects.toThrow('waiting for replication timed out');
      await refuse(right, 'off');
      expect(sync.engine.state).toBe('IDLE');
      expect(await hasRecord(right)).toBe(false);
    }
    await using next = await opened({});
    expect(next.engine.state).toBe('IDLE');
    await next.engine.start(request);
    await next.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('goes on where the network ended at its start, when it is asked again', async () => {
    await using sync = await opened({});
    const request = { source: 'cluster0', destination: 'cluster1' };
    const [proxy] = destination.proxies;
    proxy!.cutAt({ nth: 1, loses: 'answer', isMeant: isRecord, onCut: () => {} });
    await expect(sync.engine.start(request)).rejects.toMatchObject({ code: 'GW986' });
    expect(sync.engine.state).toBe('IDLE');
    proxy!.heal();
    await sync.engine.start(request);
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('stays committed when the way back could not be begun, whoever comes next', async () => {
    const first = await open({ reversible: true });
    await first.commit();
    await answerWithErrors(left);
    await expect(first.engine.reverse()).rejects.toThrow('waiting for replication timed out');
    await refuse(left, 'off');
    expect(first.engine.state).toBe('COMMITTED');
    await first[Symbol.asyncDispose]();
    await using second = await opened({});
    expect(second.engine).toMatchObject({ state: 'COMMITTED', canWrite: true });
    await second.engine.reverse();
    await right.db('shop').collection<Order>('orders').insertOne({ _id: 60, n: 60 });
    await second.commit();
    await expectSameData(destination.uriOf(destination.members[0]!), source.uri);
  });

  it('says that the way back is in doubt while it is, and is committed behind that', async () => {
    const first = await open({ reversible: true });
    await first.commit();
    const [proxy] = source.proxies;
    proxy!.cutAt({ nth: 1, loses: 'answer', isMeant: isRecord, onCut: () => {} });
    await expect(first.engine.reverse()).rejects.toMatchObject({ code: 'GW986' });
    expect(first.engine.state).toBe('COMMITTED');
    expect(await hasRecord(left)).toBe(true);
    proxy!.heal();
    await waitFor('the record to be taken back', async () => !(await hasRecord(left)));
    await first.crash();
    await using second = await opened({});
    expect(second.engine).toMatchObject({ state: 'COMMITTED', canWrite: true });
  });

  it('is paused when it says so, and goes on when it is resumed', async () => {
    await using sync = await open();
    await sync.whenFollowing();
    await withoutMetadata(async () => await sync.engine.pause());
    expect(sync.engine.state).toBe('PAUSED');
    expect(sync.engine.run?.context.signal.aborted).toBe(true);
    await withoutMetadata(async () => await sync.engine.resume());
    expect(sync.engine.state).toBe('PAUSED');
    await sync.engine.resume();
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('follows on when a commit could not be begun, and can be told again to finish one', async () => {
    await using sync = await open();
    await sync.whenFollowing();
    await withoutMetadata(async () => await sync.engine.commit({ hold: true }));
    await waitFor('an end of the run', () => sync.engine.state !== 'COMMITTING');
    if (sync.engine.state === 'PAUSED') await sync.engine.resume();
    await sync.whenFollowing();
    await sync.engine.commit({ hold: true });
    await waitFor('writes to be allowed', () => sync.engine.canWrite);
    await withoutMetadata(async () => await sync.engine.finish());
    await sync.engine.finish();
    await sync.whenCommitted();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('does not commit what could not be begun, whoever goes on with it', async () => {
    const destinationUri = `${destination.uri}&serverSelectionTimeoutMS=500`;
    await using first = await RunningSync.open({ sourceUri: source.uri, destinationUri, start: {}, leaseMs: 2_000 });
    await first.whenFollowing();
    const [proxy] = destination.proxies;
    proxy!.cutAt({ nth: 1, loses: 'answer', isMeant: isRecord, onCut: () => {} });
    await expect(first.engine.commit({ hold: true })).rejects.toThrow();
    expect(await recorded()).toMatchObject({ phase: 'committing' });
    proxy!.heal();
    await waitFor('what is so to be written down', async () => (await recorded()).phase === 'syncing');
    await first.crash();
    await using second = await opened({});
    expect(second.engine.state).toBe('RUNNING');
    await second.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('tells of a failure of its commit when it is taken back, and of none that it went on behind', async () => {
    await using sync = await open();
    await sync.whenFollowing();
    const [proxy] = destination.proxies;
    const prepared = proxy!.holdNext('prepareUnique');
    await sync.engine.commit({ hold: true });
    await waitFor('the last steps of the commit', () => prepared.isHolding());
    await left.db('shop').collection<Order>('orders').insertOne({ _id: 50, n: 50 });
    let isCut = false;
    proxy!.cutAt({ nth: 1, loses: 'message', isMeant: isRecord, onCut: () => (isCut = true) });
    prepared.release();
    await waitFor('the end of the network', () => isCut);
    expect([sync.engine.state, sync.engine.failure]).toEqual(['COMMITTING', undefined]);
    proxy!.heal();
    await waitFor('writes to be allowed', () => sync.engine.canWrite);
    expect(sync.engine.failure).toBeUndefined();
    await sync.engine.finish();
    await sync.whenCommitted();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('builds no index anew when its run fails amid the commit', async () => {
    await using sync = await open({ includeNamespaces: [{ database: 'shop', collections: ['orders', 'sessions'] }] });
    await sync.whenFollowing();
    const before = await indexCommands();
    const prepared = destination.proxies[0]!.holdNext('prepareUnique');
    await sync.engine.commit({ hold: true });
    await waitFor('the last steps of the commit', () => prepared.isHolding());
    await left.db('shop').collection('sessions').insertOne({});
    await left.db('admin').command({ renameCollection: 'shop.sessions', to: 'shop.elsewhere' });
    await waitFor('the end of the run', () => sync.engine.run?.context.signal.aborted === true);
    prepared.release();
    await waitFor('the failure', () => sync.engine.state === 'PAUSED');
    expect(sync.engine.failure).toMatchObject({ code: 'GW923' });
    expect(await right.db('shop').collection('orders').indexes()).not.toContainEqual(
      expect.objectContaining({ prepareUnique: true }),
    );
    expect(await indexCommands()).toEqual(before);
  });

  it('tells whoever starts it next what could not be put back behind its commit', async () => {
    const first = await open();
    await first.whenFollowing();
    await first.engine.commit({ hold: true });
    await waitFor('writes to be allowed', () => first.engine.canWrite);
    await right.db('shop').collection('orders').dropIndex('n_1');
    await first.engine.finish();
    await first.whenCommitted();
    const [failed] = first.engine.failedConstraints;
    expect(failed).toMatchObject({
      constraint: { kind: 'unique', index: 'n_1' },
      reason: expect.stringMatching(/n_1/),
    });
    await first[Symbol.asyncDispose]();
    await using second = await opened({});
    expect(second.engine.failedConstraints).toEqual([failed]);
    const health = new HealthProbe({ cluster0: left, cluster1: right }, () => undefined);
    const told = progressBody({ engine: second.engine, health, addresses: {}, instanceId: 'test' });
    expect(String(told['warnings'])).toMatch(/^The uniqueness of index n_1 of shop\.orders could not be put back: /);
  });

  it('does not commit by itself when it is resumed behind a commit that failed', async () => {
    await using sync = await open();
    await sync.whenFollowing();
    await refuse(right, 'alwaysOn', ['update'], 11_602, '__godwit.constraints');
    await sync.engine.commit({ hold: true });
    await waitFor('the interruption', () => sync.engine.interruption !== undefined);
    await withoutMetadata(async () => {
      await waitFor('the failure', () => sync.engine.state === 'PAUSED');
      throw sync.engine.failure;
    });
    await sync.engine.resume();
    expect(sync.engine.state).toBe('RUNNING');
    const there = right.db('shop').collection<Order>('orders');
    // For longer than a commit takes.
    for (let n = 100; n < 110; n += 1) {
      await left.db('shop').collection<Order>('orders').insertOne({ _id: n, n });
      await waitFor('what came later', async () => (await there.findOne({ _id: n })) !== null);
      expect(sync.engine).toMatchObject({ state: 'RUNNING', canWrite: false });
    }
    expect(await there.indexes()).not.toContainEqual(expect.objectContaining({ prepareUnique: true }));
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('builds no index anew when a commit is interrupted', async () => {
    await using sync = await open();
    await sync.whenFollowing();
    const before = await indexCommands();
    // The driver tries once more by itself.
    await refuse(right, { times: 2 }, ['update'], 11_602, '__godwit.constraints');
    await sync.engine.commit({});
    await sync.whenCommitted();
    expect(sync.log).toContainEqual(expect.objectContaining({ message: 'Beginning anew at the last checkpoint' }));
    expect(await indexCommands()).toEqual(before);
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('begins anew when the source gives up a read', async () => {
    await using sync = await open({ documentFilters: [{ namespace: 'shop.orders', match: '{"n":{"$lt":50}}' }] });
    await sync.whenFollowing();
    // As of a collection that is renamed or dropped while it is read.
    await refuse(left, { times: 2 }, ['find'], 175, 'shop.orders');
    await left.db('shop').collection<Order>('orders').insertOne({ _id: 40, n: 40 });
    const there = right.db('shop').collection<Order>('orders');
    await waitFor('what came later', async () => {
      if (sync.engine.failure !== undefined) throw sync.engine.failure;
      return (await there.findOne({ _id: 40 })) !== null;
    });
    await sync.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });

  it('follows a collection to its new name when it dies right behind the rename', async () => {
    const first = await open();
    await first.whenFollowing();
    const [proxy] = destination.proxies;
    let isCut = false;
    const isMeant = (message: Buffer) => isDurableWrite(message) && message.includes('changedAt');
    proxy!.cutAt({ nth: 1, loses: 'message', isMeant, onCut: () => (isCut = true) });
    await left.db('shop').collection<Order>('orders').insertOne({ _id: 50, n: 50 });
    await left.db('shop').collection('orders').rename('sales');
    await waitFor('the end of the network', () => isCut);
    await first.crash();
    proxy!.heal();
    await using second = await opened({});
    await second.commit();
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
  });
});
