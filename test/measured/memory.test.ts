import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heapOptions } from '../../src/engines/builtin/heap-limit.ts';
import { MongosyncApiClient } from '../../src/engines/mongosync/api-client.ts';
import { clusterTimeOf } from '../../src/mongo/cluster-time.ts';
import { divideMemory } from '../../src/sync/memory.ts';
import { BSON, type Document, MongoClient, type Timestamp } from '../support/driver.ts';
import { peakMemoryBytes } from '../support/peak-memory.ts';
import { needs } from '../support/runner/needs.ts';
import { startReplicaSet } from '../support/servers/replica-set.ts';
import { SyncProcess } from '../support/sync/sync-process.ts';

const limitBytes = 300_000_000;

const count = 20_000;
const documentBytes = 17_600;

/** Compresses to next to nothing: the servers are not what is tested. */
function document(id: number, bytes: number): Document {
  const frame = BSON.calculateObjectSize({ _id: id, padding: '' });
  return { _id: id, padding: 'x'.repeat(bytes - frame) };
}

interface Filling {
  readonly from?: number;
  readonly count: number;
  readonly bytes: number;
}

async function fill(client: MongoClient, name: string, { from = 0, count, bytes }: Filling): Promise<void> {
  const atOnce = Math.ceil(10_000_000 / bytes);
  for (let first = from; first < from + count; first += atOnce) {
    const length = Math.min(atOnce, from + count - first);
    const documents = Array.from({ length }, (_, index) => document(first + index, bytes));
    await client.db('memory').collection(name).insertMany(documents, { ordered: false });
  }
}

/** Two changes of each document, one right behind the other: no event tells its state, so it has to be fetched. */
async function changeTwice(client: MongoClient, name: string, count: number): Promise<void> {
  const filters = Array.from({ length: count }, (_, _id) => ({ _id }) as Document);
  const operations = filters.flatMap((filter) =>
    [{ a: 1 }, { b: 1 }].map((changes) => ({ updateOne: { filter, update: { $inc: changes } } })),
  );
  await client.db('memory').collection(name).bulkWrite(operations);
}

/** Everything up to now is applied and compared. */
async function caughtUp(sync: SyncProcess, client: MongoClient): Promise<void> {
  const { operationTime } = await client.db('admin').command({ appendOplogNote: 1, data: {} });
  await sync.whenApplied(clusterTimeOf(operationTime as Timestamp));
  await sync.whenVerified(clusterTimeOf(operationTime as Timestamp));
}

/** As apply starts it: with the part of V8, which is much too small for what passes through. */
async function launch(sourceUri: string, destinationUri: string, logDirectory: string): Promise<SyncProcess> {
  const nodeArgs = heapOptions(divideMemory({ maxBytes: limitBytes, workers: 0 })).split(' ');
  const config = { maxMemory: `${limitBytes}B` };
  return await SyncProcess.launch({ sourceUri, destinationUri, logDirectory, nodeArgs, config });
}

describe('memory', await needs({ mongod: '>=6.0', platform: 'linux x64' }), () => {
  it.each([
    {
      what: '350 MB of large documents are copied',
      before: async (source: MongoClient) => await fill(source, 'documents', { count, bytes: documentBytes }),
      changes: undefined,
    },
    {
      what: 'large documents and many small ones change, and are verified',
      before: async (source: MongoClient) => await fill(source, 'documents', { count: 2_000, bytes: documentBytes }),
      changes: async (source: MongoClient) => {
        await fill(source, 'documents', { from: 2_000, count: 1_000, bytes: documentBytes });
        await changeTwice(source, 'documents', 3_000);
        await fill(source, 'small', { count: 50_000, bytes: 250 });
        await source
          .db('memory')
          .collection('small')
          .updateMany({}, { $inc: { a: 1 } });
      },
    },
  ])('stays under 300 MB while $what', { timeout: 300_000 }, async ({ before, changes }) => {
    await using sourceSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using destinationSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using source = await MongoClient.connect(sourceSet.uri);
    await using destination = await MongoClient.connect(destinationSet.uri);
    await before(source);
    const logDirectory = await mkdtemp(join(tmpdir(), 'godwit-memory-'));
    try {
      await using sync = await launch(sourceSet.uri, destinationSet.uri, logDirectory);
      await sync.start({ verification: { enabled: changes !== undefined } });
      await sync.whenFollowing();
      if (changes !== undefined) {
        await sync.pause();
        await changes(source);
        await sync.resume();
        await caughtUp(sync, source);
      }
      for (const name of ['documents', 'small']) {
        const there = await source.db('memory').collection(name).countDocuments();
        expect(await destination.db('memory').collection(name).countDocuments()).toBe(there);
      }
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    } finally {
      await rm(logDirectory, { recursive: true });
    }
  });

  it('stays under 300 MB while a capped collection gets many small documents that wait for the end of its copy', {
    timeout: 300_000,
  }, async () => {
    await using sourceSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using destinationSet = await startReplicaSet();
    await using source = await MongoClient.connect(sourceSet.uri);
    await using destination = await MongoClient.connect(destinationSet.uri);
    const log = await source.db('memory').createCollection('log', { capped: true, size: 100_000_000 });
    await fill(source, 'log', { count: 100, bytes: documentBytes });
    const logDirectory = await mkdtemp(join(tmpdir(), 'godwit-memory-'));
    try {
      await using sync = await launch(sourceSet.uri, destinationSet.uri, logDirectory);
      await sync.start({ load: { readBytesPerSecond: 50_000 } });
      await sync.when('the copy to begin', ({ collections }) => collections?.copying === 1);
      for (let from = 0; from < 500_000; from += 50_000) {
        await log.insertMany(Array.from({ length: 50_000 }, (_, n) => ({ _id: (1_000_000 + from + n) as never })));
      }
      await new MongosyncApiClient(sync.url).send('POST', '/api/v1/godwit/load', {});
      await sync.whenFollowing();
      await caughtUp(sync, source);
      expect(await destination.db('memory').collection('log').countDocuments()).toBe(await log.countDocuments());
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    } finally {
      await rm(logDirectory, { recursive: true });
    }
  });

  it('stays under 300 MB while documents with long _ids change beside their copy', { timeout: 300_000 }, async () => {
    await using sourceSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using destinationSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using source = await MongoClient.connect(sourceSet.uri);
    await using destination = await MongoClient.connect(destinationSet.uri);
    const pages = source.db('memory').collection<{ _id: string; n: number }>('pages');
    for (let from = 0; from < 8_000; from += 500) {
      await pages.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: `${from + n}`.padEnd(20_000, '/'), n })));
    }
    const logDirectory = await mkdtemp(join(tmpdir(), 'godwit-memory-'));
    try {
      await using sync = await launch(sourceSet.uri, destinationSet.uri, logDirectory);
      const api = new MongosyncApiClient(sync.url);
      await sync.start({ load: { readBytesPerSecond: 100_000 }, verification: { enabled: false } });
      await sync.when('the copy to begin', ({ collections }) => collections?.copying === 1);
      await sync.pause();
      await pages.updateMany({}, { $inc: { n: 1 } });
      await sync.resume();
      const { operationTime } = await source.db('admin').command({ appendOplogNote: 1, data: {} });
      await sync.whenApplied(clusterTimeOf(operationTime as Timestamp));
      await api.send('POST', '/api/v1/godwit/load', {});
      await sync.whenFollowing();
      const sumOf = async (client: MongoClient) => {
        const sum = { $group: { _id: null, count: { $sum: 1 }, n: { $sum: '$n' } } };
        return await client.db('memory').collection('pages').aggregate([sum]).toArray();
      };
      expect(await sumOf(destination)).toEqual(await sumOf(source));
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    } finally {
      await rm(logDirectory, { recursive: true });
    }
  });
});
