import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, type ReplicaSetOptions, startReplicaSet } from '../../support/servers/replica-set.ts';
import type { TcpProxy } from '../../support/servers/tcp-proxy.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const database = 'faults';
const collections = ['a', 'b'];

interface Scene {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  readonly writer: RandomWriter;
  readonly sync: RunningSync;
  /** Resolves when the sync has applied so many changes more. */
  moreApplied(changes: number): Promise<void>;
}

interface Options {
  readonly source?: ReplicaSetOptions;
  readonly destination?: ReplicaSetOptions;
  readonly leaseMs?: number;
  readonly silenceLookMs?: number;
}

/** Runs a sync under writes, lets something happen to it, and compares in the end. */
async function survive(options: Options, happen: (scene: Scene) => Promise<void>): Promise<void> {
  await using source = await startReplicaSet(options.source);
  await using destination = await startReplicaSet(options.destination);
  await using writer = await RandomWriter.start({
    uri: source.uri,
    database,
    collections,
    seed: 3,
    lanes: 4,
    operationsPerSecond: 400,
  });
  await waitFor('a start', () => writer.acknowledged >= 600, { timeoutMs: 60_000 });
  await using sync = await RunningSync.open({
    sourceUri: source.uri,
    destinationUri: destination.uri,
    start: {},
    ...(options.silenceLookMs === undefined ? {} : { silenceLookMs: options.silenceLookMs }),
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
  });
  await sync.whenFollowing();
  const applied = () => sync.engine.run?.context.statistics.eventsApplied ?? 0;
  const moreApplied = async (changes: number) => {
    const before = applied();
    // A new run counts from zero.
    const isEnough = () => sync.engine.failure !== undefined || applied() >= before + changes || applied() < before;
    await waitFor('changes to be applied', isEnough, { timeoutMs: 60_000 });
    if (sync.engine.failure !== undefined) throw sync.engine.failure;
  };
  await moreApplied(100);
  await happen({ source, destination, writer, sync, moreApplied });
  await writer.stop();
  await sync.commit();
  expect(await writer.record.findLost(destination.uri)).toEqual([]);
  await expectSameData(source.uri, destination.uri);
}

/** A connection that nothing comes over any more: only whoever gives it up goes on. */
async function forgotten(proxy: TcpProxy, text: string): Promise<void> {
  let isForgotten = false;
  proxy.forgetWhere(text, 'answer', () => {
    isForgotten = true;
  });
  await waitFor('a connection to be forgotten', () => isForgotten);
}

describe('a fault', await needs({ mongod: '6.0' }), () => {
  it('writes that the destination rolls back are applied again', async () => {
    await survive({ destination: { members: 3 } }, async ({ destination, moreApplied }) => {
      await destination.rollBack(async () => await moreApplied(50));
      await moreApplied(50);
    });
  });

  it('a destination that stands still for longer than the lease', async () => {
    await survive({ leaseMs: 2_000 }, async ({ destination, moreApplied }) => {
      const primary = await destination.primary();
      primary.pause();
      await sleep(4_000);
      primary.resume();
      await moreApplied(100);
    });
  });

  it('a source that stands still', async () => {
    await survive({}, async ({ source, moreApplied }) => {
      const primary = await source.primary();
      primary.pause();
      await sleep(3_000);
      primary.resume();
      await moreApplied(100);
    });
  });

  it('connections that are cut, delayed, swallowed and forgotten on the way to the destination', async () => {
    const options = { destination: { proxied: true }, leaseMs: 3_000, silenceLookMs: 100 };
    await survive(options, async ({ destination, moreApplied }) => {
      const [proxy] = destination.proxies;
      for (let round = 0; round < 3; round += 1) {
        proxy!.cut();
        await sleep(300);
        proxy!.heal();
        await moreApplied(50);
      }
      proxy!.delay(200);
      await moreApplied(50);
      proxy!.heal();
      proxy!.blackhole();
      await sleep(4_000);
      proxy!.heal();
      await moreApplied(50);
      await forgotten(proxy!, 'bypassDocumentValidation');
      // More than was under way.
      await moreApplied(1_000);
    });
  });

  it('connections that are cut, swallowed and forgotten on the way to the source', async () => {
    await survive({ source: { proxied: true }, silenceLookMs: 100 }, async ({ source, moreApplied }) => {
      const [proxy] = source.proxies;
      for (let round = 0; round < 3; round += 1) {
        proxy!.cut();
        await sleep(300);
        proxy!.heal();
        await moreApplied(50);
      }
      proxy!.blackhole();
      await sleep(2_000);
      proxy!.heal();
      await moreApplied(50);
      await forgotten(proxy!, 'getMore');
      // More than was under way.
      await moreApplied(1_000);
    });
  });

  it('a destination that refuses writes for a while', async () => {
    await survive({}, async ({ destination, sync, moreApplied }) => {
      await using client = await MongoClient.connect(destination.uri);
      await client.db('admin').command({ setUserWriteBlockMode: 1, global: true });
      await waitFor(
        'the sync to say so',
        () => sync.engine.failure !== undefined || sync.engine.interruption !== undefined,
      );
      await client.db('admin').command({ setUserWriteBlockMode: 1, global: false });
      if (sync.engine.failure !== undefined) await sync.engine.resume();
      await moreApplied(50);
    });
  });
});
