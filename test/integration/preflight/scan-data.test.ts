import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamespaceObservation } from '../../../src/observe/observation.ts';
import { type ScanParts, scanSource } from '../../../src/observe/scan/scan-source.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { Double, MongoClient } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { startReplicaSet } from '../../support/servers/replica-set.ts';
import { fillZoo } from '../../support/zoo/zoo.ts';
import { directoryOf } from '../../unit/spec/support.ts';
import { type Clusters, validateOnline } from './online.ts';

const beforeTheLimitWent = await needs({ mongod: '4.2' });

describe('the scan of all documents', await needs({ mongod: '6.0' }), () => {
  let pair: ServerPair;
  let clusters: Clusters;
  beforeAll(async () => {
    pair = await ServerPair.start({ source: { version: '6.0' }, destination: { version: '6.0' } });
    clusters = { sourceUri: pair.source.uri, destinationUri: pair.destination.uri };
  });
  beforeEach(async () => await pair.reset());
  afterAll(async () => await pair[Symbol.asyncDispose]());

  const scanFindings = async (engine: string, ...flags: string[]) => {
    const { findings, stderr } = await validateOnline(clusters, `engine: { type: ${engine} }`, ...flags);
    return { found: findings.filter(({ code }) => code.startsWith('GW33')), stderr };
  };

  it('finds what an engine does not take, and is quiet where it takes everything', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['values']);
    const mongosync = await scanFindings('mongosync', '--scan-data');
    expect(mongosync.found.map(({ code }) => code)).toEqual(['GW330', 'GW331']);
    const [duplicates, dollars] = mongosync.found;
    expect(duplicates?.objects?.first).toEqual([expect.stringMatching(/^zoo\.field_names \(\d+: _id "/)]);
    expect(dollars?.objects?.first).toEqual([expect.stringMatching(/^zoo\.dollar_names \(3: _id "below", "top"\)$/)]);
    expect(mongosync.stderr).toMatch(/^Scanned [\d,]+ documents of orders in /m);
    const clusterSync = await scanFindings('clusterSync', '--scan-data');
    expect(clusterSync.found.map(({ code }) => code)).toEqual(['GW331', 'GW332']);
    expect((await scanFindings('builtin', '--scan-data')).found).toEqual([]);
  });

  it('reads no document unasked', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['values']);
    const { found, stderr } = await scanFindings('mongosync');
    expect([found, stderr]).toEqual([[], '']);
  });

  it('takes every kind of _id in', async () => {
    await fillZoo(pair.sourceClient.db('zoo'), ['ids']);
    const { stderr } = await scanFindings('builtin', '--scan-data');
    const counts = await Promise.all(
      ['zoo', 'shop'].map(async (name) => {
        const database = pair.sourceClient.db(name);
        const lists = (await database.listCollections({ type: 'collection' }).toArray()).filter(
          (one) => !one.name.startsWith('system.'),
        );
        const each = await Promise.all(lists.map(async (one) => await database.collection(one.name).countDocuments()));
        return each.reduce((sum, count) => sum + count, 0);
      }),
    );
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(stderr).toContain(`Scanned ${total.toLocaleString('en-US')} documents`);
  });

  it('takes for the same what shards may both hold and a server holds for the same', async () => {
    const database = pair.sourceClient.db('shards');
    const collation = { locale: 'en', strength: 2 };
    const make = async (name: string, ids: unknown[], options = {}) => {
      await database.createCollection(`${name}1`, options);
      await database.createCollection(`${name}2`, options);
      const pipeline = [{ $unionWith: `${name}2` }];
      // As a mongos merges what two shards have.
      await database.createCollection(name, { viewOn: `${name}1`, pipeline, ...options });
      await database.collection(`${name}1`).insertMany(ids.slice(0, 3).map((_id) => ({ _id: _id as never })));
      await database.collection(`${name}2`).insertMany(ids.slice(3).map((_id) => ({ _id: _id as never })));
    };
    await make('exact', [1, 2, 3, 3]);
    await make('types', [1, 2, { a: 3 }, new Double(2), { a: new Double(3) }, 4]);
    await make('texts', ['a', 'b', 'c', 'B', 'd'], { collation });
    await make('apart', ['a', 'b', 1, 'B', 'bb', 2.5]);
    await using directory = await directoryOf({});
    const namespaces = ['exact', 'types', 'texts', 'apart'].map((collection) => ({
      ...{ database: 'shards', collection, type: 'collection', uuid: collection, documents: 4, indexes: [] },
      options: { hasCollation: collection === 'texts' },
    }));
    const { found } = await scanSource({
      client: pair.sourceClient,
      namespaces: namespaces as unknown as NamespaceObservation[],
      readFrom: { readPreference: 'primary', tags: {} },
      limitsKeys: false,
      directory: directory.path,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(found.map(({ namespace, trait, count }) => [namespace, trait, count])).toEqual([
      ['shards.exact', 'duplicateId', 1],
      ['shards.types', 'duplicateId', 2],
      ['shards.texts', 'duplicateId', 1],
    ]);
  });

  it('goes on where it was stopped, and counts nothing twice', async () => {
    const big = pair.sourceClient.db('shop').collection('big');
    const documents = Array.from({ length: 35_000 }, (_, _id) => ({ _id: _id as never, o: { $inc: 1 } }));
    await big.insertMany(documents);
    await using directory = await directoryOf({});
    const namespaces = [
      { database: 'shop', collection: 'big', type: 'collection', uuid: 'u', documents: 35_000, indexes: [] },
    ];
    const stop = new AbortController();
    const parts: ScanParts = {
      client: pair.sourceClient,
      namespaces: namespaces as unknown as NamespaceObservation[],
      readFrom: { readPreference: 'primary', tags: {} },
      limitsKeys: false,
      directory: directory.path,
      signal: stop.signal,
      onProgress: ({ documents: done }) => {
        if (done >= 20_000) stop.abort(new Error('stopped'));
      },
    };
    const kept = join(directory.path, 'scan.json');
    await expect(scanSource(parts)).rejects.toThrow('stopped');
    expect(existsSync(kept)).toBe(true);
    const readFirst: number[] = [];
    const resumed = await scanSource({
      ...parts,
      signal: new AbortController().signal,
      onProgress: ({ documents: done }) => readFirst.push(done),
    });
    expect(readFirst[0]).toBeGreaterThan(20_000);
    expect(resumed.found).toEqual([
      { trait: 'dollarNames', namespace: 'shop.big', count: 35_000, first: ['0', '1', '2', '3', '4'] },
    ]);
    expect(resumed.documents).toBe(35_000);
    expect(existsSync(kept)).toBe(false);
  });

  it('compares what a server before 4.2 left out of its indexes', beforeTheLimitWent, async () => {
    await using old = await startReplicaSet({ version: '4.2' });
    await using client = new MongoClient(old.uri);
    await client.db('admin').command({ setFeatureCompatibilityVersion: '4.0' });
    await client.db('admin').command({ setParameter: 1, failIndexKeyTooLong: false });
    const long = 'x'.repeat(2_000);
    const shop = client.db('shop');
    const texts = shop.collection<{ _id: number; value: unknown; kind?: string }>('texts');
    await texts.createIndex({ value: 1 }, { unique: true, name: 'plain' });
    await texts.insertMany([
      { _id: 1, value: { n: 1, long } },
      { _id: 2, value: { n: new Double(1), long } },
      { _id: 3, value: { n: 2, long } },
      { _id: 4, value: [long, 'short'] },
      { _id: 5, value: long },
      { _id: 6, value: 'short text' },
    ]);
    const names = shop.collection<{ _id: number; name: string; kind?: string }>('names');
    await names.createIndex(
      { name: 1 },
      {
        unique: true,
        name: 'german',
        collation: { locale: 'de', strength: 1 },
        partialFilterExpression: { kind: 'a' },
      },
    );
    await names.insertMany([
      { _id: 1, name: long, kind: 'a' },
      { _id: 2, name: long.toUpperCase(), kind: 'a' },
      { _id: 3, name: long, kind: 'b' },
    ]);
    const several = shop.collection<{ _id: number; name: string }>('several');
    await several.createIndex({ name: 1 }, { unique: true });
    await several.insertMany([
      { _id: 1, name: long },
      { _id: 2, name: `${long}y` },
    ]);
    const from = { ...clusters, sourceUri: old.uri };
    const { findings } = await validateOnline(from, '', '--scan-data');
    const [found, ...others] = findings.filter(({ code }) => code === 'GW333');
    expect([found?.objects?.first, others]).toEqual([
      ['shop.names german (2: _id 1, 2)', 'shop.texts plain (4: _id 1, 2)'],
      [],
    ]);
    // It is so: today's server does not build the index.
    const copied = pair.destinationClient.db('copy').collection('texts');
    await copied.insertMany((await texts.find().toArray()) as never);
    await expect(copied.createIndex({ value: 1 }, { unique: true })).rejects.toThrow('E11000');
    await texts.deleteMany({ _id: { $in: [2, 4] } });
    await names.deleteOne({ _id: 2 });
    const after = await validateOnline(from, '', '--scan-data');
    expect(after.findings.map(({ code }) => code)).not.toContain('GW333');
  });

  it('measures keys as a destination that behaves like 4.0 does', beforeTheLimitWent, async () => {
    await using old = await startReplicaSet({ version: '4.2' });
    await using client = new MongoClient(old.uri);
    await client.db('admin').command({ setFeatureCompatibilityVersion: '4.0' });
    const fitting = [{ a: 'x'.repeat(1_011) }, { a: ['x'.repeat(1_011), 1] }, { b: { c: 'x'.repeat(1_006) } }];
    const tooLong = [{ a: 'x'.repeat(1_012) }, { a: [1, 'x'.repeat(1_012)] }, { b: [{ c: 'x'.repeat(1_010) }] }];
    const indexes = [
      { key: { a: 1 }, name: 'a' },
      { key: { 'b.c': 1, d: 1 }, name: 'bc' },
      { key: { a: 'hashed' }, name: 'h' },
    ];
    for (const target of [pair.sourceClient, client]) {
      await target
        .db('keys')
        .command({ createIndexes: 'c', indexes: target === client ? indexes.slice(0, 2) : indexes });
    }
    const source = pair.sourceClient.db('keys').collection('c');
    // Both sides of the limit, as the old server itself draws it.
    const refused: unknown[] = [];
    for (const [number, document] of [...fitting, ...tooLong].entries()) {
      if (!Array.isArray(document.a)) await source.insertOne({ ...document, _id: number as never });
      const old42 = client.db('keys').collection('c');
      await old42.insertOne({ ...document, _id: number as never }).catch(() => refused.push(number));
    }
    expect(refused).toEqual([3, 4, 5]);
    const to = { ...clusters, destinationUri: old.uri };
    const { findings } = await validateOnline(to, 'engine: { type: dumpRestore }', '--scan-data');
    const found = findings.find(({ code }) => code === 'GW328');
    expect(found?.objects?.first).toEqual(['keys.c a (1: _id 3)', 'keys.c bc (1: _id 5)']);
    await client.db('admin').command({ setFeatureCompatibilityVersion: '4.2' });
    const without = await validateOnline(to, 'engine: { type: dumpRestore }', '--scan-data');
    expect(without.findings.map(({ code }) => code)).not.toContain('GW328');
  });
});
