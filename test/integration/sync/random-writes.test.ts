import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const database = 'random';
const collections = ['a', 'b', 'c'];

describe('random writes of every kind', await needs({ mongod: '6.0' }), () => {
  it('are all there when they went on during copy, indexing and follow', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using writer = await RandomWriter.start({ uri: source.uri, database, collections, seed: 11, lanes: 8 });
    await waitFor('a start', () => writer.acknowledged >= 3_000, { timeoutMs: 60_000 });
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      start: {},
      tuning: { readBytesPerSecond: 300_000 },
    });
    await sync.whenFollowing();
    const enough = writer.acknowledged + 4_000;
    await waitFor('more writes', () => writer.acknowledged >= enough, { timeoutMs: 60_000 });
    await writer.stop();
    await sync.commit();
    expect(writer.errors).toEqual({});
    expect(await writer.record.findLost(destination.uri)).toEqual([]);
    await expectSameData(source.uri, destination.uri);
  });
});
