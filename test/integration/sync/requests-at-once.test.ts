import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BuiltinEngine } from '../../../src/engines/builtin/engine.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { readLease } from '../../../src/sync/checkpoint/lease.ts';
import { Metadata } from '../../../src/sync/checkpoint/metadata.ts';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { apiServer } from '../../../src/sync/http/api-server.ts';
import { readRunRecord } from '../../../src/sync/run-record.ts';
import type { SyncEngine } from '../../../src/sync/sync-engine.ts';
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

/** A person, an `apply` and the engine's own guardian may all ask it for something, and know nothing of each other. */
describe('a sync that is asked for two things at once', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let left: MongoClient;
  let right: MongoClient;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet({ proxied: true }), startReplicaSet({ proxied: true })]);
    left = await MongoClient.connect(source.uriOf(source.members[0]!));
    right = await MongoClient.connect(destination.uriOf(destination.members[0]!));
  });

  beforeEach(async () => {
    for (const client of [left, right]) await dropDatabases(client);
    await left
      .db('shop')
      .collection<Order>('orders')
      .insertMany(Array.from({ length: 20 }, (_, n) => ({ _id: n, n })));
    await left.db('shop').collection('orders').createIndex({ n: 1 }, { unique: true });
  });

  afterAll(async () => {
    await Promise.all([left?.close(), right?.close()]);
    await Promise.all([source, destination].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  const opened = async (options: { readonly start?: Readonly<Record<string, unknown>> } = {}) =>
    await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 2_000, ...options });

  const held = async () => {
    const sync = await opened({ start: {} });
    await sync.whenFollowing();
    await sync.engine.commit({ hold: true });
    await waitFor('writes to be allowed', () => sync.engine.canWrite);
    return sync;
  };

  const recorded = async () => (await readRunRecord(new Metadata(right)))!;

  const expectSame = async () =>
    await expectSameData(source.uriOf(source.members[0]!), destination.uriOf(destination.members[0]!));

  it('takes a held commit back once, whoever asks for it', async () => {
    await using sync = await held();
    await Promise.all([sync.engine.undoCommit(), sync.engine.takeBackHeldCommit(), sync.engine.undoCommit()]);
    await sync.engine.undoCommit();
    expect(sync.engine.state).toBe('RUNNING');
    await left.db('shop').collection<Order>('orders').insertOne({ _id: 20, n: 20 });
    await sync.commit();
    await expectSame();
  });

  const undo = async (engine: SyncEngine) => await engine.undoCommit();
  const finish = async (engine: SyncEngine) => await engine.finish();

  it.each([
    ['finishes', finish, undo],
    ['takes back', undo, finish],
  ] as const)('%s a held commit, and does not do the other thing', async (_, first, second) => {
    await using sync = await held();
    const [heard, refused] = await Promise.allSettled([first(sync.engine), second(sync.engine)]);
    expect(heard).toMatchObject({ status: 'fulfilled' });
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'GW903' } });
    if (first === finish) await sync.whenCommitted();
    else await sync.whenFollowing();
    expect(await recorded()).toMatchObject({ phase: first === finish ? 'committed' : 'syncing' });
    expect(sync.engine.failure).toBeUndefined();
  });

  it('is what the last of them says when it is paused, resumed and paused', async () => {
    await using sync = await opened({ start: {} });
    await sync.whenFollowing();
    await Promise.all([sync.engine.pause(), sync.engine.resume(), sync.engine.pause()]);
    expect(sync.engine.state).toBe('PAUSED');
    expect(await recorded()).toMatchObject({ isPaused: true });
    expect(sync.engine.run?.context.signal.aborted).toBe(true);
  });

  it('does not go on when it is resumed while it ends', async () => {
    await using sync = await opened({ start: {} });
    await sync.whenFollowing();
    await sync.engine.pause();
    const [resumed] = await Promise.allSettled([sync.engine.resume(), sync.engine.shutDown()]);
    expect(resumed).toMatchObject({ status: 'rejected', reason: { code: 'GW903' } });
    await using next = await opened();
    expect(next.engine.state).toBe('PAUSED');
  });

  it('leaves a start to the next process that is written down while it ends', async () => {
    await using sync = await opened();
    const [proxy] = destination.proxies;
    const record = proxy!.holdNext('startedAt');
    const started = sync.engine.start({ source: 'cluster0', destination: 'cluster1' });
    await waitFor('the record to be sent', () => record.isHolding());
    const ended = sync.engine.shutDown();
    record.release();
    await Promise.all([started, ended]);
    expect(sync.engine.run).toBeUndefined();
    await using next = await opened();
    await next.commit();
    await expectSame();
  });

  /** As `apply` sees it, past the proxies. */
  const served = async (sync: RunningSync) => {
    const { engine, source: from, destination: to } = sync;
    const clients = { cluster0: from.client, cluster1: to.client };
    const { instance } = (await readLease(new Metadata(right)))!.holder;
    const server = apiServer({
      engine,
      health: new HealthProbe(clients, () => engine.run),
      addresses: {},
      instanceId: 'test',
      describe: () => ({ instance, state: engine.state }),
      onShutdown: () => {},
    });
    const builtin = new BuiltinEngine({
      source: new Secret(source.uri, 'source'),
      destination: new Secret(destination.uri, 'destination'),
      destinationClient: right,
      sourceClient: left,
      url: await server.listen({ host: '127.0.0.1', port: 0 }),
      port: 0,
      loadLevel: 3,
      verbosity: 'INFO',
      logDirectory: '',
      command: [''],
      startRequest: { source: 'cluster0', destination: 'cluster1' },
    });
    return { builtin, server };
  };

  it.each([
    ['finish', 'COMMITTED'],
    ['undo-commit', 'RUNNING'],
  ] as const)('is asked for %s again where it was written down and the answer lost', async (request, state) => {
    await using sync = await held();
    const { engine } = sync;
    const { builtin, server } = await served(sync);
    const ask = async () => await (request === 'finish' ? builtin.finishCommit() : builtin.undoCommit());
    try {
      const [proxy] = destination.proxies;
      const isMeant = (message: Buffer) => isDurableWrite(message) && message.includes('writableAt');
      proxy!.cutAt({ nth: 1, loses: 'answer', isMeant, onCut: () => {} });
      await expect(ask()).rejects.toMatchObject({ code: 'GW907' });
      proxy!.heal();
      expect(await recorded()).not.toMatchObject({ phase: 'writable', commit: { isHeld: true } });
      await ask();
      await waitFor(`state ${state}`, () => engine.state === state);
    } finally {
      await server.close();
    }
  });

  it('is asked for the way back again where it was written down and the answer lost', async () => {
    // The driver tries once more by itself, for as long as it waits for a server.
    const sourceUri = `${source.uri}&serverSelectionTimeoutMS=500`;
    const options = { sourceUri, destinationUri: destination.uri, leaseMs: 2_000 };
    await using sync = await RunningSync.open({ ...options, start: { reversible: true } });
    await sync.commit();
    const { builtin, server } = await served(sync);
    try {
      const [proxy] = source.proxies;
      const isMeant = (message: Buffer) => isDurableWrite(message) && message.includes('isSyncBack');
      proxy!.cutAt({ nth: 1, loses: 'answer', isMeant, onCut: () => {} });
      await expect(builtin.reverse()).rejects.toMatchObject({ code: 'GW907' });
      proxy!.heal();
      expect(await readRunRecord(new Metadata(left))).toMatchObject({ isSyncBack: true });
      expect(await builtin.observe()).toMatchObject({ state: 'committed', isReversed: false });
      await builtin.reverse();
      expect(await builtin.observe()).toMatchObject({ isReversed: true });
      await right.db('shop').collection<Order>('orders').insertOne({ _id: 20, n: 20 });
      await sync.commit();
      await expectSame();
    } finally {
      await server.close();
    }
  });
});
