import { describe, expect, it } from 'vitest';
import { sourceTimeNow } from '../../../src/sync/source-time.ts';
import { writesSince } from '../../../src/sync/writes-since.ts';
import { MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

/** Somebody whom a write block does not stop, or who was forgotten: nobody blocks anything here. */
describe('a source that is written to while the sync is committed', await needs({ mongod: '6.0' }), () => {
  it('stops the commit and loses nothing; a held commit can be taken back as well', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using sourceClient = await MongoClient.connect(source.uri);
    await using destinationClient = await MongoClient.connect(destination.uri);
    const orders = sourceClient.db('shop').collection('orders');
    await orders.insertMany(Array.from({ length: 200 }, (_, number) => ({ number })));
    await orders.createIndex({ number: 1 }, { unique: true });
    const isPreparedForUniqueness = async () => {
      const indexes = await destinationClient.db('shop').collection('orders').indexes();
      return indexes.some((index) => index['prepareUnique'] === true || index.unique === true);
    };
    await using writer = await RandomWriter.start({ uri: source.uri, database: 'late', collections: ['a'], seed: 3 });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();

    await sync.engine.commit({ hold: true });
    await waitFor('the commit to be taken back', () => sync.engine.state === 'RUNNING');
    expect(sync.engine.failure).toMatchObject({ code: 'GW925' });
    expect(sync.engine.canWrite).toBe(false);
    expect(await isPreparedForUniqueness()).toBe(false);
    await writer.stop();

    await waitFor('the sync to be committable', () => sync.engine.canCommit);
    await sync.engine.commit({ hold: true });
    await waitFor('writes to be allowed', () => sync.engine.canWrite);
    expect(await isPreparedForUniqueness()).toBe(true);
    await sync.engine.undoCommit();
    expect(await isPreparedForUniqueness()).toBe(false);
    await orders.insertOne({ number: 'after the commit was taken back' });

    await sync.whenFollowing();
    // Somebody wrote to the destination: mongosync's commit ends only when the verifier agrees.
    const foreign = destinationClient.db('shop').collection('orders');
    await waitFor('a difference', async () => {
      await foreign.updateOne({ number: 5 }, { $set: { isForeign: true } });
      // Soon after its beginning a run fetches what was updated, and with that puts it right.
      await orders.updateOne({ number: 5 }, { $inc: { changes: 1 } });
      await sync.whenVerified();
      return (sync.engine.run?.verification?.status().mismatchCount ?? 0) > 0;
    });
    await waitFor('the sync to be committable', () => sync.engine.canCommit);
    await sync.engine.commit({});
    await waitFor('the commit to be taken back', () => sync.engine.state === 'RUNNING');
    const detail = expect.stringMatching(/of shop\.orders is different$/);
    expect(sync.engine.failure).toMatchObject({ code: 'GW991', detail });
    expect(sync.engine.canWrite).toBe(false);
    await orders.replaceOne({ number: 5 }, { number: 5 });

    await waitFor('the sync to be committable', () => sync.engine.canCommit);
    await sync.engine.commit({});
    await sync.whenCommitted();
    expect(await writer.record.findLost(destination.uri)).toEqual([]);
    await expectSameData(source.uri, destination.uri);
  });

  it('by a rename into the filters, stops the commit too', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    const [proxy] = destination.proxies;
    const shop = client.db('shop');
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('outside').insertOne({ number: 1 });
    const includeNamespaces = [{ database: 'shop', collections: ['orders', 'inside'] }];
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      start: { includeNamespaces },
    });
    await sync.whenFollowing();
    const before = await sourceTimeNow(client);
    // Behind the mark, and before it is looked whether anything was written since.
    const prepared = proxy!.holdNext('prepareUnique');
    await sync.engine.commit({ hold: true });
    await waitFor('the commit to prepare an index', () => prepared.isHolding());
    await shop.renameCollection('outside', 'inside');
    prepared.release();
    await waitFor('the end of the commit', () => sync.engine.state === 'RUNNING' || sync.engine.canWrite);
    expect(sync.engine.failure).toMatchObject({ code: 'GW925' });
    const { writes } = await writesSince(client, before, sync.engine.run!.context.filter);
    expect(writes).toEqual(['rename in shop.outside']);
    await waitFor('the sync to be committable', () => sync.engine.canCommit);
    await sync.engine.commit({});
    await sync.whenCommitted();
    await expectSameData(source.uri, destination.uri);
  });

  it.each([
    ['out of scope, is let be', 'reports', false],
    ['in scope, stops the commit', 'totals', true],
    ['of which nothing is known yet, stops the commit', undefined, true],
  ] as const)('by $out into a collection %s', async (_, target, isInScope) => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uri);
    const shop = client.db('shop');
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('orders').insertMany([{ number: 1 }, { number: 2 }]);
    await using sync = await RunningSync.open({
      sourceUri: source.uri,
      destinationUri: destination.uri,
      start: { excludeNamespaces: [{ database: 'shop', collections: ['reports'] }] },
    });
    await sync.whenFollowing();
    const before = await sourceTimeNow(client);
    // Behind the mark, and before it is looked whether anything was written since.
    const prepared = destination.proxies[0]!.holdNext('prepareUnique');
    await sync.engine.commit({ hold: true });
    await waitFor('the commit to prepare an index', () => prepared.isHolding());
    // One that failed is nothing to anybody.
    await shop.collection('tmp.agg_out.0').insertOne({});
    await shop.collection('tmp.agg_out.0').drop();
    if (target === undefined) await shop.collection('tmp.agg_out.1').insertOne({});
    else
      await shop
        .collection('orders')
        .aggregate([{ $out: target }])
        .toArray();
    prepared.release();
    await waitFor('the end of the commit', () => sync.engine.state === 'RUNNING' || sync.engine.canWrite);
    expect(sync.engine.canWrite).toBe(!isInScope);
    if (isInScope) expect(sync.engine.failure).toMatchObject({ code: 'GW925' });
    const { writes } = await writesSince(client, before, sync.engine.run!.context.filter);
    expect(writes).toEqual(isInScope ? [expect.stringMatching(/^(rename|insert) in shop\.tmp\.agg_out\./)] : []);
  });

  it.each([
    ['an index', async (client: MongoClient) => await client.db('shop').collection('orders').dropIndex('number_1')],
    ['a collection', async (client: MongoClient) => await client.db('shop').dropCollection('orders')],
  ] as const)('by the drop of %s that is prepared for uniqueness, is told as that', async (_, drop) => {
    await using source = await startReplicaSet({ proxied: true });
    await using destination = await startReplicaSet({ proxied: true });
    await using client = await MongoClient.connect(source.uriOf(source.members[0]!));
    await using there = await MongoClient.connect(destination.uriOf(destination.members[0]!));
    const shop = client.db('shop');
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('sessions').createIndex({ number: 1 }, { unique: true });
    await using sync = await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {} });
    await sync.whenFollowing();
    const [prepared, marked] = [destination.proxies[0]!.holdNext('prepareUnique'), source.proxies[0]!];
    await sync.engine.commit({ hold: true });
    await waitFor('the commit to prepare an index', () => prepared.isHolding());
    const mark = marked.holdNext('appendOplogNote');
    prepared.release();
    await waitFor('the commit to look whether anything was written since', () => mark.isHolding());
    await drop(client);
    await waitFor('the index to be gone', async () => {
      const listed = await there
        .db('shop')
        .collection('orders')
        .listIndexes()
        .toArray()
        .catch(() => []);
      return listed.every(({ name }) => name !== 'number_1');
    });
    mark.release();
    await waitFor('the end of the commit', () => sync.engine.state !== 'COMMITTING' || sync.engine.canWrite);
    expect(sync.engine.failure).toMatchObject({ code: 'GW925' });
    await waitFor('the sync to be committable', () => sync.engine.canCommit);
    await sync.engine.commit({});
    await sync.whenCommitted();
    expect(sync.engine.failedConstraints).toEqual([]);
    await expectSameData(source.uri, destination.uri);
  });
});
