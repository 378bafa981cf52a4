import { afterAll, beforeAll, describe, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { liveChanges } from '../../support/sync/live-changes.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

const setUpMs = 180_000;
const databaseOf = (index: number) => `change_${index}`;

/** Source and destination, and the sync between them; one database a change, so that each has the others' around it. */
interface Stage extends AsyncDisposable {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
}

async function openStage(): Promise<Stage> {
  const source = await startReplicaSet({ oplogSizeMB: 990, cacheSizeGB: 1 });
  const destination = await startReplicaSet();
  return {
    source,
    destination,
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await destination[Symbol.asyncDispose]();
    },
  };
}

async function prepare(client: MongoClient): Promise<void> {
  for (const [index, change] of liveChanges.entries()) await change.before?.(client.db(databaseOf(index)), client);
}

async function changeAll(client: MongoClient): Promise<void> {
  await Promise.all(liveChanges.map(async ({ change }, index) => await change(client.db(databaseOf(index)), client)));
}

function expectEachSame(stage: () => Stage): void {
  it.each(liveChanges.map(({ name }, index) => ({ name, index })))('$name', async ({ index }) => {
    const also = liveChanges[index]!.alsoIn ?? [];
    const databases = [databaseOf(index), ...also.map((ending) => `${databaseOf(index)}_${ending}`)];
    await expectSameData(stage().source.uri, stage().destination.uri, { databases });
  });
}

describe('changes while the sync follows', await needs({ mongod: '6.0' }), () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    const { source, destination } = stage;
    await using client = await MongoClient.connect(source.uri);
    await prepare(client);
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    await changeAll(client);
    await sync.commit();
  }, setUpMs);

  afterAll(async () => await stage?.[Symbol.asyncDispose]());
  expectEachSame(() => stage);
});

describe('changes while the same collections are copied', await needs({ mongod: '6.0' }), () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
    const { source, destination } = stage;
    await using client = await MongoClient.connect(source.uri);
    await prepare(client);
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      start: {},
      // Slow enough for the changes to fall before, into and behind the copies of their collections.
      tuning: { readBytesPerSecond: 8_000_000, copyParallelism: 2 },
    });
    await changeAll(client);
    await sync.commit();
  }, setUpMs);

  afterAll(async () => await stage?.[Symbol.asyncDispose]());
  expectEachSame(() => stage);
});
