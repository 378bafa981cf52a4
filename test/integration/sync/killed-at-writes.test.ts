import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { isDurableWrite } from '../../support/sync/durable-writes.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Every write that a small migration writes down, or with `GODWIT_TEST_EVERY_WRITE` unset a few of them. */
const isEvery = process.env['GODWIT_TEST_EVERY_WRITE'] !== undefined;
const mostWrites = 500;
const some = [3, 9, 15];

describe('an engine that is killed at a durable write', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let client: MongoClient;
  let other: MongoClient;

  beforeAll(async () => {
    [source, destination] = await Promise.all([startReplicaSet(), startReplicaSet({ proxied: true })]);
    client = await MongoClient.connect(source.uri);
    other = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const shop = client.db('shop');
    await shop.collection('orders').insertMany(Array.from({ length: 300 }, (_, n) => ({ _id: n as never, n })));
    await shop.collection('orders').createIndex({ n: 1 }, { unique: true });
    await shop.createCollection('log', { capped: true, size: 100_000 });
    await shop.createCollection('firstTen', { viewOn: 'orders', pipeline: [{ $match: { n: { $lt: 10 } } }] });
  });

  afterAll(async () => {
    await Promise.all([client?.close(), other?.close()]);
    await Promise.all([source, destination].map(async (set) => await set?.[Symbol.asyncDispose]()));
  });

  /** While the sync follows: documents, and the catalogue. */
  async function change(round: number): Promise<void> {
    const shop = client.db('shop');
    await shop.collection('orders').updateMany({ n: { $lt: 20 } }, { $set: { round, a: { b: [round] } } });
    await shop.collection('orders').deleteOne({ _id: (299 - round) as never });
    await shop.collection('log').insertOne({ round });
    await shop.collection(`round${round}`).insertOne({ round });
  }

  /** Carries the sync from wherever it stands to its end, or until the engine is to be killed. */
  async function drive(
    { engine }: RunningSync,
    onFollowing: () => Promise<void>,
    isKilled: () => boolean = () => false,
  ): Promise<void> {
    const when = async (what: string, isSo: () => boolean) => {
      await waitFor(what, () => isKilled() || engine.failure !== undefined || isSo(), { timeoutMs: 60_000 });
      if (engine.failure !== undefined) throw engine.failure;
    };
    if (engine.state === 'IDLE') await engine.start({ source: 'cluster0', destination: 'cluster1' });
    if (engine.state === 'RUNNING') {
      await when('the sync to follow', () => engine.canCommit);
      if (isKilled()) return;
      await onFollowing();
      await when('the changes to be applied', () => engine.canCommit);
      if (!isKilled()) await engine.commit({});
    }
    await when('the commit to end', () => engine.state === 'COMMITTED');
  }

  /** @returns whether there was such a write */
  async function migrate(nth: number, loses: 'message' | 'answer'): Promise<boolean> {
    await dropDatabases(other);
    let isChanged = false;
    const changeOnce = async () => {
      if (!isChanged) await change(nth);
      isChanged = true;
    };
    const [proxy] = destination.proxies;
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    const first = await RunningSync.open(options);
    let isCut = false;
    proxy!.cutAt({ nth, loses, isMeant: isDurableWrite, onCut: () => (isCut = true) });
    // What fails with the network does not matter: the engine is killed then.
    const ended = drive(first, changeOnce, () => isCut).catch((error: unknown) => {
      if (!isCut) throw error;
    });
    await Promise.race([ended, waitFor('the end of the network', () => isCut, { timeoutMs: 100_000 })]);
    if (!isCut) {
      proxy!.heal();
      await first[Symbol.asyncDispose]();
      return false;
    }
    await first.crash();
    await ended;
    proxy!.heal();
    await using second = await RunningSync.open(options);
    await drive(second, changeOnce);
    await expectSameData(source.uri, destination.uriOf(destination.members[0]!));
    return true;
  }

  it('goes on where it stood, and nothing is lost or changed', async () => {
    const writes = isEvery ? Array.from({ length: mostWrites }, (_, n) => n + 1) : some;
    let killed = 0;
    for (const [at, nth] of writes.entries()) {
      const ways = isEvery ? (['message', 'answer'] as const) : ([at % 2 === 0 ? 'message' : 'answer'] as const);
      const before = killed;
      for (const loses of ways) if (await migrate(nth, loses)) killed += 1;
      if (killed === before) break;
    }
    expect(killed).toBeGreaterThanOrEqual(some.length);
  });
});
