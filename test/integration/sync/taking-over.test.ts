import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engineCollections } from '../../../src/sync/checkpoint/metadata.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A change of a sync's record to this phase, as its message shows it. */
const toPhase = (phase: string) => `phase\0${String.fromCharCode(phase.length + 1)}\0\0\0${phase}\0`;

describe('an engine that comes to a destination with metadata of another', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let left: MongoClient;
  let right: MongoClient;
  let direct: string;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet(), startReplicaSet({ proxied: true })]);
    direct = destination.uriOf(destination.members[0]!);
    left = await MongoClient.connect(source.uri);
    right = await MongoClient.connect(direct);
  });

  beforeEach(async () => {
    for (const client of [left, right]) await dropDatabases(client);
    for (const name of ['shop', 'stock'])
      await left
        .db(name)
        .collection('items')
        .insertMany([{ n: 1 }, { n: 2 }]);
  });

  afterAll(async () => {
    await Promise.all([left?.close(), right?.close()]);
    await Promise.all([source, destination].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  const leaseMs = 1_000;
  const requestOf = (database: string) => ({
    source: 'cluster0',
    destination: 'cluster1',
    includeNamespaces: [{ database }],
  });

  it('lets nobody allow writes any more who had it before, though nothing else is written yet', async () => {
    const [proxy] = destination.proxies;
    await using first = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, leaseMs });
    await first.engine.start({ source: 'cluster0', destination: 'cluster1' });
    await first.whenFollowing();
    const writable = proxy!.holdNext(toPhase('writable'));
    await first.engine.commit({ hold: true });
    await waitFor('writes to be about to be allowed', () => writable.isHolding());
    proxy!.blackhole();
    await using other = await TcpProxy.start({ target: destination.members[0]!.host });
    const claim = other.holdNext('checkpoint');
    const destinationUri = `mongodb://${other.host}/?directConnection=true`;
    await using second = await RunningSync.open({ sourceUri: source.uri, destinationUri, leaseMs });
    expect(second.engine.record).toMatchObject({ phase: 'committing' });
    await waitFor('the second to begin', () => claim.isHolding());
    writable.release();
    proxy!.heal();
    await waitFor('the first to hear of it', () => first.engine.canWrite || first.engine.failure !== undefined);
    expect(first.engine).toMatchObject({ canWrite: false, failure: { code: 'GW910' } });
    claim.release();
    await waitFor('writes to be allowed', () => second.engine.canWrite);
    await second.engine.finish();
    await second.whenCommitted();
    await expectSameData(source.uri, direct);
  });

  it('is refused a start when another was begun while it waited for its lease', async () => {
    await using other = await TcpProxy.start({ target: destination.members[0]!.host });
    const destinationUri = `mongodb://${other.host}/?directConnection=true`;
    await using second = await RunningSync.open({ sourceUri: source.uri, destinationUri, leaseMs });
    const first = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    const lease = other.holdNext('acquiredAt');
    const started = second.engine.start(requestOf('stock'));
    await waitFor('the second to ask for the lease', () => lease.isHolding());
    await first.engine.start(requestOf('shop'));
    await first.whenFollowing();
    await first.crash();
    lease.release();
    await expect(started).rejects.toMatchObject({ code: 'GW938' });
    expect(second.engine.state).toBe('IDLE');
    await using third = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    await third.commit();
    await expectSameData(source.uri, direct, { databases: ['shop'] });
  });

  it('is refused a start where another migration has left its own, by other names of the clusters', async () => {
    const before = await RunningSync.open({ sourceUri: direct, destinationUri: source.uri, leaseMs });
    await before.engine.start({ ...requestOf('shop'), source: 'cluster1', destination: 'cluster0' });
    await before.commit();
    await before[Symbol.asyncDispose]();
    await right.db('shop').dropDatabase();
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    await expect(sync.engine.start(requestOf('stock'))).rejects.toMatchObject({
      code: 'GW938',
      hint: expect.stringContaining('__godwit'),
    });
    for (const name of engineCollections) await right.db('__godwit').dropCollection(name);
    await sync.engine.start(requestOf('stock'));
    await sync.commit();
    await expectSameData(source.uri, direct, { databases: ['stock'] });
  });

  it('does not turn a sync round that another has turned since', async () => {
    const [proxy] = destination.proxies;
    const first = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      leaseMs,
      start: {},
    });
    await first.whenFollowing();
    await first.engine.commit({ reversible: true });
    await first.whenCommitted();
    proxy!.blackhole();
    await using second = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    await second.engine.reverse();
    await second.whenFollowing();
    await second.engine.commit({ reversible: true });
    await second.whenCommitted();
    await second.engine.reverse();
    await second.whenFollowing();
    proxy!.heal();
    await expect(first.engine.reverse()).rejects.toMatchObject({ code: 'GW910' });
    await first[Symbol.asyncDispose]();
    await left.db('shop').collection('items').insertOne({ n: 3 });
    await second.commit();
    await expectSameData(source.uri, direct);
  });

  it('keeps what it has written of a sync back, when another wakes that was about to begin one', async () => {
    const [proxy] = destination.proxies;
    await using old = await TcpProxy.start({ target: source.members[0]!.host });
    const sourceUri = `mongodb://${old.host}/?directConnection=true`;
    const first = await RunningSync.open({ sourceUri, destinationUri: destination.uri, leaseMs, start: {} });
    await first.whenFollowing();
    await first.engine.commit({ reversible: true });
    await first.whenCommitted();
    const clearing = old.holdNext('\u0002delete\u0000');
    const turned = first.engine.reverse().then(
      () => undefined,
      (error: unknown) => error,
    );
    await waitFor('what is old to be removed', () => clearing.isHolding());
    for (const one of [proxy!, old]) one.blackhole();
    clearing.release();

    await using second = await RunningSync.open({ sourceUri: source.uri, destinationUri: direct, leaseMs });
    await second.engine.reverse();
    await second.whenFollowing();
    for (const one of [proxy!, old]) one.heal();
    expect(await turned).toMatchObject({ code: 'GW910' });
    await first[Symbol.asyncDispose]();
    await right.db('shop').collection('items').insertOne({ n: 3 });
    await second.commit();
    await expectSameData(direct, source.uri);
  });
});
