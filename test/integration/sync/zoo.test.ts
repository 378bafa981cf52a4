import { describe, expect, it } from 'vitest';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { openSyncPair } from '../../support/sync/sync-pair.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';

/** Nothing is told as failed that is there. */
const expectNoFalseAlarm = ({ engine }: RunningSync) => {
  expect(engine.run?.context.catalogSync.failedIndexes).toEqual([]);
  expect(engine.failedConstraints).toEqual([]);
};

describe('every kind of data', await needs({ syncPair: true }), () => {
  it('is the same after a copy', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    await fillZoo(client.db(pair.database('zoo')));
    await using sync = await RunningSync.open(pair);
    await sync.commit();
    expectNoFalseAlarm(sync);
    await pair.expectSame();
  });

  it('is the same when it comes while the sync follows', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    await client.db(pair.database('zoo')).collection('first').insertOne({ here: 'before' });
    await using sync = await RunningSync.open(pair);
    await sync.whenFollowing();
    await fillZoo(client.db(pair.database('zoo')));
    await sync.commit();
    expectNoFalseAlarm(sync);
    await pair.expectSame();
  });

  it('is the same when it comes while others are copied', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    await fillZoo(client.db(pair.database('before')));
    const filling = fillZoo(client.db(pair.database('during')));
    await using sync = await RunningSync.open(pair);
    await filling;
    await sync.commit();
    expectNoFalseAlarm(sync);
    await pair.expectSame();
  });
});
