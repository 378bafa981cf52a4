import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Db, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

/** The catalogue of an older source is looked at every 5 s: two looks. */
const twoLooksMs = 11_000;

/** When each index was built, by its name. */
async function builtAt(db: Db): Promise<Readonly<Record<string, unknown>>> {
  const indexes = await db
    .collection('c')
    .aggregate([{ $indexStats: {} }])
    .toArray();
  return Object.fromEntries(indexes.map(({ name, accesses }) => [name, accesses.since]));
}

describe('indexes of a source of 4.4', await needs({ mongod: ['4.4', '6.0'] }), () => {
  it('are built once, whatever it holds for true', async () => {
    await using source = await startReplicaSet({ version: '4.4' });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = await MongoClient.connect(source.uri);
    await using other = await MongoClient.connect(destination.uri);
    await client.db('app').collection('c').insertOne({ a: 1 });
    const flags = [1, 'yes', 0, true, false];
    const indexes = flags.map((on, n) => ({ key: { [`f${n}`]: 1 }, name: `f${n}`, sparse: on, background: on }));
    await client.db('app').command({ createIndexes: 'c', indexes });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    const before = await builtAt(other.db('app'));
    await delay(twoLooksMs);
    expect(await builtAt(other.db('app'))).toEqual(before);
    await sync.commit();
    expect(await builtAt(other.db('app'))).toEqual(before);
    expect(sync.engine.run?.context.catalogSync.failedIndexes).toEqual([]);
    const sparse = (await other.db('app').collection('c').indexes()).slice(1).map((index) => index['sparse']);
    expect(sparse).toEqual([true, true, false, true, false]);
  });

  it('keep the version of the index on _id, which for collections from before 3.4 is 1', async () => {
    await using source = await startReplicaSet({ version: '4.4' });
    await using destination = await startReplicaSet({ version: '6.0' });
    await using client = await MongoClient.connect(source.uri);
    const idIndex = { v: 1, key: { _id: 1 }, name: '_id_' };
    await client.db('app').command({ create: 'old', idIndex });
    await client.db('app').command({ create: 'oldRing', idIndex, capped: true, size: 4096 });
    for (const name of ['old', 'oldRing', 'new']) await client.db('app').collection(name).insertOne({ n: 1 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.commit();
    await expectSameData(source.uri, destination.uri, { ignoreCatalog: { indexOptions: ['ns'] } });
  });
});
