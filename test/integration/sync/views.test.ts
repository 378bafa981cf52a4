import { describe, it } from 'vitest';
import { type Db, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { openSyncPair } from '../../support/sync/sync-pair.ts';

type Definition = readonly [name: string, viewOn: string];

async function create(db: Db, views: readonly Definition[], locale?: string): Promise<void> {
  const collation = locale === undefined ? {} : { collation: { locale } };
  for (const [name, viewOn] of views) await db.createCollection(name, { viewOn, pipeline: [], ...collation });
}

async function drop(db: Db, views: readonly Definition[]): Promise<void> {
  for (const [name] of views.toReversed()) await db.command({ drop: name });
}

describe('views on views that change together', await needs({ syncPair: true }), () => {
  it('arrive, though some of the old and some of the new ones cannot be at one time', async () => {
    await using pair = await openSyncPair();
    await using client = await MongoClient.connect(pair.sourceUri);
    const [turned, collated] = [client.db(pair.database('turned')), client.db(pair.database('collated'))];
    const chain = [
      ['a', 'base'],
      ['b', 'a'],
      ['c', 'b'],
    ] as const;
    await turned.collection('base').insertOne({ n: 1 });
    await collated.collection('base').insertOne({ n: 1 });
    await create(turned, chain);
    await create(collated, chain, 'fr');
    await using sync = await RunningSync.open(pair);
    await sync.whenFollowing();
    // The destination has the old ones when it is looked at again.
    await sync.engine.pause();
    await drop(turned, chain);
    await create(turned, [
      ['c', 'base'],
      ['b', 'c'],
      ['a', 'b'],
    ]);
    await drop(collated, chain);
    await create(collated, chain, 'de');
    await sync.engine.resume();
    await sync.commit();
    await pair.expectSame();
  });
});
