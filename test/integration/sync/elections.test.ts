import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const database = 'elections';
const collections = ['a', 'b'];

interface Scene {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  readonly writer: RandomWriter;
  readonly sync: RunningSync;
}

/** Runs a sync under writes, lets something happen to it in the copy and again while following, and compares. */
async function survive(
  members: { readonly source: 1 | 3; readonly destination: 1 | 3 },
  happen: (scene: Scene) => Promise<void>,
): Promise<Scene> {
  await using source = await startReplicaSet({ members: members.source });
  await using destination = await startReplicaSet({ members: members.destination });
  await using writer = await RandomWriter.start({ uri: source.uri, database, collections, seed: 5, lanes: 6 });
  await waitFor('a start', () => writer.acknowledged >= 2_500, { timeoutMs: 60_000 });
  await using sync = await RunningSync.open({
    sourceUri: source.uri,
    destinationUri: destination.uri,
    start: { load: { readBytesPerSecond: 150_000 } },
  });
  const scene = { source, destination, writer, sync };
  await waitFor('some of the copy', () => (sync.engine.run?.context.statistics.totals.copiedDocuments ?? 0) > 100);
  await happen(scene);
  // What is left of the copy needs no slowness any more.
  await sync.engine.changeLoad({});
  await sync.whenFollowing();
  await happen(scene);
  const enough = writer.acknowledged + 500;
  await waitFor('more writes', () => writer.acknowledged >= enough, { timeoutMs: 60_000 });
  await writer.stop();
  await sync.commit();
  expect(await writer.record.findLost(destination.uri)).toEqual([]);
  await expectSameData(source.uri, destination.uri);
  return scene;
}

describe('an election', await needs({ mongod: '6.0' }), () => {
  it('on the destination by a step-down', async () => {
    await survive({ source: 1, destination: 3 }, async ({ destination }) => {
      await destination.stepDown();
    });
  });

  it('on the destination by the death of the primary', async () => {
    await survive({ source: 1, destination: 3 }, async ({ destination }) => {
      const primary = await destination.primary();
      await primary.kill();
      await destination.primary();
      await primary.restart();
    });
  });

  it('on the source by a step-down', async () => {
    await survive({ source: 3, destination: 1 }, async ({ source }) => {
      await source.stepDown();
    });
  });

  it('on the source by the death of the primary', async () => {
    await survive({ source: 3, destination: 1 }, async ({ source }) => {
      const primary = await source.primary();
      await primary.kill();
      await source.primary();
      await primary.restart();
    });
  });
});
