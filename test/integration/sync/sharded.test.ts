/** Shard keys, on clusters of one shard with a stand-in for their mongos: see one-shard-cluster.ts for what is real in it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import { compareCatalogs } from '../../../src/verify/compare-catalogs.ts';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { OneShardCluster } from '../../support/servers/one-shard-cluster.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { waitFor } from '../../support/wait-for.ts';

const at = (id: unknown, fields: Document = {}) => ({ _id: id, ...fields }) as never;
const orders = Array.from({ length: 300 }, (_, n) => at(n, { customer: n % 50, n }));

describe('shard keys of a sync', await needs({ mongod: '6.0' }), () => {
  let plain: ReplicaSet;
  let sharded: OneShardCluster;
  let other: OneShardCluster;
  let left: MongoClient;
  let right: MongoClient;
  let onward: MongoClient;

  beforeAll(async () => {
    [plain, sharded, other] = await Promise.all([startReplicaSet(), OneShardCluster.start(), OneShardCluster.start()]);
    left = await MongoClient.connect(plain.uri);
    right = await MongoClient.connect(sharded.uri);
    onward = await MongoClient.connect(other.uri);
  }, 120_000);

  afterAll(async () => {
    await Promise.all([left?.close(), right?.close(), onward?.close()]);
    await Promise.all([plain, sharded, other].map(async (one) => await one?.[Symbol.asyncDispose]()));
  });

  beforeEach(async () => {
    for (const client of [left, right, onward]) {
      const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
      for (const { name } of databases) {
        if (['admin', 'config', 'local'].includes(name)) continue;
        for (const { name: coll } of await client.db(name).listCollections({}, { nameOnly: true }).toArray()) {
          await client.db(name).dropCollection(coll);
        }
      }
    }
  });

  const open = async (sharding: Document | undefined, tuning = {}) =>
    await RunningSync.open({
      sourceUri: plain.uri,
      destinationUri: sharded.uri,
      start: { ...(sharding === undefined ? {} : { sharding }) },
      ...tuning,
    });
  const byCustomer = (more: Document = {}) => ({
    createSupportingIndexes: true,
    shardingEntries: [{ database: 'shop', collection: 'orders', shardCollection: { key: [{ customer: 1 }], ...more } }],
  });
  const all = async (client: MongoClient, coll = 'orders') =>
    await client
      .db('shop')
      .collection(coll)
      .find({}, { sort: { _id: 1 } })
      .toArray();

  it('shards before the copy, follows documents that move, and makes the key unique at the end', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 50));
    await using sync = await open(byCustomer({ unique: true, chunksPerShard: 4 }));
    await sync.whenFollowing();
    expect((await sharded.configOf('shop.orders'))?.['key']).toEqual({ customer: 1 });
    expect((await sharded.chunksOf('shop.orders')).map(({ min }) => min['customer']).slice(1)).toEqual([12, 25, 37]);
    const source = left.db('shop').collection('orders');
    await source.updateOne({ _id: at(1)['_id'] }, { $set: { customer: 1000 } });
    await source.replaceOne({ _id: at(2)['_id'] }, { customer: 2000, isReplaced: true });
    await source.updateOne({ _id: at(3)['_id'] }, { $unset: { n: 1 } });
    await source.deleteOne({ _id: at(4)['_id'] });
    await source.insertOne(at(4, { customer: 4000 }));
    await source.deleteOne({ _id: at(5)['_id'] });
    await sync.commit();
    expect(await all(right)).toEqual(await all(left));
    const indexes = await right.db('shop').collection('orders').indexes();
    expect(indexes.find(({ name }) => name === 'customer_1')).toMatchObject({ unique: true });
    // The index is no difference, since the key that needs it is not one.
    const everything = new NamespaceFilter({ include: [], exclude: [] }, left);
    const { pairs, findings } = await compareCatalogs(left, right, everything, false);
    expect([pairs.flatMap(({ catalog }) => catalog), findings]).toEqual([[], []]);
    expect(sharded.untargeted).toEqual([]);
  });

  it('goes on where it was interrupted between making a collection and sharding it', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 20));
    sharded.refusals.set('shardCollection', { code: 91, codeName: 'ShutdownInProgress', errmsg: 'gone' });
    await using sync = await open(byCustomer());
    await sync.whenFollowing();
    expect(sync.engine.run?.context.catalog.entries[0]?.shardKey).toEqual([{ field: 'customer', kind: 1 }]);
    expect((await sharded.configOf('shop.orders'))?.['key']).toEqual({ customer: 1 });
    expect(sharded.told.filter((command) => 'shardCollection' in command)).not.toEqual([]);
  });

  it('shards what is made, renamed and made again while it follows', async () => {
    await left.db('shop').collection('first').insertOne(at(1));
    await using sync = await open(byCustomer());
    await sync.whenFollowing();
    const shop = left.db('shop');
    await shop.collection('orders').insertMany(orders.slice(0, 5));
    await waitFor('the new collection', async () => (await all(right)).length === 5);
    const keyed = async (coll: string) => (await sharded.configOf(`shop.${coll}`))?.['key'];
    expect(await keyed('orders')).toEqual({ customer: 1 });
    await shop.collection('orders').rename('old');
    await shop.collection('new').insertMany(orders.slice(5, 10));
    await shop.collection('new').rename('orders');
    await waitFor('the other collection', async () => (await all(right))[0]?.['n'] === 5);
    await waitFor('both keys', async () => (await keyed('orders')) !== undefined && (await keyed('old')) !== undefined);
    await shop.collection('orders').updateOne({ _id: at(5)['_id'] }, { $set: { customer: 77 } });
    await shop.collection('old').drop();
    await sync.commit();
    expect(await all(right)).toEqual(await all(left));
    expect(await keyed('old')).toBeUndefined();
    expect(sharded.untargeted).toEqual([]);
  });

  it.each([
    ['no index supports the key', { createSupportingIndexes: false }, 'GW949', 'No index of shop.orders begins'],
    ['another index is unique', {}, 'GW949', 'The unique index n_1'],
  ])('stops before the copy where %s', async (_, more, code, detail) => {
    const source = left.db('shop').collection('orders');
    await source.insertMany(orders.slice(0, 5));
    if (detail.includes('unique')) await source.createIndex({ n: 1 }, { unique: true });
    await using sync = await open({ ...byCustomer(), ...more });
    await expect(sync.whenFollowing()).rejects.toMatchObject({ code, detail: expect.stringContaining(detail) });
    expect(await all(right)).toEqual([]);
  });

  it('stops where an empty collection cannot be spread, and goes on when it can', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 20));
    sharded.refusals.set('split', { code: 20, codeName: 'IllegalOperation', errmsg: 'no splitting today' });
    await using sync = await open(byCustomer({ chunksPerShard: 2 }));
    const refusal = { code: 'GW952', detail: expect.stringContaining('no splitting today') };
    await expect(sync.whenFollowing()).rejects.toMatchObject(refusal);
    expect(await all(right)).toEqual([]);
    await sync.engine.resume();
    await sync.whenFollowing();
    expect(await sharded.chunksOf('shop.orders')).toHaveLength(2);
    expect(await all(right)).toHaveLength(20);
  });

  it('stops at a rename that takes a collection into another database, as a mapping may, until it is taken back', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 5));
    const namespaceMapping = [{ from: 'shop.old', to: 'attic.old' }];
    await using sync = await RunningSync.open({
      sourceUri: plain.uri,
      destinationUri: sharded.uri,
      start: { sharding: byCustomer(), namespaceMapping },
    });
    await sync.whenFollowing();
    const errmsg = 'Source and destination collections must be on the same database.';
    sharded.refusals.set('renameCollection', { code: 13, codeName: 'CommandFailed', errmsg });
    await left.db('shop').collection('orders').rename('old');
    await waitFor('the failure', () => sync.engine.failure !== undefined);
    expect(sync.engine.failure).toMatchObject({ code: 'GW950', detail: expect.stringContaining(errmsg) });
    expect(await all(right)).toHaveLength(5);
    await left
      .db('shop')
      .collection('old')
      .insertOne(at(5, { customer: 5 }));
    await left.db('shop').collection('old').rename('orders');
    sharded.refusals.set('renameCollection', { code: 13, codeName: 'CommandFailed', errmsg });
    await sync.engine.resume();
    await sync.commit();
    expect(await all(right)).toHaveLength(6);
  });

  it('refuses to shard on a replica set', async () => {
    const uris = { sourceUri: sharded.uri, destinationUri: plain.uri };
    await expect(RunningSync.open({ ...uris, start: { sharding: byCustomer() } })).rejects.toMatchObject({
      code: 'GW948',
    });
  });

  it('keeps the keys of a sharded source, of collections that are there and that are sharded later', async () => {
    const source = right.db('shop').collection('orders');
    const admin = right.db('admin');
    await right.db('shop').createCollection('orders', { collation: { locale: 'de' } });
    const simple = { collation: { locale: 'simple' } };
    await source.createIndex({ customer: 1 }, { name: 'own', unique: true, ...simple });
    await admin.command({ shardCollection: 'shop.orders', key: { customer: 1 }, unique: true, ...simple });
    await source.insertMany(orders.slice(0, 40));
    await right.db('shop').collection('later').insertMany(orders.slice(0, 40));
    await using sync = await RunningSync.open({ sourceUri: sharded.uri, destinationUri: other.uri, start: {} });
    await sync.whenFollowing();
    expect((await other.configOf('shop.orders'))?.['key']).toEqual({ customer: 1 });
    await source.updateOne({ _id: at(1)['_id'], customer: 1 }, { $set: { n: -1 } });
    await source.deleteOne({ _id: at(2)['_id'], customer: 2 });
    await source.replaceOne({ _id: at(3)['_id'], customer: 3 }, { customer: 3, isReplaced: true });
    await source.insertOne(at(100, { customer: 100 }));
    await right.db('shop').collection('later').createIndex({ n: 'hashed' });
    await admin.command({ shardCollection: 'shop.later', key: { n: 'hashed' } });
    await right
      .db('shop')
      .collection('later')
      .updateOne({ _id: at(7)['_id'], n: 7 }, { $set: { customer: -7 } });
    await waitFor('the key of the other collection', async () => (await other.configOf('shop.later')) !== null);
    await sync.whenVerified();
    await sync.commit();
    for (const coll of ['orders', 'later']) expect(await all(onward, coll)).toEqual(await all(right, coll));
    const indexes = await onward.db('shop').collection('orders').indexes();
    expect(indexes.find(({ name }) => name === 'own')).toMatchObject({ unique: true, key: { customer: 1 } });
    expect((await other.configOf('shop.later'))?.['key']).toEqual({ n: 'hashed' });
    expect(other.untargeted).toEqual([]);
  });

  it('names no shard by an _id that a collation compares', async () => {
    const source = await left.db('shop').createCollection('orders', { collation: { locale: 'de' } });
    const names = Array.from({ length: 20 }, (_, n) => at(`order ${n}`, { n }));
    await source.insertMany(names);
    const shardCollection = { key: [{ _id: 'hashed' }] };
    const shardingEntries = [{ database: 'shop', collection: 'orders', shardCollection }];
    await using sync = await open({ createSupportingIndexes: true, shardingEntries });
    await sync.whenFollowing();
    expect((await sharded.configOf('shop.orders'))?.['key']).toEqual({ _id: 'hashed' });
    const before = sharded.untargeted.length;
    await source.updateOne({ _id: names[0]!['_id'] }, { $set: { n: -1 } });
    await source.replaceOne({ _id: names[1]!['_id'] }, { isReplaced: true });
    await source.updateOne({ _id: names[2]!['_id'] }, { $unset: { n: 1 } });
    await source.deleteOne({ _id: names[3]!['_id'] });
    await sync.commit();
    expect(await all(right)).toEqual(await all(left));
    expect(sharded.untargeted.slice(before)).toEqual([]);
  });

  it('goes back, to the keys that the old cluster has, with documents that have moved meanwhile', async () => {
    const simple = { collation: { locale: 'simple' } };
    await right.db('shop').createCollection('orders', { collation: { locale: 'de' } });
    await right
      .db('shop')
      .collection('orders')
      .createIndex({ customer: 1 }, { name: 'own', unique: true, ...simple });
    const command = { shardCollection: 'shop.orders', key: { customer: 1 }, unique: true, ...simple };
    await right.db('admin').command(command);
    await right.db('shop').collection('orders').insertMany(orders.slice(0, 40));
    const uris = { sourceUri: sharded.uri, destinationUri: other.uri };
    await using sync = await RunningSync.open({ ...uris, start: {}, leaseMs: 1_000 });
    await sync.whenFollowing();
    await sync.engine.commit({ reversible: true });
    await sync.whenCommitted();
    const taken = onward.db('shop').collection('orders');
    await taken.updateOne({ _id: at(1)['_id'], customer: 1 }, { $set: { n: -1 } });
    const before = sharded.untargeted.length;
    await sync.engine.reverse();
    await sync.whenFollowing();
    await taken.updateOne({ _id: at(2)['_id'], customer: 2 }, { $set: { customer: 2000 } });
    await taken.replaceOne({ _id: at(3)['_id'], customer: 3 }, { customer: 3000, isReplaced: true });
    await taken.deleteOne({ _id: at(4)['_id'], customer: 4 });
    await taken.insertOne(at(4, { customer: 4000 }));
    await onward.db('shop').collection('made').insertMany(orders.slice(0, 5));
    await onward.db('shop').collection('made').createIndex({ n: 1 });
    await onward.db('admin').command({ shardCollection: 'shop.made', key: { n: 1 } });
    await sync.whenVerified();
    await sync.commit();
    for (const coll of ['orders', 'made']) expect(await all(right, coll)).toEqual(await all(onward, coll));
    expect((await all(right))[4]).toMatchObject({ customer: 4000 });
    expect((await sharded.configOf('shop.orders'))?.['key']).toEqual({ customer: 1 });
    expect((await sharded.configOf('shop.made'))?.['key']).toEqual({ n: 1 });
    const indexes = await right.db('shop').collection('orders').indexes();
    expect(indexes.find(({ name }) => name === 'own')).toMatchObject({ unique: true });
    expect(sync.engine.failedConstraints).toEqual([]);
    expect(sharded.untargeted.slice(before)).toEqual([]);
  });

  it('goes back to a replica set', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 20));
    await using sync = await open(byCustomer());
    await sync.whenFollowing();
    await sync.engine.commit({ reversible: true });
    await sync.whenCommitted();
    await sync.engine.reverse();
    await sync.whenFollowing();
    const taken = right.db('shop').collection('orders');
    await taken.updateOne({ _id: at(1)['_id'], customer: 1 }, { $set: { customer: 1000 } });
    await taken.deleteOne({ _id: at(2)['_id'], customer: 2 });
    await taken.insertOne(at(100, { customer: 7 }));
    await sync.commit();
    expect(await all(left)).toEqual(await all(right));
    expect(await all(left)).toHaveLength(20);
  });

  it('leaves the pieces where zones of the destination put them', async () => {
    await left.db('shop').collection('orders').insertMany(orders.slice(0, 50));
    await sharded.addZone('shop.orders', 'EU', { customer: 10 }, { customer: 20 });
    await using sync = await open(byCustomer({ chunksPerShard: 4 }));
    await sync.whenFollowing();
    expect((await sharded.chunksOf('shop.orders')).map(({ min }) => min['customer']).slice(1)).toEqual([10, 20]);
    expect(await all(right)).toHaveLength(50);
    await sharded.removeZone('shop.orders', 'EU', { customer: 10 }, { customer: 20 });
  });

  it('does not commit what the source has under another UUID, as resharding leaves it, without a word in the stream', async () => {
    await right.db('shop').collection('orders').insertMany(orders.slice(0, 3));
    await using sync = await RunningSync.open({ sourceUri: sharded.uri, destinationUri: other.uri, start: {} });
    await sync.whenFollowing();
    const { catalog } = sync.engine.run!.context;
    catalog.remove(catalog.entries[0]!);
    await expect(sync.commit()).rejects.toMatchObject({ code: 'GW951' });
    expect(sync.engine.state).not.toBe('COMMITTED');
  });
});
