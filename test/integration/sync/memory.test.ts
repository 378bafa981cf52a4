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

const count = 20_000;
const documentBytes = 17_600;

/** Compresses to next to nothing: the servers are not what is tested. */
function document(id: number): Document {
  const frame = BSON.calculateObjectSize({ _id: id, padding: '' });
  return { _id: id, padding: 'x'.repeat(documentBytes - frame) };
}

async function fill(client: MongoClient): Promise<void> {
  const atOnce = 500;
  for (let first = 0; first < count; first += atOnce) {
    const documents = Array.from({ length: atOnce }, (_, index) => document(first + index));
    await client.db('memory').collection('documents').insertMany(documents, { ordered: false });
  }
}

describe('memory', await needs({ mongod: '>=6.0', platform: 'linux x64' }), () => {
  it('stays under 300 MB while 350 MB of large documents are copied', async () => {
    await using sourceSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using destinationSet = await startReplicaSet({ oplogSizeMB: 2_000 });
    await using source = await MongoClient.connect(sourceSet.uri);
    await using destination = await MongoClient.connect(destinationSet.uri);
    await fill(source);
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
      expect(await destination.db('memory').collection('documents').countDocuments()).toBe(count);
      expect(peakMemoryBytes(sync.pid)).toBeLessThan(limitBytes);
    } finally {
      await rm(logDirectory, { recursive: true });
    }
  });
});
