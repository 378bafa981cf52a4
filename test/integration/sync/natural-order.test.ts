import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { forEachDocument } from '../../../src/mongo/bson/walk.ts';
import { collectionSize } from '../../../src/mongo/collection-size.ts';
import { BSON, ReadPreference } from '../../../src/mongo/driver.ts';
import type { Namespace } from '../../../src/mongo/namespace.ts';
import { isScattered } from '../../../src/mongo/natural-order.ts';
import { canKeepPlace, type NaturalPlace, NaturalScan } from '../../../src/mongo/natural-scan.ts';
import { ReadOrders } from '../../../src/sync/copy/read-order.ts';
import { type Binary, type Collection, type Document, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';
import { RunningSync } from '../../support/sync/running-sync.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Random } from '../../support/writer/random.ts';

const count = 20_000;
const naturally = { copyInNaturalOrder: [{ database: 'shop', collections: ['orders'] }] };
/** About three seconds for all of it, so that there is a middle. */
const slowly = { load: { readBytesPerSecond: 8_000_000 } };

/** The same for the same number, and anywhere among the others. */
function randomId(n: number): string {
  return createHash('md5').update(String(n)).digest('hex');
}

async function fill(collection: Collection<Document>, idOf: (n: number) => unknown, text: string, documents = count) {
  for (let n = 0; n < documents; n += 1_000) {
    const batch = Array.from({ length: Math.min(1_000, documents - n) }, (_, index) => ({
      _id: idOf(n + index),
      text,
    }));
    await collection.insertMany(batch as Document[]);
  }
}

/** Updates, deletes and inserts anywhere, deleted `_id`s again among them. */
function churn(collections: readonly Collection<Document>[]) {
  const random = new Random(7);
  let [isOver, done] = [false, 0];
  const running = (async () => {
    for (; !isOver; done += 1) {
      const _id = randomId(random.below(2 * count)) as never;
      const collection = random.pick(collections);
      if (random.below(3) === 0) await collection.deleteOne({ _id });
      else await collection.updateOne({ _id }, { $set: { [`f${random.below(9)}`]: done } }, { upsert: true });
    }
  })();
  const stop = async () => {
    isOver = true;
    await running;
    return done;
  };
  return { stop, [Symbol.asyncDispose]: async () => void (await stop()) };
}

/** Ends the cursors of the copy that wait for its next question, and tells how many. */
async function cutScans(client: MongoClient): Promise<number> {
  const scan = { type: 'idleCursor', 'cursor.originatingCommand.$_requestResumeToken': true };
  const pipeline = [{ $currentOp: { idleCursors: true } }, { $match: scan }];
  const found = await client.db('admin').aggregate(pipeline, { promoteLongs: false }).toArray();
  const ended = found.map(async ({ ns, cursor }) => {
    const [db = '', coll] = String(ns).split('.');
    return await client.db(db).command({ killCursors: coll, cursors: [cursor.cursorId] });
  });
  return (await Promise.all(ended)).flatMap(({ cursorsKilled }) => cursorsKilled).length;
}

interface StoredRange {
  readonly place: { readonly address: string; readonly tokens: readonly Binary[] } | null;
  readonly documents: number;
  readonly isDone: boolean;
}

/** Of the documents at which the latest batches ended, latest first. */
async function idsOfPlace(orders: Collection<Document>, { place }: StoredRange): Promise<unknown[]> {
  const all = await orders.find({}, { showRecordId: true, projection: { _id: 1 } }).toArray();
  const byRecord = new Map(all.map(({ _id, $recordId }) => [String($recordId), _id]));
  return place!.tokens.map(({ buffer }) => byRecord.get(String(BSON.deserialize(buffer)['$recordId'])));
}

/** A copy that was killed in its middle, with what it had stored by then. */
async function killedInTheMiddle(source: ReplicaSet, destination: ReplicaSet, start: object = {}) {
  await using client = await MongoClient.connect(source.uri);
  await using target = await MongoClient.connect(destination.uri);
  await fill(client.db('shop').collection('orders'), randomId, 'x'.repeat(1_000));
  const uris = { sourceUri: source.uri, destinationUri: destination.uri };
  const sync = await RunningSync.open({ ...uris, leaseMs: 2_000, start: { ...naturally, ...slowly, ...start } });
  const ranges = target.db('__godwit').collection('ranges');
  await waitFor('a stored place', async () => {
    if (sync.engine.failure !== undefined) throw sync.engine.failure;
    return (await ranges.findOne({ 'place.tokens.3': { $exists: true } })) !== null;
  });
  await sync.crash();
  return { uris, stored: (await ranges.findOne<StoredRange>())! };
}

/** Goes on, and tells how many documents were read since, and how many of them looked up once more. */
async function goOn(uris: { readonly sourceUri: string; readonly destinationUri: string }) {
  const sync = await RunningSync.open({ ...uris, leaseMs: 2_000 });
  await waitFor('the sync to be taken up', () => sync.engine.state !== 'INITIALIZING');
  await sync.engine.changeLoad({});
  await sync.whenFollowing();
  const { statistics } = sync.engine.run!.context;
  return {
    sync,
    copied: statistics.totals.copiedDocuments,
    fetched: statistics.documentsFetched,
    beginnings: sync.log.filter(({ message }) => message.includes('again from its beginning')),
  };
}

describe('the order of a copy', await needs({ mongod: '6.0' }), () => {
  it('is natural where _ids are random and the collection is larger than the cache, or it is asked for', async () => {
    await using databases = await openTestDatabases();
    const client = databases.source;
    const db = client.db(databases.databaseName());
    const namespaceOf = (coll: string) => ({ db: db.databaseName, coll });
    // The servers of tests have a cache of 256 MB.
    await fill(db.collection('random'), randomId, 'x'.repeat(20_000), 15_000);
    await fill(db.collection('ordered'), (n) => n, 'x'.repeat(20_000), 15_000);
    await fill(db.collection('small'), randomId, 'x');
    await db.createCollection('clustered', { clusteredIndex: { key: { _id: 1 }, unique: true } });
    await db.createCollection('capped', { capped: true, size: 10_000 });
    await db.createCollection('empty');
    for (const name of ['clustered', 'capped']) await fill(db.collection(name), randomId, 'x', 100);

    expect(await isScattered(client, namespaceOf('random'))).toBe(true);
    expect(await isScattered(client, namespaceOf('small'))).toBe(true);
    expect(await isScattered(client, namespaceOf('ordered'))).toBe(false);
    expect(await canKeepPlace(client, namespaceOf('small'))).toBe(true);
    expect(await canKeepPlace(client, namespaceOf('clustered'))).toBe(false);

    const sizeOf = async (coll: string) => await collectionSize(client, namespaceOf(coll));
    const orders = async (wish?: ConstructorParameters<typeof ReadOrders>[1], isOneOfMany = false) => {
      const readOrders = new ReadOrders(client, wish);
      const found: Record<string, string> = {};
      for (const coll of ['random', 'ordered', 'small', 'clustered', 'capped', 'empty']) {
        const kind = coll === 'capped' ? 'capped' : 'plain';
        found[coll] = await readOrders.of({ kind }, namespaceOf(coll), await sizeOf(coll), isOneOfMany);
      }
      return found;
    };
    const byId = { random: 'id', ordered: 'id', small: 'id', clustered: 'id', capped: 'natural', empty: 'id' };
    const other = [{ database: 'another' }, { database: db.databaseName, collections: ['neither'] }];
    expect(await orders()).toEqual({ ...byId, random: 'placed' });
    expect(await orders(undefined, true)).toEqual({ ...byId, random: 'placed' });
    expect(await orders({ detectsRandomId: false, collections: other }, true)).toEqual(byId);
    const named = [{ database: db.databaseName, collections: ['ordered', 'clustered', 'empty'] }];
    expect(await orders({ detectsRandomId: false, collections: named })).toEqual({ ...byId, ordered: 'placed' });
    const all = { ...byId, random: 'placed', ordered: 'placed', small: 'placed' };
    expect(await orders({ detectsRandomId: false, collections: [{ database: db.databaseName }] })).toEqual(all);
    expect(await orders({ detectsRandomId: false, collections: [{ database: '.' }] })).toEqual(all);
  });

  it('is natural where many collections are read at once that are soon read again', async () => {
    await using databases = await openTestDatabases();
    const [client, db] = [databases.source, databases.databaseName()];
    await client.db(db).collection<{ _id: number }>('orders').insertOne({ _id: 1 });
    const readOrders = new ReadOrders(client);
    const orderOf = async (megabytes: number, documents: number, isOneOfMany = true) => {
      const size = { bytes: megabytes * 1_000_000, documents, diskBytes: 0, indexBytes: 0 };
      return await readOrders.of({ kind: 'plain' }, { db, coll: 'orders' }, size, isOneOfMany);
    };
    expect(await orderOf(100, 100_000)).toBe('placed');
    expect(await orderOf(100, 100_000, false)).toBe('id');
    // Of large documents, a small collection, and one that takes its time.
    expect(await orderOf(100, 10_000)).toBe('id');
    expect(await orderOf(10, 100_000)).toBe('id');
    expect(await orderOf(1_001, 10_000_000)).toBe('id');
  });
});

describe('a copy in natural order', await needs({ mongod: '6.0' }), () => {
  it('brings everything while documents are written, whatever becomes of its cursors', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    const db = client.db('shop');
    const collections = ['orders', 'others'];
    for (const name of collections) await fill(db.collection(name), randomId, 'x'.repeat(1_000));
    await using churning = churn(collections.map((name) => db.collection(name)));
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({
      ...uris,
      start: { copyInNaturalOrder: [{ database: '.' }], ...slowly },
    });
    const copied = () => sync.engine.run?.context.statistics.totals.copiedDocuments ?? 0;
    for (const share of [0.2, 0.4, 0.6]) {
      await waitFor('some of the copy', () => sync.engine.failure !== undefined || copied() > 2 * count * share);
      expect(sync.engine.run?.isCopied).toBe(false);
      await waitFor('a scan to be cut', async () => (await cutScans(client)) > 0);
    }
    await sync.engine.changeLoad({});
    await sync.whenFollowing();
    expect(await churning.stop()).toBeGreaterThan(100);
    await sync.commit();
    await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
  });

  it('goes on where it was when it is killed, and reads nothing twice', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    const { uris, stored } = await killedInTheMiddle(source, destination);
    expect(stored.documents).toBeGreaterThan(0);
    const { sync, copied, fetched, beginnings } = await goOn(uris);
    await using _ = sync;
    expect(beginnings).toEqual([]);
    expect(copied).toBe(count);
    // What was inserted behind the last checkpoint.
    expect(fetched).toBeLessThan(count / 2);
    await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
  });

  it('goes on behind the document before, when the last one that was read is deleted meanwhile', async () => {
    await using source = await startReplicaSet();
    await using destination = await startReplicaSet();
    const { uris, stored } = await killedInTheMiddle(source, destination);
    await using client = await MongoClient.connect(source.uri);
    const orders = client.db('shop').collection('orders');
    const [latest] = await idsOfPlace(orders, stored);
    expect((await orders.deleteOne({ _id: latest as never })).deletedCount).toBe(1);
    const { sync, beginnings } = await goOn(uris);
    await using _ = sync;
    expect(beginnings).toEqual([]);
    await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
  });

  it.each([
    ['all the documents at which batches ended were deleted', 'deleted'],
    ['the member was restarted that it read from', 'restarted'],
    ['the member is gone that it read from', 'gone'],
  ])('begins anew when %s, and loses nothing', async (_what, fate) => {
    await using source = await startReplicaSet({ members: fate === 'gone' ? 3 : 1 });
    await using destination = await startReplicaSet();
    const { uris, stored } = await killedInTheMiddle(source, destination);
    const member = source.members.find(({ host }) => host === stored.place!.address)!;
    if (fate === 'restarted') await member.restart();
    else if (fate === 'gone') await member.kill();
    else {
      await using client = await MongoClient.connect(source.uri);
      const orders = client.db('shop').collection('orders');
      const ended = await idsOfPlace(orders, stored);
      expect((await orders.deleteMany({ _id: { $in: ended as never[] } })).deletedCount).toBe(4);
    }
    const { sync, beginnings } = await goOn(uris);
    await using _ = sync;
    expect(beginnings).toMatchObject([{ fields: { namespace: 'shop.orders' } }]);
    const waits = sync.log.filter(({ message }) => message.startsWith('Waiting for the member'));
    expect(waits).toHaveLength(fate === 'gone' ? 1 : 0);
    await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
  });

  it('goes on at the same member when that is the primary no more', async () => {
    await using source = await startReplicaSet({ members: 3 });
    await using destination = await startReplicaSet();
    await using client = await MongoClient.connect(source.uri);
    await fill(client.db('shop').collection('orders'), randomId, 'x'.repeat(1_000));
    const uris = { sourceUri: source.uri, destinationUri: destination.uri };
    await using sync = await RunningSync.open({ ...uris, start: { ...naturally, ...slowly } });
    await waitFor(
      'some of the copy',
      () => (sync.engine.run?.context.statistics.totals.copiedDocuments ?? 0) > count / 3,
    );
    await source.stepDown();
    await sync.engine.changeLoad({});
    await sync.whenFollowing();
    expect(sync.log.filter(({ message }) => message.includes('again from its beginning'))).toEqual([]);
    await sync.commit();
    await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
  });
});

/** Reads all, from a cursor of its own for every batch, and tells the batches. */
async function readByPlaces(client: MongoClient, namespace: Namespace, batchSize: number): Promise<unknown[][]> {
  const batches: unknown[][] = [];
  const session = client.startSession();
  try {
    for (let place: NaturalPlace | undefined; ; ) {
      const find = { find: namespace.coll, batchSize };
      // Of every other cursor the second batch: the server ends it in another place.
      const options = { session, batchSize, readPreference: ReadPreference.primary };
      const scan = (await NaturalScan.open(client, namespace.db, find, options, place)) as NaturalScan;
      const before = batches.length;
      while (batches.length < before + 1 + (before % 2)) {
        const batch = await scan.cursor.next();
        if (batch === undefined) return batches;
        const ids: unknown[] = [];
        forEachDocument(batch.bytes, batch.arrayStart, (start, end) => {
          ids.push(BSON.deserialize(batch.bytes.subarray(start, end))['_id']);
        });
        batches.push(ids);
        place = scan.placeBehind(batch);
      }
      await scan.cursor.close();
    }
  } finally {
    await session.endSession();
  }
}

for (const version of ['4.4', '5.0', '6.0'] as const) {
  describe(`a place in a scan of ${version}`, await needs({ mongod: version }), () => {
    it('is behind what the batch holds, wherever the server ends it', async () => {
      await using server = await startReplicaSet({ version });
      await using client = await MongoClient.connect(server.uri);
      const db = client.db('shop');
      await fill(db.collection('small'), randomId, 'x', 500);
      // A reply takes two of the large ones: the third that was read is kept for the next.
      const sizes = [7, 7, 7, 1, 9, 9, 15, 0, 0, 7, 15, 15, 7, 7, 7].map((megabytes) => megabytes * 1_000_000);
      for (const [n, size] of sizes.entries()) {
        await db.collection<{ _id: string }>('large').insertOne({ _id: randomId(n), text: 'x'.repeat(size) } as never);
      }
      for (const [coll, documents] of [
        ['small', 500],
        ['large', sizes.length],
      ] as const) {
        const ids = Array.from({ length: documents }, (_, n) => randomId(n));
        for (const batchSize of [1, 7, 10_000]) {
          const batches = await readByPlaces(client, { db: 'shop', coll }, batchSize);
          expect(batches.flat()).toEqual(ids);
          if (coll === 'large') expect(batches.length).toBeGreaterThan(5);
        }
      }
    });
  });
}

for (const version of ['4.2', '4.4', '5.0'] as const) {
  describe(`a copy in natural order of a source of ${version}`, await needs({ mongod: [version, '6.0'] }), () => {
    it(version === '4.2' ? 'is none, since that keeps no place' : 'goes on where it was', async () => {
      await using source = await startReplicaSet({ version });
      await using destination = await startReplicaSet({ version: '6.0' });
      if (version === '4.2') {
        await using client = await MongoClient.connect(source.uri);
        await client.db('shop').collection('orders').insertOne({});
        expect(await canKeepPlace(client, { db: 'shop', coll: 'orders' })).toBe(false);
        return;
      }
      const { uris } = await killedInTheMiddle(source, destination);
      const { sync, copied, beginnings } = await goOn(uris);
      await using _ = sync;
      expect(beginnings).toEqual([]);
      expect(copied).toBe(count);
      await expectSameData(source.uri, destination.uri, { databases: ['shop'] });
    });
  });
}
