import { describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { openSyncPair } from '../../support/sync/sync-pair.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

const collections = ['a', 'b', 'c'];

describe('random writes of every kind', await needs({ syncPair: true }), () => {
  it('are all there when they went on during copy, indexing and follow', async () => {
    await using pair = await openSyncPair();
    const { sourceUri: uri, destinationUri, start } = pair;
    const database = pair.database('random');
    await using writer = await RandomWriter.start({ uri, database, collections, seed: 11, lanes: 8 });
    await waitFor('a start', () => writer.acknowledged >= 3_000, { timeoutMs: 60_000 });
    await using sync = await RunningSync.open({
      // What connection strings of applications say has no say here.
      sourceUri: withOptions(uri, 'readPreference=secondaryPreferred&readConcernLevel=available&socketTimeoutMS=50'),
      destinationUri: withOptions(destinationUri, 'w=0&readPreference=nearest&retryWrites=false&socketTimeoutMS=50'),
      start,
      tuning: { readBytesPerSecond: 300_000 },
    });
    await sync.whenFollowing();
    const enough = writer.acknowledged + 4_000;
    await waitFor('more writes', () => writer.acknowledged >= enough, { timeoutMs: 60_000 });
    await writer.stop();
    await sync.commit();
    expect(writer.errors).toEqual({});
    expect(await writer.record.findLost(destinationUri)).toEqual([]);
    await pair.expectSame();
  });
});

function withOptions(uri: string, options: string): string {
  return `${uri}${uri.includes('?') ? '&' : '?'}${options}`;
}
