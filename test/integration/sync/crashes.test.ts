import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const database = 'crashes';
const collections = ['a', 'b', 'c'];

describe('an engine that dies', await needs({ mongod: '6.0' }), () => {
  it.each([1, 2, 3])('at random moments loses and changes nothing (seed %i)', async (seed) => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using writer = await RandomWriter.start({ uri: source.uri, database, collections, seed, lanes: 6 });
    await waitFor('a start', () => writer.acknowledged >= 2_500, { timeoutMs: 60_000 });
    const options = { sourceUri: source.uri, destinationUri: destination.uri, leaseMs: 1_000 };
    let sync = await RunningSync.open({ ...options, start: { load: { readBytesPerSecond: 200_000 } } });
    for (let crash = 0; crash < 6; crash += 1) {
      await sleep(150 + ((seed * 7919 + crash * 104_729) % 1_700));
      await sync.crash();
      sync = await RunningSync.open(options);
    }
    await using last = sync;
    // What is left of the copy needs no slowness any more.
    await last.engine.changeLoad({});
    await last.whenFollowing();
    await writer.stop();
    await last.commit();
    expect(writer.errors).toEqual({});
    expect(await writer.record.findLost(destination.uri)).toEqual([]);
    await expectSameData(source.uri, destination.uri);
  });
});
