import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { monotonicMs } from '../../../src/lib/monotonic.ts';
import { ReadPreference } from '../../../src/mongo/driver.ts';
import { collectionUuidMismatch } from '../../../src/mongo/failures.ts';
import { LeaseExpiredError } from '../../../src/sync/checkpoint/lease.ts';
import type { CarriedSpan, SpanRead } from '../../../src/sync/copy/carrier.ts';
import { CopyWorkers } from '../../../src/sync/copy/workers/copy-workers.ts';
import { sourceTimeNow } from '../../../src/sync/source-time.ts';
import type { SessionId } from '../../../src/sync/write-sessions.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { copyWorkers } from '../../support/sync/copy-workers.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

const writeParallelism = 16;
const database = 'workers';
const collections = ['a', 'b', 'c'];

/** Sessions beside those of the main thread: workers made them. */
function workersOf({ engine }: RunningSync): number {
  return ((engine.run?.context.writer.sessionIds.length ?? 0) - writeParallelism) / writeParallelism;
}

function copied({ engine }: RunningSync): number {
  return engine.run?.context.statistics.totals.copiedDocuments ?? 0;
}

describe('a copy by worker threads', await needs({ mongod: '6.0' }), () => {
  it('brings every kind of data', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await fillZoo(client.db('zoo'));
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      start: {},
      tuning: { writeParallelism, copyWorkers: copyWorkers(2) },
    });
    await sync.whenFollowing();
    expect(workersOf(sync)).toBe(2);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('loses and changes nothing under writes, a death of a worker, a pause and an election', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-workers-'));
    onTestFinished(async () => await rm(directory, { recursive: true }));
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using writer = await RandomWriter.start({ uri: source.uri, database, collections, seed: 23, lanes: 6 });
    await waitFor('a start', () => writer.acknowledged >= 2_500, { timeoutMs: 60_000 });
    vi.stubEnv('GODWIT_TEST_MARK', join(directory, 'mark'));
    onTestFinished(() => void vi.unstubAllEnvs());
    const dying = new URL('fixtures/dying-copy-thread.mjs', import.meta.url);
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      leaseMs: 2_000,
      start: { load: { readBytesPerSecond: 200_000 } },
      tuning: { writeParallelism, copyWorkers: { count: 2, program: dying } },
    });
    const reasons = () => sync.log.map(({ fields }) => String(fields['reason'] ?? '')).join();
    await waitFor('the death of a worker', () => reasons().includes('GW995'));
    expect(reasons()).toContain('died in the middle');
    await waitFor('some more of the copy', () => copied(sync) > 100);
    await sync.engine.pause();
    await sync.engine.resume();
    const [primary] = destination.members;
    await primary!.kill();
    await primary!.restart();
    await destination.primary();
    // What is left of the copy needs no slowness any more.
    await sync.engine.changeLoad({});
    await sync.whenFollowing();
    await writer.stop();
    await sync.commit();
    expect(writer.errors).toEqual({});
    expect(await writer.record.findLost(destination.uri)).toEqual([]);
    await expectSameData(source.uri, destination.uri);
  });

  it('sends nothing behind the end of the lease, nothing once it is closed, and hands errors on as they are', async () => {
    await using databases = await openTestDatabases();
    const db = databases.source.db(databases.databaseName());
    await db.collection('here').insertMany(Array.from({ length: 10 }, (_, n) => ({ _id: n as never })));
    const connection = { uri: databases.sourceUri, role: 'test' };
    const sessions: SessionId[] = [];
    const workers = new CopyWorkers({
      ...copyWorkers(1),
      source: databases.source,
      onSessions: async (ids) => {
        sessions.push(...ids);
      },
      task: { source: connection, destination: connection, parallelism: 2, isSharded: false },
    });
    const read = {
      namespace: { db: db.databaseName, coll: 'here' },
      uuid: undefined,
      match: '{"_id": {"$gte": 3}}',
      order: 'id' as const,
      place: undefined,
      batchSize: 100,
      readAfter: await sourceTimeNow(databases.source),
      readPreference: ReadPreference.primary,
      after: undefined,
      min: undefined,
      max: undefined,
    };
    const destination = { db: db.databaseName, coll: 'there' };
    const there = async () => await db.collection('there').countDocuments();

    const open = async (more: Partial<SpanRead> = {}) => (await workers.open({ ...read, ...more })) as CarriedSpan;
    const choice = { leaveOut: [0, 6], parts: 1 };
    const order = { destination, part: 0 };

    const late = await open();
    expect(sessions).toHaveLength(2);
    expect(await late.next()).toMatchObject({ isEmpty: false });
    expect(await late.idKeys(false)).toHaveLength(7);
    await late.select(choice);
    await expect(late.insert({ ...order, until: monotonicMs() - 1 })).rejects.toThrow(LeaseExpiredError);
    expect(await there()).toBe(0);
    await late.close();

    const span = await open();
    await span.next();
    const { left, last, ...selection } = await span.select(choice);
    expect(selection).toEqual({ documents: 7, partBytes: [expect.any(Number)] });
    expect(left.map(({ buffer, start }) => buffer.readInt32LE(start))).toEqual([3, 9]);
    expect(last!.buffer.readInt32LE(last!.start)).toBe(9);
    const report = await span.insert({ ...order, until: monotonicMs() + 10_000 });
    expect(report).toEqual({ left: [], refused: undefined, term: expect.any(Number) });
    expect(await there()).toBe(5);

    // What was read before is no document of the batch, though places are counted with it.
    const rest = await open({ after: left[0] });
    await rest.next();
    expect(await rest.select({ leaveOut: [1], parts: 1 })).toMatchObject({ documents: 6, left: [expect.anything()] });
    await rest.insert({ destination: { ...destination, coll: 'rest' }, part: 0, until: monotonicMs() + 10_000 });
    const inserted = await db.collection<{ _id: number }>('rest').find().sort({ _id: 1 }).toArray();
    expect(inserted.map(({ _id }) => _id)).toEqual([5, 6, 7, 8, 9]);
    await rest.close();

    // In parts, each of which meets what is there by its own place.
    const apart = await open({ match: '{}' });
    await apart.next();
    const cut = await apart.select({ leaveOut: [], parts: 2 });
    expect(cut).toMatchObject({ documents: 10, left: [] });
    expect(cut.partBytes).toEqual([cut.partBytes[0], cut.partBytes[0]]);
    const parts = cut.partBytes.map(async (_, part) =>
      apart.insert({ destination, part, until: monotonicMs() + 10_000 }),
    );
    const met = (await Promise.all(parts)).map((one) => one.left.map(({ buffer, start }) => buffer.readInt32LE(start)));
    expect(met).toEqual([[4], [5, 6, 7, 8]]);
    expect(await there()).toBe(10);
    await apart.close();

    const failure = await workers
      .open({ ...read, uuid: '00000000-0000-4000-8000-000000000000' })
      .catch((error) => error);
    expect(collectionUuidMismatch(failure)).toEqual({ actualCollection: null });

    await workers.close();
    await expect(span.next()).rejects.toMatchObject({ code: 'GW995' });
    await expect(workers.open(read)).rejects.toThrow('has ended');
  });
});
