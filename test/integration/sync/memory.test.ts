import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BSON, type Document, MongoClient } from '../../support/driver.ts';
import { peakMemoryBytes } from '../../support/peak-memory.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { SyncProcess } from '../../support/sync/sync-process.ts';

const limitBytes = 300_000_000;

/** Large enough for what the process keeps, much too small for what passes through it. */
const heapMegabytes = 192;

/** Compresses to next to nothing: the servers are not what is tested. */
function document(id: number, byteLength: number): Document {
  const frame = BSON.calculateObjectSize({ _id: id, n: 0, padding: '' });
  return { _id: id, n: 0, padding: 'x'.repeat(byteLength - frame) };
}

async function insert(client: MongoClient, first: number, count: number, byteLength: number): Promise<void> {
  const atOnce = Math.max(1, Math.floor(10_000_000 / byteLength));
  for (let at = first; at < first + count; at += atOnce) {
    const length = Math.min(atOnce, first + count - at);
    const documents = Array.from({ length }, (_, index) => document(at + index, byteLength));
    await client.db('memory').collection('documents').insertMany(documents, { ordered: false });
  }
}

interface Bench {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly sync: SyncProcess;
}

/** A source with so many documents, and a sync with a heap that could not hold them. */
async function withSync(count: number, byteLength: number, action: (bench: Bench) => Promise<void>): Promise<void> {
  await using sourceSet = await startReplicaSet({ oplogSizeMB: 2_000 });
  await using destinationSet = await startReplicaSet({ oplogSizeMB: 2_000 });
  await using source = await MongoClient.connect(sourceSet.uri);
  await using destination = await MongoClient.connect(destinationSet.uri);
  await insert(source, 0, count, byteLength);
  const logDirectory = await mkdtemp(join(tmpdir(), 'godwit-memory-'));
  try {
    await using sync = await SyncProcess.launch({
      sourceUri: sourceSet.uri,
      destinationUri: destinationSet.uri,
      logDirectory,
      nodeArgs: [`--max-old-space-size=${heapMegabytes}`],
    });
    await sync.start({ verification: { enabled: false } });
    await sync.whenFollowing();
    await action({ source, destination, sync });
  } finally {
    await rm(logDirectory, { recursive: true });
  }
}

describe('memory stays under 300 MB', await needs({ mongod: '>=6.0', platform: 'linux x64' }), () => {
  it('while 350 MB of large documents are copied', async () => {
    const count = 20_000;
    await withSync(count, 17_600, async ({ destination, sync }) => {
      expect(await destination.db('memory').collection('documents').countDocuments()).toBe(count);
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    });
  });

  it('while 200,000 changes come faster than they can be applied', async () => {
    const count = 100_000;
    await withSync(1, 268, async ({ source, destination, sync }) => {
      await insert(source, 1, count, 268);
      const update = { update: 'documents', updates: [{ q: { _id: { $gt: 0 } }, u: { $inc: { n: 1 } }, multi: true }] };
      const { operationTime } = await source.db('memory').command(update);
      await sync.whenApplied(operationTime.toBigInt());
      expect(await destination.db('memory').collection('documents').countDocuments({ n: 1 })).toBe(count);
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    });
  });
});
