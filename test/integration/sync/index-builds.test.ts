/** When indexes are built on the destination, and what becomes of those that cannot be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HealthProbe } from '../../../src/sync/health-probe.ts';
import { metricsBody } from '../../../src/sync/http/metrics-body.ts';
import { progressBody } from '../../../src/sync/http/progress-body.ts';
import { type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** The last of 2,000 documents; enough that indexes are worth a build of their own. */
const largeCount = 2_000;

describe('indexes of the destination', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let client: MongoClient;
  let other: MongoClient;

  beforeAll(async () => {
    source = await startReplicaSet();
    destination = await startReplicaSet();
    client = await MongoClient.connect(source.uri);
    other = await MongoClient.connect(destination.uri);
  });

  afterAll(async () => {
    await Promise.all([client?.close(), other?.close()]);
    await Promise.all([source?.[Symbol.asyncDispose](), destination?.[Symbol.asyncDispose]()]);
  });

  const open = async (options: Partial<Parameters<typeof RunningSync.open>[0]> = {}) =>
    await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start: {}, ...options });

  const namesOf = async (coll: string) =>
    (await other.db('shop').collection(coll).indexes()).map(({ name }) => name).sort();

  async function dropAll(): Promise<void> {
    for (const each of [client, other]) await dropDatabases(each);
  }

  /** What the destination's oplog tells of one collection: a build beside documents begins, or there was nothing to build. */
  async function story(coll: string): Promise<string> {
    const seen: string[] = [];
    const ops = other
      .db('local')
      .collection('oplog.rs')
      .find({ ns: { $in: [`shop.${coll}`, 'shop.$cmd', 'admin.$cmd'] } });
    for await (const { op, ns, o } of ops) {
      const inserts: Document[] = o.applyOps ?? [{ op, ns, o }];
      const what = inserts.some((one) => one['op'] === 'i' && one['ns'] === `shop.${coll}`)
        ? 'documents'
        : ['create', 'createIndexes', 'startIndexBuild', 'drop'].find((name) => o[name] === coll);
      if (what === 'drop' || what === 'create') seen.length = 0;
      else if (what !== undefined && seen.at(-1) !== what) seen.push(what);
    }
    return seen.join(', ');
  }

  it('come ahead of few documents, and behind many', async () => {
    await dropAll();
    for (const [coll, count] of Object.entries({ small: 20, large: largeCount })) {
      const documents = Array.from({ length: count }, (_, n) => ({ at: n, key: `${n}` }));
      await client.db('shop').collection(coll).insertMany(documents);
      await client.db('shop').collection(coll).createIndex({ at: 1 }, { unique: true });
    }
    await using sync = await open();
    await sync.whenFollowing();
    expect(await story('small')).toBe('createIndexes, documents');
    expect(await story('large')).toBe('documents, startIndexBuild');
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('that cannot be built are told by name and reason, stop nothing, and are tried again', async () => {
    await dropAll();
    const orders = client.db('shop').collection('orders');
    const theirs = other.db('shop').collection('orders');
    await orders.insertOne({ a: 1, b: 1 });
    await using sync = await open({ tuning: { indexRetryMs: 200 } });
    const failed = () => sync.engine.run?.context.catalogSync.failedIndexes ?? [];
    await sync.whenFollowing();
    // Of a writer that has no business there: no index can hold two arrays of one document.
    const intruder = { _id: 'intruder' as never, a: [1, 2], b: [1, 2] };
    await theirs.insertOne(intruder);
    await orders.createIndexes([
      { key: { at: 1 }, name: 'at_1' },
      { key: { a: 1, b: 1 }, name: 'both' },
    ]);
    await waitFor('another attempt', () => (failed()[0]?.attempts ?? 0) >= 2);
    const reason = expect.stringContaining('parallel arrays');
    const expected = { namespace: 'shop.orders', indexName: 'both', reason };
    expect(failed()).toEqual([expect.objectContaining(expected)]);
    expect(await namesOf('orders')).toEqual(['_id_', 'at_1']);
    const health = new HealthProbe({ cluster0: client, cluster1: other }, () => sync.engine.run);
    const told = progressBody({ engine: sync.engine, health, addresses: {}, instanceId: 'test' });
    expect(String(told['warnings'])).toMatch(
      /^Index both of shop\.orders could not be built \(attempt \d+, the next at 2\S+\): .*parallel arrays/,
    );
    expect(told).toMatchObject({ indexBuilding: { indexesBuilt: 1, totalIndexesToBuild: 2 }, failure: null });

    const { operationTime } = await client.db('shop').command({ insert: 'orders', documents: [{ a: 2 }] });
    await waitFor('data to go on', () => sync.engine.run!.follower.applied.time >= operationTime.toBigInt());
    expect(await theirs.countDocuments({ a: 2, b: null })).toBe(1);
    await theirs.deleteOne({ _id: intruder._id });
    await waitFor('the index', () => failed().length === 0);
    expect(await namesOf('orders')).toEqual(['_id_', 'at_1', 'both']);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });

  it('that are many, or refused with a whole document, are told in few words', async () => {
    await dropAll();
    const orders = client.db('shop').collection('orders');
    await orders.insertOne({ n: 1 });
    await using sync = await open();
    await sync.whenFollowing();
    await other
      .db('shop')
      .collection('orders')
      .insertOne({ place: 'no place', numbers: Array.from({ length: 200_000 }, (_, n) => n) });
    const names = Array.from({ length: 55 }, (_, n) => `place_${n}`);
    await orders.createIndexes(names.map((name) => ({ key: { place: '2dsphere', [name]: 1 }, name })));
    const failed = () => sync.engine.run?.context.catalogSync.failedIndexes ?? [];
    await waitFor('the attempts', () => failed().length === names.length);
    const health = new HealthProbe({ cluster0: client, cluster1: other }, () => sync.engine.run);
    const told = progressBody({ engine: sync.engine, health, addresses: {}, instanceId: 'test' });
    expect(JSON.stringify(told).length).toBeLessThan(500_000);
    expect(told).toMatchObject({ failedIndexCount: 55, failedIndexes: failed().slice(0, 50) });
    expect(told['warnings']).toHaveLength(51);
    expect(told['warnings']).toContain('5 more indexes could not be built');
    expect(metricsBody(told, [], { pings: { source: undefined, destination: undefined }, host: undefined })).toContain(
      '\ngodwit_sync_indexes_failed 55\n',
    );
  });

  it('are counted of the collections that are there', async () => {
    await dropAll();
    const names = ['one', 'two', 'three'];
    for (const name of names) await client.db('shop').collection(name).createIndex({ at: 1 });
    await using sync = await open();
    const health = new HealthProbe({ cluster0: client, cluster1: other }, () => sync.engine.run);
    const counts = () =>
      progressBody({ engine: sync.engine, health, addresses: {}, instanceId: 'test' })['indexBuilding'];
    const ofEach = (count: number) => ({
      ...{ indexesBuilt: count, totalIndexesToBuild: count },
      ...{ collectionsFinished: count, collectionsTotal: count },
    });
    await sync.whenFollowing();
    expect(counts()).toEqual(ofEach(3));
    for (const name of names.slice(1)) await client.db('shop').collection(name).drop();
    await waitFor('the drops', () => sync.engine.run!.context.catalog.size === 1);
    expect(counts()).toEqual(ofEach(1));
    await sync.engine.pause();
    await sync.engine.resume();
    await sync.whenFollowing();
    expect(counts()).toEqual(ofEach(1));
  });

  it('give way to documents that they refuse', async () => {
    await dropAll();
    const orders = client.db('shop').collection('orders');
    const theirs = other.db('shop').collection('orders');
    await orders.insertOne({ a: 1, b: 1, place: [1, 1] });
    await orders.createIndexes([
      { key: { a: 1, b: 1 }, name: 'both' },
      { key: { at: 1 }, name: 'at' },
      // The last, since it comes anew.
      { key: { place: '2dsphere' }, name: 'place' },
    ]);
    await using sync = await open({ tuning: { indexRetryMs: 200 } });
    const { catalogSync, catalog } = await (async () => {
      await sync.whenFollowing();
      return sync.engine.run!.context;
    })();
    const whenThere = async (filter: Document) =>
      await waitFor('the document', async () => {
        if (sync.engine.failure !== undefined) throw sync.engine.failure;
        return (await theirs.countDocuments(filter)) === 1;
      });

    // As when the source's drop of an index is carried out behind documents that the index would have refused.
    await theirs.createIndex({ c: 1, d: 1 }, { name: 'gone' });
    await orders.insertOne({ c: [1, 2], d: [1, 2] });
    await whenThere({ c: 1, d: 1 });
    expect(await namesOf('orders')).toEqual(['_id_', 'at', 'both', 'place']);
    await theirs.createIndex({ elsewhere: '2dsphere' }, { name: 'gone' });
    await orders.updateOne({ a: 1 }, { $set: { elsewhere: 'no place', 'x.y': 1 } });
    await whenThere({ elsewhere: 'no place' });
    expect(await namesOf('orders')).toEqual(['_id_', 'at', 'both', 'place']);

    // As when an older source indexes what this server does not.
    const [entry] = catalog.entries;
    const refusal = { index: 0, code: 16_755, message: "Can't extract geo keys: for the test", isDuplicateId: false };
    const before = catalogSync.timesGivenWay(entry!);
    const gaveWay = await Promise.all([
      catalogSync.giveWay(entry!, refusal, before),
      catalogSync.giveWay(entry!, refusal, before),
    ]);
    expect(gaveWay).toEqual([true, true]);
    expect(catalogSync.failedIndexes).toEqual([
      expect.objectContaining({ namespace: 'shop.orders', indexName: 'place', reason: refusal.message }),
    ]);
    await waitFor('another attempt', () => catalogSync.failedIndexes.length === 0);
    expect(await namesOf('orders')).toEqual(['_id_', 'at', 'both', 'place']);
    // Not every refusal is an index's.
    expect(await catalogSync.giveWay(entry!, { ...refusal, code: 2 }, before + 1)).toBe(false);
    await sync.commit();
    await expectSameData(source.uri, destination.uri);
  });
});
