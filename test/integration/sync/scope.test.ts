/** What of the source is synced, and where it goes: mapping, document filters, data that the destination has already. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, type Document, Long, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { dropDatabases } from '../../support/servers/drop-databases.ts';
import { type ReplicaSet, startReplicaSet } from '../../support/servers/replica-set.ts';
import { RunningSync, type RunningSyncOptions } from '../../support/sync/running-sync.ts';
import { compareDatabases } from '../../support/verify/compare-databases.ts';
import { DifferenceList } from '../../support/verify/difference.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';
import { insertRaw } from '../../support/zoo/insert-raw.ts';
import { document, value } from '../../support/zoo/raw-bson.ts';

const at = (id: unknown, fields: Document = {}) => ({ _id: id, ...fields }) as never;
const numbered = (count: number, from = 0) => Array.from({ length: count }, (_, n) => at(from + n, { n: from + n }));

describe('the scope of a sync', await needs({ mongod: '6.0' }), () => {
  let source: ReplicaSet;
  let destination: ReplicaSet;
  let left: MongoClient;
  let right: MongoClient;

  beforeAll(async () => {
    source = await startReplicaSet();
    destination = await startReplicaSet();
    left = await MongoClient.connect(source.uri);
    right = await MongoClient.connect(destination.uri);
  });

  afterAll(async () => {
    await Promise.all([left?.close(), right?.close()]);
    await Promise.all([source?.[Symbol.asyncDispose](), destination?.[Symbol.asyncDispose]()]);
  });

  /** Every test begins with two empty clusters. */
  async function clean(): Promise<void> {
    for (const client of [left, right]) await dropDatabases(client);
  }

  const open = async (start: Document, options: Partial<RunningSyncOptions> = {}) =>
    await RunningSync.open({ sourceUri: source.uri, destinationUri: destination.uri, start, ...options });

  const verified = async (sync: RunningSync) =>
    await waitFor('the verifier to be done', () => {
      const status = sync.engine.run?.verification?.status();
      return status?.watermark !== undefined && status.pendingDocuments === 0 && status.mismatchCount === 0;
    });

  async function expectSameDatabase(ours: Db, theirs: Db): Promise<void> {
    const differences = new DifferenceList(20);
    const compared = await compareDatabases({ source: ours, destination: theirs, differences, options: {} });
    expect(differences.kept).toEqual([]);
    expect(compared.length).toBeGreaterThan(0);
  }

  it('can be another database, with everything that happens in it', async () => {
    await clean();
    const shop = left.db('shop');
    await shop.collection('orders').insertMany(numbered(500));
    await shop.collection('orders').createIndex({ n: 1 }, { unique: true, name: 'unique n' });
    await shop.createCollection('log', { capped: true, size: 100_000 });
    await shop.createCollection('open', {
      viewOn: 'orders',
      pipeline: [{ $lookup: { from: 'log', localField: 'n', foreignField: 'n', as: 'lines' } }],
    });
    await shop.createCollection('weather', { timeseries: { timeField: 'at', metaField: 'place' } });
    await using sync = await open({ namespaceMapping: [{ from: 'shop', to: 'store' }] });
    {
      await using writer = await RandomWriter.start({ uri: source.uri, database: 'shop', collections: ['a', 'b'] });
      await sync.whenFollowing();
      await shop
        .collection('weather')
        .insertMany([at(1, { at: new Date(), place: 'x' }), at(2, { at: new Date(), place: 'y' })]);
      await shop.collection('log').insertMany(numbered(10));
      await shop.collection('new').insertMany(numbered(10));
      await shop.collection('new').rename('renamed');
      await shop.createCollection('latest', { viewOn: 'open', pipeline: [{ $match: { n: { $gt: 490 } } }] });
      await shop.collection('gone').insertOne(at(1));
      await shop.collection('gone').drop();
      await writer.stop();
    }
    await verified(sync);
    await sync.commit();
    await expectSameDatabase(shop, right.db('store'));
    expect(await right.db('shop').listCollections().toArray()).toEqual([]);
  });

  it.each([
    { buildIndexes: 'afterDataCopy', early: [], late: ['n_1', 'n_hashed'] },
    { buildIndexes: 'beforeDataCopy', early: ['n_1', 'n_hashed'], late: ['n_1', 'n_hashed'] },
    { buildIndexes: 'excludeHashed', early: ['n_1'], late: ['n_1'] },
    { buildIndexes: 'excludeHashedAfterCopy', early: [], late: ['n_1'] },
    { buildIndexes: 'never', early: [], late: [] },
  ])('has indexes when and as $buildIndexes asks for them', async ({ buildIndexes, early, late }) => {
    await clean();
    const orders = left.db('shop').collection('orders');
    const text = 'x'.repeat(1_000);
    await orders.insertMany(numbered(1_500).map((row) => ({ ...(row as object), text })));
    await orders.createIndexes([{ key: { n: 1 }, unique: true }, { key: { n: 'hashed' } }]);
    const there = right.db('shop').collection('orders');
    const names = async () => (await there.indexes()).map(({ name }) => name);
    await using sync = await open({ buildIndexes, load: { readBytesPerSecond: 1_000 } });
    const entry = () => sync.engine.run?.context.catalog.entries[0];
    await waitFor('the copy', async () => entry()?.state === 'copying' && (await names()).length > early.length);
    expect(await names()).toEqual(['_id_', ...early]);
    expect(sync.engine.run?.isCopied).toBe(false);
    await sync.engine.changeLoad({});
    await sync.whenFollowing();
    expect(await names()).toEqual(['_id_', ...late]);
    await verified(sync);
    await sync.commit();
    expect(await names()).toEqual(['_id_', ...late]);
    expect((await there.indexes()).find(({ name }) => name === 'n_1')?.['unique']).toBe(late.length > 0 || undefined);
    expect(await there.countDocuments()).toBe(1_500);
  });

  it('can be collections under other names, with the views on them', async () => {
    await clean();
    await left.db('hr').collection('people').insertMany(numbered(50));
    await left.db('hr').collection('teams').insertMany(numbered(5));
    await left.db('store').collection('items').insertMany(numbered(20));
    await left.db('hr').createCollection('old', {
      viewOn: 'people',
      pipeline: [
        {
          $unionWith: {
            coll: 'teams',
            pipeline: [{ $lookup: { from: 'people', localField: 'n', foreignField: 'n', as: 'p' } }],
          },
        },
      ],
    });
    const namespaceMapping = [
      { from: 'hr', to: 'store' },
      { from: 'hr.people', to: 'store.staff' },
      { from: 'store.items', to: 'goods.items' },
    ];
    await using sync = await open({ namespaceMapping });
    await sync.whenFollowing();
    await left
      .db('hr')
      .collection('people')
      .updateOne(at(3), { $set: { seen: true } });
    await left.db('hr').collection('later').insertOne(at(1));
    await left.db('store').collection('items').deleteOne(at(7));
    await verified(sync);
    await sync.commit();
    const names = async (db: Db) => (await db.listCollections().toArray()).map(({ name }) => name).sort();
    expect(await names(right.db('store'))).toEqual(['later', 'old', 'staff', 'system.views', 'teams']);
    expect(await names(right.db('goods'))).toEqual(['items']);
    expect(await names(right.db('hr'))).toEqual([]);
    const all = async (db: Db, name: string) => await db.collection(name).find().sort({ _id: 1 }).toArray();
    expect(await all(right.db('store'), 'staff')).toEqual(await all(left.db('hr'), 'people'));
    expect(await all(right.db('goods'), 'items')).toEqual(await all(left.db('store'), 'items'));
    expect(await all(right.db('store'), 'old')).toEqual(await all(left.db('hr'), 'old'));
  });

  it.each([
    { name: 'two collections to one name', to: 'b.one', code: 'GW928' },
    { name: 'a view apart from what it reads', to: 'elsewhere.one', code: 'GW927' },
  ])('cannot send $name', async ({ to, code }) => {
    await clean();
    await left.db('b').collection('one').insertOne(at(1));
    await left.db('a').collection('one').insertOne(at(1));
    await left.db('a').createCollection('view', { viewOn: 'one', pipeline: [] });
    await using sync = await open({ namespaceMapping: [{ from: 'a.one', to }] });
    await waitFor('the failure', () => sync.engine.failure !== undefined);
    expect(sync.engine.failure).toMatchObject({ code });
  });

  it('cannot send a collection to the name of a time series', async () => {
    await clean();
    await left
      .db('b')
      .collection('readings')
      .insertOne(at(1, { at: new Date() }));
    await left.db('a').createCollection('readings', { timeseries: { timeField: 'at' } });
    await left.db('a').collection('readings').insertOne({ at: new Date() });
    await using sync = await open({ namespaceMapping: [{ from: 'a', to: 'b' }] });
    await waitFor('the failure', () => sync.engine.failure !== undefined || sync.engine.canCommit);
    expect(sync.engine.failure).toMatchObject({ code: 'GW928' });
  });

  it('sends a collection apart from a view that is excluded', async () => {
    await clean();
    await left.db('a').collection('one').insertOne(at(1));
    await left.db('a').createCollection('view', { viewOn: 'one', pipeline: [] });
    const namespaceMapping = [{ from: 'a.one', to: 'c.one' }];
    await using sync = await open({
      namespaceMapping,
      excludeNamespaces: [{ database: 'a', collections: ['view'] }],
    });
    await sync.commit();
    expect(await right.db('c').collection('one').find().toArray()).toEqual([{ _id: 1 }]);
  });

  it('can be two databases that become one, each with its views', async () => {
    await clean();
    const [hr, store] = [left.db('hr'), left.db('store')];
    await hr.collection('people').insertMany(numbered(5));
    await store.collection('items').insertMany(numbered(20));
    await hr.createCollection('adults', { viewOn: 'people', pipeline: [] });
    await store.createCollection('cheap', { viewOn: 'items', pipeline: [{ $match: { n: { $lt: 9 } } }] });
    await store.createCollection('dear', { viewOn: 'items', pipeline: [{ $match: { n: { $gt: 9 } } }] });
    await using sync = await open({ namespaceMapping: [{ from: 'hr', to: 'store' }] });
    await sync.whenFollowing();
    const views = async () => {
      const listed = await right.db('store').listCollections({ type: 'view' }).toArray();
      return listed.map(({ name }) => name).sort();
    };
    expect(await views()).toEqual(['adults', 'cheap', 'dear']);
    await hr.createCollection('children', { viewOn: 'people', pipeline: [] });
    await waitFor('a view of the one', async () => (await views()).includes('children'));
    await store.collection('dear').drop();
    await waitFor('a view of the other', async () => !(await views()).includes('dear'));
    expect(await views()).toEqual(['adults', 'cheap', 'children']);
    await verified(sync);
    // Of what is made in it later nobody could tell to which of the two it belongs.
    await expect(sync.engine.commit({ reversible: true })).rejects.toMatchObject({ code: 'GW904' });
    await sync.commit();
    expect(await views()).toEqual(['adults', 'cheap', 'children']);
    expect(await right.db('store').collection('cheap').countDocuments()).toBe(9);
  });

  it('can be some documents of a collection, as they come and go', async () => {
    await clean();
    const orders = left.db('shop').collection('orders');
    await orders.insertMany(Array.from({ length: 2000 }, (_, n) => at(n, { region: n % 2 ? 'eu' : 'us', n })));
    await orders.createIndex({ region: 1 });
    await left.db('shop').collection('other').insertMany(numbered(10));
    const match = { region: 'eu', n: { $gte: 100 } };
    const documentFilters = [{ namespace: 'shop.orders', match: JSON.stringify(match) }];
    await using sync = await open({ documentFilters }, { tuning: { readBytesPerSecond: 50_000, copyParallelism: 1 } });
    const changes = async (from: number) => {
      await orders.updateMany({ _id: { $gte: from, $lt: from + 100 } } as never, { $set: { region: 'us' } });
      await orders.updateMany({ _id: { $gte: from + 100, $lt: from + 200 } } as never, { $set: { region: 'eu' } });
      await orders.deleteMany({ _id: { $gte: from + 200, $lt: from + 250 } } as never);
      await orders.insertMany(
        Array.from({ length: 100 }, (_, n) => at(10_000 + from + n, { region: n % 3 ? 'eu' : 'us', n: from + n })),
      );
      await orders.replaceOne(at(from + 260), { region: 'us', n: 5000 });
      await orders.replaceOne(at(from + 261), { region: 'eu', n: 1 });
      await orders.deleteOne(at(from + 262));
      await orders.insertOne(at(from + 262, { region: 'us' }));
    };
    await changes(200);
    await sync.whenFollowing();
    await changes(800);
    await verified(sync);
    await sync.commit();
    const expected = await orders.find(match).sort({ _id: 1 }).toArray();
    expect(expected.length).toBeGreaterThan(500);
    expect(await right.db('shop').collection('orders').find().sort({ _id: 1 }).toArray()).toEqual(expected);
    expect(await right.db('shop').collection('other').countDocuments()).toBe(10);
  });

  it('can be some documents by numbers beyond those that a double tells apart', async () => {
    await clean();
    const large = [2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 2n, 2n ** 53n + 3n];
    const rows = large.map((n) => at(Long.fromBigInt(n), { n: Long.fromBigInt(n) }));
    await left.db('shop').collection('orders').insertMany(rows.slice(0, 3));
    const match = '{"n":{"$gte":{"$numberLong":"9007199254740993"}}}';
    await using sync = await open({ documentFilters: [{ namespace: 'shop.orders', match }] });
    await sync.whenFollowing();
    await left.db('shop').collection('orders').insertMany(rows.slice(3));
    await left
      .db('shop')
      .collection('orders')
      .updateMany({}, { $set: { seen: true } });
    await verified(sync);
    await sync.commit();
    const there = await right
      .db('shop')
      .collection('orders')
      .find({}, { promoteLongs: false })
      .sort({ _id: 1 })
      .toArray();
    expect(there.map(({ _id }) => String(_id))).toEqual(large.slice(1).map(String));
  });

  const notSendable = [
    value.object(['r', value.regex('a', 'xi')]),
    value.object(['r', value.regex('a', 'g')]),
    value.binary(2, Buffer.from('abc')),
    value.codeWithScope('', document()),
    value.date(2n ** 62n),
  ];
  const withArray = (bytes: Buffer) => value.object(['a', { type: 0x04, bytes }]);
  const oddArrays = [
    withArray(document(['5', value.int(1)], ['x', value.int(2)])),
    withArray(document(['', value.int(3)], ['', value.int(4)])),
  ];
  it.each([
    { name: 'of several types', ids: notSendable, options: {} },
    { name: 'with arrays of other names than 0, 1 and so on', ids: oddArrays, options: {} },
    {
      name: 'with such arrays, clustered',
      ids: oddArrays,
      options: { clusteredIndex: { key: { _id: 1 }, unique: true } },
    },
  ])("can be some documents whose _ids would not survive the way through the driver's objects: $name", async (one) => {
    const { ids, options } = one;
    await clean();
    await left.db('shop').createCollection('orders', options);
    await insertRaw(
      left.db('shop'),
      'orders',
      ids.map((id) => document(['_id', id], ['n', value.int(1)])),
    );
    await using sync = await open({ documentFilters: [{ namespace: 'shop.orders', match: '{"n":{"$gt":0}}' }] });
    await sync.whenFollowing();
    await left
      .db('shop')
      .collection('orders')
      .updateMany({}, { $inc: { n: 1 } });
    await verified(sync);
    await sync.commit();
    expect(await right.db('shop').collection('orders').countDocuments({ n: 2 })).toBe(ids.length);
    await expectSameDatabase(left.db('shop'), right.db('shop'));
  });

  it.each([
    { name: 'a capped collection', options: { capped: true, size: 4096 } },
    { name: 'a time series', options: { timeseries: { timeField: 'at' } } },
    { name: 'a view', options: { viewOn: 'plain', pipeline: [] } },
  ])('cannot be some documents of $name', async ({ options }) => {
    await clean();
    await left.db('d').collection('plain').insertOne(at(1));
    await left.db('d').createCollection('c', options);
    await using sync = await open({ documentFilters: [{ namespace: 'd.c', match: '{"a":1}' }] });
    await waitFor('the failure', () => sync.engine.failure !== undefined);
    expect(sync.engine.failure).toMatchObject({ code: 'GW929' });
  });

  it.each([
    { match: '{"$where":"true"}', detail: 'without $where' },
    { match: '{"$expr":{"$lt":["$at","$$NOW"]}}', detail: 'without $$NOW' },
    { match: '[]', detail: 'an object' },
    { match: '{', detail: 'extended JSON' },
    { match: '{"a":{"$noSuch":1}}', detail: '$noSuch' },
  ])('refuses the document filter $match', async ({ match, detail }) => {
    await clean();
    const opening = open({ documentFilters: [{ namespace: 'd.c', match }] });
    await expect(opening).rejects.toMatchObject({ code: 'GW901', detail: expect.stringContaining(detail) });
  });

  it.each([
    {
      name: 'would change what a document filter means',
      start: { documentFilters: [{ namespace: 'd.c', match: '{"n":{"$lt":5}}' }] },
      expected: 5,
    },
    {
      name: 'leaves the filters',
      start: { includeNamespaces: [{ database: 'd', collectionsRegex: { pattern: '^[C]$', options: 'i' } }] },
      expected: 10,
    },
  ])('stops at a rename that $name, until it is taken back', async ({ start, expected }) => {
    await clean();
    const d = left.db('d');
    await d.collection('c').insertMany(numbered(10));
    await using sync = await open(start);
    await sync.whenFollowing();
    const stopped = async () => {
      await d.collection('c').rename('c2');
      await waitFor('the failure', () => sync.engine.failure !== undefined);
      expect(sync.engine.failure).toMatchObject({ code: 'GW923' });
      expect(sync.engine.run?.wasCopied).toBe(true);
    };
    await stopped();
    await d.collection('c2').updateOne({ n: 3 }, { $set: { under: 'another name' } });
    await d.collection('c2').rename('c');
    await d.collection('c').insertOne(at(100, { n: 1 }));
    await sync.engine.resume();
    await sync.whenFollowing();
    const there = right.db('d').collection('c');
    await waitFor('what came later', async () => (await there.countDocuments()) === expected + 1);
    expect(await there.countDocuments({ under: 'another name' })).toBe(1);
    // Dropped, there is nothing left to disagree about.
    await stopped();
    await d.collection('c2').drop();
    await sync.engine.resume();
    await sync.commit();
    expect(await there.countDocuments()).toBe(0);
  });

  it('takes a collection that left it in again under another name', async () => {
    await clean();
    const d = left.db('d');
    await d.collection('a').insertMany(numbered(10));
    const match = '{"n":{"$lt":5}}';
    await d.collection('few').insertMany(numbered(10));
    await d.collection('aside').insertMany(numbered(10));
    const excludeNamespaces = [{ database: 'd', collections: ['out', 'aside'] }];
    await using sync = await open({ excludeNamespaces, documentFilters: [{ namespace: 'd.few', match }] });
    for (const [from, by, to] of [
      ['a', 'out', 'b'],
      ['few', 'many', 'all'],
    ] as const) {
      await sync.whenFollowing();
      await d.collection(from).rename(by);
      await waitFor('the failure', () => sync.engine.failure !== undefined);
      expect(sync.engine.failure).toMatchObject({ code: 'GW923' });
      await d.collection(by).deleteOne({ n: 3 });
      await d.collection(by).rename(from);
      await d.collection(from).rename(to);
      await d.collection(from).insertOne(at('another'));
      // What came and went meanwhile was never in it.
      await d.collection('aside').rename('inside');
      await d.collection('inside').rename('aside');
      await sync.engine.resume();
    }
    await sync.whenFollowing();
    await verified(sync);
    await sync.commit();
    const there = await right.db('d').listCollections().toArray();
    expect(there.map(({ name }) => name).sort()).toEqual(['a', 'all', 'b', 'few']);
    expect(await right.db('d').collection('b').countDocuments()).toBe(9);
    expect(await right.db('d').collection('all').countDocuments()).toBe(9);
  });

  it('is not left by what a server fills under a name of its own, for a name outside or a document filter', async () => {
    await clean();
    const shop = left.db('shop');
    await shop.collection('orders').insertMany(numbered(10));
    await left.db('archive').collection('orders').insertMany(numbered(10));
    const documentFilters = ['shop.few', 'shop.fewer'].map((namespace) => ({ namespace, match: '{"n":{"$lt":5}}' }));
    const excludeNamespaces = [{ database: 'archive' }, { database: 'shop', collections: ['report', 'old'] }];
    await using sync = await open({ excludeNamespaces, documentFilters });
    await sync.whenFollowing();
    const out = async (name: string) =>
      await shop
        .collection('orders')
        .aggregate([{ $out: name }])
        .toArray();
    for (const name of ['report', 'few', 'few']) await out(name);
    for (const to of ['shop.old', 'shop.fewer']) {
      await left.db('archive').collection('orders').insertOne(at('again'));
      await left.db('admin').command({ renameCollection: 'archive.orders', to });
      await left.db('archive').collection('orders').insertMany(numbered(10));
    }
    await shop.collection('few').updateOne({ n: 7 }, { $set: { n: 2 } });
    await verified(sync);
    await sync.commit();
    const there = right.db('shop');
    expect((await there.listCollections().toArray()).map(({ name }) => name).sort()).toEqual([
      'few',
      'fewer',
      'orders',
    ]);
    expect(await there.collection('few').countDocuments()).toBe(6);
    expect(await there.collection('fewer').countDocuments()).toBe(5);
  });

  it.each(['pending', 'copying'] as const)(
    'takes in from its beginning what it copied under another name, dying while that is %s',
    async (until) => {
      await clean();
      const shop = left.db('shop');
      const text = 'x'.repeat(1_000);
      const filled = async (name: string, count: number) =>
        await shop.collection(name).insertMany(numbered(count).map((row) => ({ ...(row as object), text })));
      // As a server calls what `$out` fills, while it does.
      await filled('tmp.agg_out.1', 3_000);
      await filled('orders', 2_000);
      const documentFilters = [{ namespace: 'shop.few', match: '{"n":{"$lt":2500}}' }];
      const load = { copyParallelism: 1, copyCollections: 1, readBytesPerSecond: 400_000 };
      {
        await using sync = await open({ documentFilters, load, verification: { enabled: false } }, { leaseMs: 1_000 });
        const ranges = right.db('__godwit').collection('ranges');
        await waitFor('a part of it to be there for good', async () => {
          return (await ranges.countDocuments({ documents: { $gt: 500 } })) > 0;
        });
        await shop.collection('tmp.agg_out.1').rename('few');
        const entry = () => sync.engine.run?.context.catalog.atSource({ db: 'shop', coll: 'few' });
        await waitFor('it to come in under its name', () => entry()?.state === until);
        for (let written = 0; written < 4; written += 1) await sync.engine.run!.checkpointer.write();
        await sync.crash();
      }
      await using sync = await RunningSync.open({
        sourceUri: source.uri,
        destinationUri: destination.uri,
        leaseMs: 1_000,
      });
      await sync.engine.changeLoad({});
      await sync.commit();
      expect(await right.db('shop').collection('few').countDocuments()).toBe(2_500);
    },
  );

  it('grows by what is renamed into it, with its documents from before, up to the commit', async () => {
    await clean();
    const shop = left.db('shop');
    const text = 'x'.repeat(3_000);
    for (const name of ['draft', 'last']) {
      await shop.collection(name).insertMany(numbered(300).map((row) => ({ ...(row as object), text })));
      await shop.collection(name).createIndex({ n: -1 }, { unique: true });
    }
    await shop.createCollection('orders', { capped: true, size: 4096 });
    const includeNamespaces = [{ database: 'shop', collections: ['orders', 'latest', 'lasting'] }];
    const tuning = { readBytesPerSecond: 400_000 };
    await using sync = await open({ includeNamespaces, verification: { enabled: false } }, { tuning });
    await sync.whenFollowing();
    await shop.collection('draft').updateMany({}, { $set: { outside: true } });
    await shop.collection('draft').rename('orders', { dropTarget: true });
    await shop.collection('orders').deleteOne(at(7));
    await shop.collection('orders').rename('latest');
    await shop.collection('latest').insertOne(at(400));
    const there = right.db('shop').collection('latest');
    await waitFor('what came last', async () => (await there.countDocuments({ _id: at(400)['_id'] })) === 1);
    await sync.whenFollowing();
    await shop.collection('last').rename('lasting');
    // Most often before the stream has told of it.
    await sync.engine.commit({}).catch(async () => {
      await sync.whenFollowing();
      await sync.engine.commit({});
    });
    await sync.whenCommitted();
    await expectSameDatabase(shop, right.db('shop'));
    expect(await there.countDocuments({ outside: true })).toBe(299);
  });

  it('can be another database on the way there and on the way back', async () => {
    await clean();
    const shop = left.db('shop');
    const store = right.db('store');
    await shop.collection('orders').insertMany(numbered(200));
    await shop.collection('orders').createIndex({ n: 1 }, { unique: true });
    await shop.createCollection('open', { viewOn: 'orders', pipeline: [{ $match: { n: { $lt: 5 } } }] });
    const namespaceMapping = [
      { from: 'shop', to: 'store' },
      { from: 'shop.items', to: 'goods.things' },
    ];
    await shop.collection('items').insertMany(numbered(20));
    await using sync = await open({ namespaceMapping });
    await sync.whenFollowing();
    await sync.engine.commit({ reversible: true });
    await sync.whenCommitted();
    await store.collection('orders').updateMany({ n: { $gte: 100 } }, { $inc: { n: 1000 } });
    await right.db('goods').collection('things').deleteOne(at(3));
    await sync.engine.reverse();
    await sync.whenFollowing();
    await store.collection('made').insertMany(numbered(3));
    await store.collection('made').rename('renamed');
    await store.createCollection('onOpen', {
      viewOn: 'open',
      pipeline: [{ $lookup: { from: 'renamed', localField: 'n', foreignField: 'n', as: 'same' } }],
    });
    await store.collection('orders').deleteOne(at(1));
    await verified(sync);
    await sync.commit();
    const items = await shop.collection('items').find().sort({ _id: 1 }).toArray();
    expect(items).toEqual(await right.db('goods').collection('things').find().sort({ _id: 1 }).toArray());
    await shop.collection('items').drop();
    await expectSameDatabase(store, shop);
    const { databases } = await left.db('admin').admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).not.toContain('store');
  });

  it('leaves alone what the destination has beside it', async () => {
    await clean();
    await left.db('shop').collection('orders').insertMany(numbered(100));
    await left.db('shop').collection('secret').insertMany(numbered(5));
    const kept = numbered(7, 1000);
    await right.db('shop').collection('kept').insertMany(kept);
    await right.db('shop').collection('kept').createIndex({ n: 1 }, { unique: true, expireAfterSeconds: 9999 });
    await right.db('other').collection('kept').insertMany(kept);
    await right.db('shop').createCollection('keptView', { viewOn: 'kept', pipeline: [] });
    const includeNamespaces = [{ database: 'shop', collections: ['orders', 'view'] }];
    await left.db('shop').createCollection('view', { viewOn: 'orders', pipeline: [] });
    await using sync = await open({ includeNamespaces, preExistingDestinationData: true });
    await sync.whenFollowing();
    await left.db('shop').collection('kept').insertOne(at('not in scope'));
    await left.db('shop').collection('kept').drop();
    await left.db('other').collection('kept').insertOne(at(1));
    await left.db('other').dropDatabase();
    await left.db('shop').collection('orders').deleteOne(at(1));
    await left.db('shop').collection('view').drop();
    await verified(sync);
    await sync.commit();
    expect(await right.db('shop').collection('orders').countDocuments()).toBe(99);
    expect(await right.db('shop').collection('kept').find().toArray()).toEqual(kept);
    expect(await right.db('other').collection('kept').find().toArray()).toEqual(kept);
    expect(await right.db('shop').collection('keptView').countDocuments()).toBe(7);
    expect((await right.db('shop').collection('kept').indexes())[1]).toMatchObject({
      unique: true,
      expireAfterSeconds: 9999,
    });
    const names = (await right.db('shop').listCollections().toArray()).map(({ name }) => name).sort();
    expect(names).toEqual(['kept', 'keptView', 'orders', 'system.views']);
  });

  it.each([
    {
      start: { includeNamespaces: [{ databaseRegex: { pattern: '(' } }] },
      code: 'GW901',
      detail: /missing \)/,
    },
    {
      start: { excludeNamespaces: [{ database: 'd', collectionsRegex: { pattern: 'a', options: 'q' } }] },
      code: 'GW901',
      detail: /options/,
    },
    {
      start: { reversible: true, documentFilters: [{ namespace: 'd.c', match: '{"a":1}' }] },
      code: 'GW904',
      detail: /./,
    },
  ])('is refused with $code before anything is written ($detail)', async ({ start, code, detail }) => {
    await clean();
    await expect(open(start)).rejects.toMatchObject({ code, detail: expect.stringMatching(detail) });
    const { databases } = await right.db('admin').admin().listDatabases({ nameOnly: true });
    expect(databases.map(({ name }) => name)).not.toContain('__godwit');
  });

  it('is refused where a collection is in the way of either of two databases that become one', async () => {
    await clean();
    await left.db('hr').collection('people').insertOne(at(1));
    await left.db('store').collection('items').insertOne(at(1));
    await right.db('store').collection('items').insertOne(at('theirs'));
    const start = {
      includeNamespaces: [
        { database: 'hr', collections: ['people'] },
        { database: 'store', collections: ['items'] },
      ],
      namespaceMapping: [{ from: 'hr', to: 'store' }],
      preExistingDestinationData: true,
    };
    await expect(open(start)).rejects.toMatchObject({
      code: 'GW912',
      message: expect.stringContaining('store.items'),
    });
    expect(await right.db('store').collection('items').find().toArray()).toEqual([{ _id: 'theirs' }]);
  });

  it('is refused where the destination has a collection in the way', async () => {
    await clean();
    await left.db('shop').collection('orders').insertOne(at(1));
    await right.db('store').collection('orders').insertOne(at('theirs'));
    const start = {
      includeNamespaces: [{ database: 'shop' }],
      namespaceMapping: [{ from: 'shop', to: 'store' }],
      preExistingDestinationData: true,
    };
    await expect(open(start)).rejects.toMatchObject({
      code: 'GW912',
      message: expect.stringContaining('store.orders'),
    });
    expect(await right.db('store').collection('orders').find().toArray()).toEqual([{ _id: 'theirs' }]);
  });
});
