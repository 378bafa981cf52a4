import { describe, it } from 'vitest';
import { type Db, type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { openSyncPair } from '../../support/sync/sync-pair.ts';

const names = Array.from({ length: 12 }, (_, n) => `ring${n}`);
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, n): Document => ({ _id: from + n, text: 'x'.repeat(200) }));

async function makeRings(db: Db): Promise<void> {
  for (const name of names) {
    await db.createCollection(name, { capped: true, size: 1_000_000, max: 50 });
    await db.collection(name).insertMany(rows(0, 60));
  }
}

/** More room, documents that fill it, and a limit that only the next insert enforces: a hundred documents stay. */
async function changeRings(db: Db): Promise<void> {
  for (const [index, name] of names.entries()) {
    await db.command({ collMod: name, cappedMax: 5_000, cappedSize: 10_000_000 });
    await db.collection(name).insertMany(rows(1_000, 1_000));
    if (index % 3 === 0) await db.command({ collMod: name, cappedMax: 100, cappedSize: 100_000 });
    if (index % 6 === 0) await db.collection(name).insertMany(rows(5_000, 10));
  }
}

describe('capped collections that get other limits', await needs({ syncPair: true }), () => {
  it('hold what they hold on the source, while the sync follows', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    const db = client.db(pair.database('rings'));
    await makeRings(db);
    await using sync = await RunningSync.open(pair);
    await sync.whenFollowing();
    await changeRings(db);
    await sync.commit();
    await pair.expectSame();
  });

  it('hold what they hold on the source, while they are copied', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    const db = client.db(pair.database('rings'));
    await makeRings(db);
    await using sync = await RunningSync.open({ ...pair, tuning: { copyParallelism: 1 } });
    await changeRings(db);
    await sync.commit();
    await pair.expectSame();
  });
});
