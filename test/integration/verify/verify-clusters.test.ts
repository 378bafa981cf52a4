import { describe, expect, it } from 'vitest';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import { compareClusters } from '../../../src/verify/compare-clusters.ts';
import type { Comparison, ComparisonProgress } from '../../../src/verify/comparison.ts';
import { RunningCli } from '../../support/cli/running-cli.ts';
import { BSON, type Db, type Document, Double, Int32, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startStandalone } from '../../support/servers/standalone.ts';
import { openTestDatabases, type TestDatabases } from '../../support/servers/test-databases.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';

describe('a comparison of two clusters', await needs({ sharedServers: '>=6.0' }), () => {
  const numbers = (count: number, from = 0): Document[] =>
    Array.from({ length: count }, (_, index) => ({ _id: from + index, text: `number ${from + index}` }));

  /** The same data on both sides, in collections of several kinds. */
  async function fill(db: Db): Promise<void> {
    await db.collection('many').insertMany(numbers(3_000));
    await db.collection('many').createIndex({ text: 1 }, { unique: true });
    await db.collection('few').insertMany(numbers(10));
    await db.createCollection('log', { capped: true, size: 100_000 });
    await db.collection('log').insertMany(numbers(20));
    await db.createCollection('newest', { viewOn: 'many', pipeline: [{ $sort: { _id: -1 } }] });
  }

  const verifyOf =
    (name: string, sourceUri: string, destinationUri: string) =>
    async (...args: string[]) => {
      const command = ['verify', '--namespace', name, '--format', 'json', ...args];
      const env = { PATH: process.env['PATH']!, GODWIT_CLUSTER0: sourceUri, GODWIT_CLUSTER1: destinationUri };
      const { exitCode, stdout, stderr } = await new RunningCli(command, { cwd: '/', env }).result;
      return { exitCode, comparison: (stdout === '' ? stderr : JSON.parse(stdout)) as Comparison };
    };

  const setUp = async (servers: TestDatabases) => {
    const name = servers.databaseName();
    const [source, destination] = [servers.source.db(name), servers.destination.db(name)];
    await Promise.all([fill(source), fill(destination)]);
    const verify = verifyOf(name, servers.sourceUri, servers.destinationUri);
    const of = ({ collections }: Comparison, coll: string) =>
      collections.find(({ namespace }) => namespace === `${name}.${coll}`)!;
    return { name, source, destination, verify, of };
  };

  it('finds what is missing, extra or different, in documents and catalogue, and repairs the documents', async () => {
    await using servers = await openTestDatabases();
    const { name, source, destination, verify, of } = await setUp(servers);
    expect(await verify()).toMatchObject({ exitCode: 0, comparison: { isEqual: true } });

    await destination.collection('many').deleteMany({ _id: { $in: [0, 1_500, 2_999] } } as Document);
    await destination.collection('many').insertMany([...numbers(1, -1), ...numbers(1, 7_000)]);
    await destination.collection('many').updateOne({ _id: 10 } as Document, { $set: { text: new Double(1) } });
    await source.collection('many').updateOne({ _id: 11 } as Document, { $set: { more: 1 } });
    await destination.collection('few').deleteOne({ _id: 5 } as Document);
    // The same key of another type is another document.
    await destination.collection('few').insertOne({ _id: new Double(5), text: 'number 5' } as Document);
    await source.collection('only here').insertOne({});
    await destination.collection('few').createIndex({ text: 1 });
    await destination.command({ collMod: 'newest', viewOn: 'few', pipeline: [] });

    const { exitCode, comparison } = await verify();
    expect(exitCode).toBe(6);
    expect(of(comparison, 'many')).toMatchObject({ missing: 3, extra: 2, different: 2, catalog: [] });
    expect(
      of(comparison, 'many')
        .samples.map(({ kind, id }) => `${kind} ${id}`)
        .sort(),
    ).toEqual(['different 10', 'different 11', 'extra -1', 'extra 7000', 'missing 0', 'missing 1500', 'missing 2999']);
    expect(of(comparison, 'few')).toMatchObject({
      missing: 1,
      extra: 1,
      catalog: ['index text_1 is on the destination only'],
    });
    expect(of(comparison, 'only here')).toMatchObject({ missing: 1 });
    expect([...comparison.catalog].sort()).toEqual([
      `${name}.only here is missing on the destination`,
      `view ${name}.newest differs`,
    ]);
    expect((await verify('--mode', 'counts')).comparison).toMatchObject({ isEqual: false });
    const sampled = await verify('--mode', 'sample', '--sample-percent', '100');
    expect(of(sampled.comparison, 'few')).toMatchObject({ missing: expect.any(Number) });
    expect(sampled.exitCode).toBe(6);

    const repaired = await verify('--repair');
    expect(of(repaired.comparison, 'many')).toMatchObject({ repaired: 7 });
    await source.collection('only here').drop();
    await destination.collection('few').dropIndex('text_1');
    await destination.command({ collMod: 'newest', viewOn: 'many', pipeline: [{ $sort: { _id: -1 } }] });
    expect(await verify()).toMatchObject({ exitCode: 0, comparison: { isEqual: true } });
    await expectSameData(servers.sourceUri, servers.destinationUri, { databases: [name] });
    const five = await destination.collection('few').findOne({ _id: 5 } as Document, { promoteValues: false });
    expect(five!['_id']).toBeInstanceOf(Int32);
  });

  it('tells of standalone servers, which have no clock to read behind, what differs, and repairs it', async () => {
    await using source = await startStandalone();
    await using destination = await startStandalone();
    await using here = await MongoClient.connect(source.uri);
    await using there = await MongoClient.connect(destination.uri);
    const verify = verifyOf('shop', source.uri, destination.uri);
    await Promise.all([fill(here.db('shop')), fill(there.db('shop'))]);
    expect(await verify()).toMatchObject({ exitCode: 0, comparison: { isEqual: true } });
    await here
      .db('shop')
      .collection('many')
      .deleteMany({ _id: { $lt: 3 } } as Document);
    await there
      .db('shop')
      .collection('few')
      .updateOne({ _id: 5 } as Document, { $set: { text: 'another' } });
    const differs = expect.arrayContaining([
      expect.objectContaining({ namespace: 'shop.few', different: 1 }),
      expect.objectContaining({ namespace: 'shop.many', extra: 3 }),
    ]);
    expect(await verify()).toMatchObject({ exitCode: 6, comparison: { isEqual: false, collections: differs } });
    expect(await verify('--mode', 'sample', '--sample-percent', '100')).toMatchObject({ exitCode: 6 });
    expect(await verify('--mode', 'counts')).toMatchObject({ exitCode: 6 });
    await verify('--repair');
    expect(await verify()).toMatchObject({ exitCode: 0, comparison: { isEqual: true } });
  });

  it('goes on where it was interrupted, and counts nothing twice', async () => {
    await using servers = await openTestDatabases();
    const { name, source, destination } = await setUp(servers);
    await Promise.all([source, destination].map((db) => db.collection('many').insertMany(numbers(40_000, 10_000))));
    await destination.collection('many').deleteMany({ _id: { $in: [100, 49_000] } } as Document);
    const stop = new AbortController();
    let progress: ComparisonProgress | undefined;
    const compare = async (signal: AbortSignal, resume?: ComparisonProgress) =>
      await compareClusters({
        source: { client: servers.source, address: 'a' },
        destination: { client: servers.destination, address: 'b' },
        filter: new NamespaceFilter({ include: [{ database: name }], exclude: [] }, servers.source),
        mode: 'full',
        samplePercent: 5,
        repairs: false,
        notCompared: [],
        parallelism: 1,
        isSyncing: false,
        resume,
        signal,
        now: () => new Date(),
        onProgress: (told) => {
          progress = told;
          if (told.open.some(({ result }) => result.documents > 20_000)) stop.abort();
        },
      });
    await expect(compare(stop.signal)).rejects.toThrow();
    const half = progress!.open.find(({ result }) => result.namespace === `${name}.many`)!;
    expect(half.result).toMatchObject({ missing: 1, documents: expect.any(Number) });
    expect(BSON.deserialize(Buffer.from(half.from, 'base64'))['_id']).toBeGreaterThan(20_000);
    const whole = await compare(new AbortController().signal, JSON.parse(JSON.stringify(progress)));
    const many = whole.collections.find(({ namespace }) => namespace === `${name}.many`)!;
    expect(many).toMatchObject({ documents: 42_998, missing: 2, extra: 0, different: 0 });
    expect(whole.collections).toHaveLength(3);
  });
});
