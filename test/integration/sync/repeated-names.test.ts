import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/mongo/driver.ts';
import { documentSequence, runRaw } from '../../../src/mongo/raw.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const { int, object, string, array } = value;
const part = (number: number) =>
  object(['x', int(number)], ['y', int(number)], ['z', string('a longer text'.repeat(3))]);
const twice = (id: number) =>
  document(
    ['_id', int(id)],
    ['a', part(1)],
    ['b', int(1)],
    ['a', part(2)],
    ['c', array(part(1))],
    ['c', array(part(2))],
  );

/** Each is a delta that says too little about a document that holds `a` and `c` twice. */
const updates: readonly Document[] = [
  { $unset: { a: 1 } },
  { $set: { a: 1 } },
  { $set: { 'a.x': 5 } },
  { $unset: { 'a.x': 1 } },
  { $push: { c: 1 } },
  { $set: { 'c.0.x': 7 } },
  { $rename: { a: 'k' } },
  { $pop: { c: 1 } },
];

/** Behind these no name is there twice, so that nothing but the update itself could tell. */
const onlyPair = document(['_id', int(100)], ['a', int(1)], ['a', int(2)], ['b', int(3)]);
const nestedPair = document(
  ['_id', int(101)],
  ['n', object(['a', int(1)], ['a', int(2)], ['z', string('z'.repeat(200))])],
);

describe('documents that hold a name twice', await needs({ mongod: '6.0' }), () => {
  it('are as on the source once the verification has looked at their updates', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const twices = updates.map((_, id) => twice(id));
    const documents = documentSequence('documents', Buffer.concat([...twices, onlyPair, nestedPair]));
    await runRaw(client, 'shop', { insert: 'orders', documents });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    const orders = client.db('shop').collection<{ _id: number }>('orders');
    for (const [_id, update] of updates.entries()) await orders.updateOne({ _id }, update);
    await orders.updateOne({ _id: 100 }, { $unset: { a: 1 } });
    await orders.updateOne({ _id: 101 }, { $unset: { 'n.a': 1 } });
    await sync.whenVerified();
    expect(sync.engine.run!.verification!.status().mismatches).toEqual([]);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
