import { describe, expect, it } from 'vitest';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { progressBody } from '../../../src/sync/http/progress-body.ts';
import { divideMemory } from '../../../src/sync/memory.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

const stuckAfterMs = 1_500;

function progressOf(sync: RunningSync): Record<string, unknown> {
  const clients = { cluster0: sync.source.client, cluster1: sync.destination.client };
  const health = new HealthProbe(clients, () => sync.engine.run);
  return progressBody({ engine: sync.engine, health, addresses: {}, instanceId: 'test' });
}

describe('a sync that stands still', await needs({ mongod: '6.0' }), () => {
  it('is stuck on a destination that does not take writes, says on what, and moves on by itself', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ here: true });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: {}, stuckAfterMs });
    await sync.whenFollowing();
    expect(progressOf(sync)).toMatchObject({ stuck: null, canCommit: true });

    await other.db('admin').command({ fsync: 1, lock: true });
    try {
      await orders.insertOne({ waits: true });
      await waitFor('it to be called stuck', () => sync.engine.stall !== undefined);
      await waitFor('the lock to be named', () =>
        sync.engine.stall?.reason.includes('a write (insert) to shop.orders'),
      );
    } finally {
      await other.db('admin').command({ fsyncUnlock: 1 });
    }
    const { reason } = sync.engine.stall!;
    expect(reason).toMatch(/^no change was applied for \d+ s \(it stands at oplog entry \d+:\d+\)/);
    expect(reason).toContain("it waits for the destination's answer to a write (insert) to shop.orders since");
    expect(reason).toContain('the destination says that it waits for a lock');
    const progress = progressOf(sync);
    expect(progress).toMatchObject({ canCommit: false, stuck: { reason } });
    expect(String(progress['warnings'])).toContain(reason);
    expect(String(progress['whyNotCommit'])).toContain(reason);
    expect(sync.log).toContainEqual(expect.objectContaining({ level: 'warn', message: 'The sync is stuck' }));

    await waitFor('it to move on', () => sync.engine.stall === undefined);
    await sync.commit();
    expect(await other.db('shop').collection('orders').countDocuments()).toBe(2);
  });

  it('is stuck on a source that is silent, and not ready for a commit', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    const start = { load: { maxSourceLagSeconds: 60 } };
    await using sync = await RunningSync.open({ ...uris, start, stuckAfterMs });
    await sync.whenFollowing();
    const primary = await source.primary();
    primary.pause();
    try {
      await waitFor('it to be called stuck', () => sync.engine.stall !== undefined);
      expect(sync.engine.stall?.reason).toMatch(/the source has not answered for \d+ s$/);
      expect(sync.engine.canCommit).toBe(false);
      const silence = "the lag of the source's secondaries cannot be read: no answer within 3 s";
      await waitFor('the watcher of lag', () => sync.engine.run!.context.limits.reasons.includes(silence));
      expect(sync.engine.run!.context.limits.isHeld).toBe(false);
    } finally {
      primary.resume();
    }
    await waitFor('it to move on', () => sync.engine.stall === undefined && sync.engine.canCommit);
  });

  it('is not stuck where it keeps to a rate', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ here: true });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: {}, stuckAfterMs });
    const { engine } = sync;
    await sync.whenFollowing();
    await engine.changeLoad({ writeBytesPerSecond: 10 });
    await orders.insertOne({ text: 'x'.repeat(1_000) });
    await waitFor('it to lag', () => (engine.lagSeconds ?? 0) > 6);
    expect(progressOf(sync)).toMatchObject({ stuck: null, waitingFor: ['writing is limited to 10 bytes/s'] });
    await engine.changeLoad({});
    await sync.commit();
    expect(sync.log.filter(({ message }) => message === 'The sync is stuck')).toEqual([]);
  });

  it('is stuck on the copy of capped collections whose changes fill the memory, and not while it is paused', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const log = await client.db('shop').createCollection('log', { capped: true, size: 10_000_000 });
    await log.insertMany(Array.from({ length: 100 }, () => ({ text: 'x'.repeat(1_000) })));
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    const tuning = { memory: { ...divideMemory({ workers: 0 }), heldBytes: 50_000 } };
    const start = { load: { readBytesPerSecond: 1_000 } };
    await using sync = await RunningSync.open({ ...uris, start, tuning, stuckAfterMs });
    const { engine } = sync;
    await waitFor('the copy to wait', () => (engine.run?.context.limits.reasons.length ?? 0) > 0);
    await log.insertMany(Array.from({ length: 100 }, () => ({ text: 'y'.repeat(1_000) })));
    const waiting = 'the end of the copy of capped collections, behind which alone their changes can be applied';
    await waitFor('it to be called stuck', async () => {
      await client.db('shop').collection('orders').insertOne({ more: true });
      return engine.stall?.reason.includes(`it waits for ${waiting} since`);
    });
    expect(progressOf(sync)['waitingFor']).toContain(`following waits for ${waiting}`);
    await engine.pause();
    expect(progressOf(sync)).toMatchObject({ state: 'PAUSED', stuck: null, waitingFor: [] });
    await engine.changeLoad({});
    await engine.resume();
    await sync.whenFollowing();
    expect(progressOf(sync)).toMatchObject({ stuck: null, waitingFor: [] });
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('is not stuck when there is nothing to do', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await client.db('shop').collection('orders').insertOne({ here: true });
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    // Less than the ten seconds between two no-ops of an idle server.
    await using sync = await RunningSync.open({ ...uris, start: {}, stuckAfterMs: 2_500 });
    await sync.whenFollowing();
    const { durableTime } = sync.engine.run!.checkpointer;
    await waitFor('a no-op to move the resume point', () => sync.engine.run!.checkpointer.durableTime > durableTime);
    expect(sync.log.filter(({ message }) => message === 'The sync is stuck')).toEqual([]);
  });
});
