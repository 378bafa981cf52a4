import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { readLease } from '../../../src/sync/checkpoint/lease.ts';
import { Metadata } from '../../../src/sync/checkpoint/metadata.ts';
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
const hourMs = 3_600_000;

interface Scene {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  readonly writer: RandomWriter;
  readonly sync: RunningSync;
  /** Resolves when the sync has applied so many changes more. */
  moreApplied(changes: number): Promise<void>;
}

interface Options {
  /** Fields of the start request. */
  readonly start?: Readonly<Record<string, unknown>>;
  /** Happens before everything is copied. */
  readonly inCopy?: (sync: RunningSync) => Promise<void>;
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
    start: options.start ?? {},
    ...(options.silenceLookMs === undefined ? {} : { silenceLookMs: options.silenceLookMs }),
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
  });
  await options.inCopy?.(sync);
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

/** What this process takes for the time of day, off by as much as it is told. Clocks that only measure go on. */
class SteppedClock implements Disposable {
  readonly #real = Date;
  #offMs = 0;

  constructor() {
    const now = () => this.#real.now() + this.#offMs;
    const real = this.#real;
    globalThis.Date = class extends real {
      constructor(...parts: readonly unknown[]) {
        super(...((parts.length === 0 ? [now()] : parts) as [number]));
      }
      static override now = now;
      static override [Symbol.hasInstance](value: unknown): boolean {
        return value instanceof real;
      }
    } as DateConstructor;
  }

  step(byMs: number): void {
    this.#offMs += byMs;
  }

  [Symbol.dispose](): void {
    globalThis.Date = this.#real;
  }
}

async function whenLeaseRenewed(sync: RunningSync): Promise<void> {
  const end = async () => (await readLease(new Metadata(sync.destination.client)))!.expiresAt.getTime();
  const before = await end();
  await waitFor('the lease to be renewed', async () => (await end()) > before);
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

  it('a clock of its own machine that is stepped, in copy and in follow', async () => {
    using clock = new SteppedClock();
    const start = { load: { readBytesPerSecond: 30_000 } };
    const inCopy = async (sync: RunningSync) => {
      await waitFor('the copy', () => (sync.engine.run?.context.statistics.totals.copiedDocuments ?? 0) > 0);
      expect(sync.engine.run!.isCopied).toBe(false);
      clock.step(hourMs);
      await whenLeaseRenewed(sync);
      await sync.engine.changeLoad({});
    };
    await survive({ leaseMs: 1_000, start, inCopy }, async ({ sync, moreApplied }) => {
      const { run } = sync.engine;
      for (const ms of [-2 * hourMs, 3 * hourMs]) {
        clock.step(ms);
        await Promise.all([moreApplied(100), whenLeaseRenewed(sync)]);
      }
      // It did not begin anew.
      expect(sync.engine.run).toBe(run);
    });
  });

  it('a destination that refuses writes for a while', async () => {
    const options = { destination: { setParameters: { enableTestCommands: 1 } } };
    await survive(options, async ({ destination, sync, moreApplied }) => {
      await using client = await MongoClient.connect(destination.uri);
      await client.db('admin').command({ setUserWriteBlockMode: 1, global: true });
      await waitFor(
        'the sync to say so',
        () => sync.engine.failure !== undefined || sync.engine.interruption !== undefined,
      );
      await client.db('admin').command({ setUserWriteBlockMode: 1, global: false });
      if (sync.engine.failure !== undefined) await sync.engine.resume();
      await moreApplied(50);

      // OutOfDiskSpace, as a server says it that goes on living; one that ends is tried with a real disk
      // (test/integration/cli/bad-input/full-disk.test.ts).
      const data = { failCommands: ['insert', 'update', 'delete'], errorCode: 14_031 };
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'alwaysOn', data });
      await waitFor('the sync to stop', () => sync.engine.failure !== undefined);
      expect(sync.engine.failure).toMatchObject({ code: 'GW931' });
      expect(sync.engine.state).toBe('PAUSED');
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
      await sync.engine.resume();
      await moreApplied(50);

      // TemporarilyUnavailable, as a server says it whose cache is too full to take more.
      const full = { failCommands: ['insert', 'update', 'delete'], errorCode: 365 };
      await client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 3 }, data: full });
      await moreApplied(50);
    });
  });
});
