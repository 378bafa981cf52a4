import { afterAll, beforeAll, describe, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { liveChanges } from '../../support/sync/live-changes.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { openSyncPair, type SyncPair } from '../../support/sync/sync-pair.ts';

const setUpMs = 180_000;

/** One database a change, so that each has the others' around it. */
const databaseOf = (pair: SyncPair, index: number) => pair.database(`change_${index}`);

const openPair = async () => await openSyncPair({ source: { oplogSizeMB: 990, cacheSizeGB: 1 } });

async function prepare(client: MongoClient, pair: SyncPair): Promise<void> {
  for (const [index, change] of liveChanges.entries())
    await change.before?.(client.db(databaseOf(pair, index)), client);
}

async function changeAll(client: MongoClient, pair: SyncPair): Promise<void> {
  await Promise.all(
    liveChanges.map(async ({ change }, index) => await change(client.db(databaseOf(pair, index)), client)),
  );
}

function expectEachSame(pair: () => SyncPair): void {
  it.each(liveChanges.map(({ name }, index) => ({ name, index })))('$name', async ({ index }) => {
    const also = liveChanges[index]!.alsoIn ?? [];
    const own = databaseOf(pair(), index);
    await pair().expectSame([own, ...also.map((ending) => `${own}_${ending}`)]);
  });
}

describe('changes while the sync follows', await needs({ syncPair: true }), () => {
  let pair: SyncPair;

  beforeAll(async () => {
    pair = await openPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    await prepare(client, pair);
    await using sync = await RunningSync.open(pair);
    await sync.whenFollowing();
    await changeAll(client, pair);
    await sync.commit();
  }, setUpMs);

  afterAll(async () => await pair?.[Symbol.asyncDispose]());
  expectEachSame(() => pair);
});

describe('changes while the same collections are copied', await needs({ syncPair: true }), () => {
  let pair: SyncPair;

  beforeAll(async () => {
    pair = await openPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    await prepare(client, pair);
    await using sync = await RunningSync.open({
      ...pair,
      // Slow enough for the changes to fall before, into and behind the copies of their collections.
      tuning: { readBytesPerSecond: 8_000_000, copyParallelism: 2 },
    });
    await changeAll(client, pair);
    await sync.commit();
  }, setUpMs);

  afterAll(async () => await pair?.[Symbol.asyncDispose]());
  expectEachSame(() => pair);
});
