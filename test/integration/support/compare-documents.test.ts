import { describe, expect, it } from 'vitest';
import type { Collection, Db, Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { compareClusters, expectSameData } from '../../support/verify/compare-clusters.ts';
import { insertRaw } from '../../support/zoo/insert-raw.ts';
import { document, type RawValue, value } from '../../support/zoo/raw-bson.ts';
import { documentOfSize } from '../../support/zoo/sizes.ts';
import { ids, useTwoDatabases } from './two-databases.ts';

describe('the verifier of the tests, on documents', await needs({ alikeServers: true }), () => {
  const two = useTwoDatabases();

  it('finds equal data equal, and counts what it compared', async () => {
    await two.both((database) => database.collection('c').insertMany(ids(5000)));
    const comparison = await compareClusters(...two.uris, { databases: [two.name] });
    expect(comparison).toMatchObject({
      isEqual: true,
      differences: [],
      compared: { collections: 1, documents: 5000 },
    });
  });

  it('does not take nothing for equal', async () => {
    await expect(expectSameData(...two.uris, { databases: [two.name] })).rejects.toThrow(/nothing/);
  });

  it('finds each missing, extra and different one, with its bytes', async () => {
    await two.both((database) => database.collection('c').insertMany(ids(1000)));
    const changed = (database: Db): Collection<{ _id: number }> => database.collection('c');
    await changed(two.destination).deleteMany({ _id: { $in: [0, 500] } });
    await changed(two.source).deleteOne({ _id: 999 });
    await changed(two.destination).updateOne({ _id: 700 }, { $set: { a: 1 } });
    const options = { databases: [two.name] };
    const comparison = await compareClusters(...two.uris, options);
    const found = comparison.differences.map(({ kind, what }) => `${kind} ${what}`).sort();
    const id = (number: number) => `_id {"$numberInt":"${number}"}`;
    expect(found).toEqual([`different ${id(700)}`, `extra ${id(999)}`, `missing ${id(0)}`, `missing ${id(500)}`]);
    const { source: ours, destination: theirs } = comparison.differences.find(({ kind }) => kind === 'different')!;
    expect(ours).toBe('14 bytes 0e000000105f696400bc02000000');
    expect(theirs).toBe('21 bytes 15000000105f696400bc020000106100010000000000'.slice(0, 51));
  });

  const pairs: Record<string, readonly [ours: RawValue, theirs: RawValue]> = {
    'an int that became a double': [value.int(1), value.double(1)],
    'the payload of a NaN': [value.doubleBits(0x7ff8000000000000n), value.doubleBits(0x7ff8000000000001n)],
    'the sign of a zero': [value.double(0), value.double(-0)],
    'the order of keys': [
      value.object(['a', value.int(1)], ['b', value.int(2)]),
      value.object(['b', value.int(2)], ['a', value.int(1)]),
    ],
    'a repeated key': [
      value.object(['a', value.int(1)], ['a', value.int(2)]),
      value.object(['a', value.int(2)], ['a', value.int(1)]),
    ],
    'a subtype of binary': [value.binary(0, Buffer.from('x')), value.binary(0x80, Buffer.from('x'))],
    'a symbol that became a string': [value.symbol('x'), value.string('x')],
  };
  it.each(Object.entries(pairs))('finds %s', async (_, [ours, theirs]) => {
    await insertRaw(two.source, 'c', [document(['_id', value.int(1)], ['v', ours])]);
    await insertRaw(two.destination, 'c', [document(['_id', value.int(1)], ['v', theirs])]);
    expect(await two.differences()).toEqual(['document different: _id {"$numberInt":"1"}']);
  });

  it('tells _ids apart that the server holds equal', async () => {
    await insertRaw(two.source, 'c', [document(['_id', value.int(1)])]);
    await insertRaw(two.destination, 'c', [document(['_id', value.double(1)])]);
    const expected = ['document extra: _id {"$numberDouble":"1.0"}', 'document missing: _id {"$numberInt":"1"}'];
    expect((await two.differences()).sort()).toEqual(expected);
  });

  it('pairs _ids of every kind under a collation, in whatever order they come', async () => {
    const texts = ['b', 'Ä', 'a', 'C', 'é'];
    await two.both((database) => database.createCollection('c', { collation: { locale: 'en', strength: 2 } }));
    await insertRaw(
      two.source,
      'c',
      texts.map((text) => document(['_id', value.string(text)])),
    );
    await insertRaw(
      two.destination,
      'c',
      texts.toReversed().map((text) => document(['_id', value.string(text)])),
    );
    expect(await two.differences()).toEqual([]);
    await two.destination.collection<{ _id: string }>('c').deleteOne({ _id: 'b' });
    await insertRaw(two.destination, 'c', [document(['_id', value.string('B')])]);
    expect((await two.differences()).sort()).toEqual(['document extra: _id "B"', 'document missing: _id "b"']);
  });

  it('compares the largest documents', async () => {
    const largest = 16 * 1024 * 1024;
    await two.both((database) => insertRaw(database, 'c', [documentOfSize(1, largest)]));
    expect(await two.differences()).toEqual([]);
    await insertRaw(two.source, 'd', [documentOfSize(1, largest)]);
    await insertRaw(two.destination, 'd', [documentOfSize(1, largest - 1)]);
    expect(await two.differences()).toEqual(['document different: _id {"$numberInt":"1"}']);
  });

  it('counts all differences, and keeps as many as it was told', async () => {
    await two.source.collection('c').insertMany(ids(100));
    await two.destination.createCollection('c');
    const options = { databases: [two.name], keep: 3 };
    const comparison = await compareClusters(...two.uris, options);
    expect(comparison.differenceCount).toBe(100);
    expect(comparison.differences).toHaveLength(3);
    await expect(expectSameData(...two.uris, options)).rejects.toThrow(/and 97 more/);
  });

  it('minds the order of capped collections, and their head only when told', async () => {
    const capped = { capped: true, size: 100_000, max: 10 };
    await two.both((database) => database.createCollection('c', capped));
    await two.source.collection('c').insertMany(ids(10));
    await two.destination.collection('c').insertMany(ids(12).slice(0, 10));
    expect(await two.differences()).toEqual([]);
    await two.both((database) => database.collection('c').insertMany(ids(15).slice(10)));
    await two.source.collection('c').insertOne({ _id: 15 } as Document);
    expect(await two.differences()).toEqual([
      'document missing: _id {"$numberInt":"15"}',
      'document extra: _id {"$numberInt":"5"}',
    ]);
    await two.destination.collection('c').insertOne({ _id: 15 } as Document);
    await two.both((database) => database.createCollection('d', { ...capped, max: 20 }));
    await two.source.collection('d').insertMany(ids(8).slice(3));
    await two.destination.collection('d').insertMany(ids(8));
    expect(await two.differences()).toHaveLength(3);
    expect(await two.differences({ ignoreCappedHead: true })).toEqual([]);
    await two.both((database) => database.createCollection('e', capped));
    await two.source.collection('e').insertMany(ids(5));
    await two.destination.collection('e').insertMany(ids(5).reverse());
    expect(await two.differences({ ignoreCappedHead: true })).toEqual(['order different: from document 0 on']);
  });
});

describe(
  'the verifier of the tests, on time-series',
  await needs({ sharedServers: '>=5.0', alikeServers: true }),
  () => {
    const two = useTwoDatabases();
    const create = async (database: Db, values: readonly number[]) => {
      await database.createCollection('s', { timeseries: { timeField: 't', metaField: 'm' } });
      const measurements = values.map((v, index) => ({
        _id: index as never,
        t: new Date(index * 1000),
        m: 'x',
        v,
        more: v,
      }));
      await database.collection('s').insertMany(measurements);
    };

    it('compares buckets, or measurements', async () => {
      await create(two.source, [1, 2, 3]);
      await create(two.destination, [1, 2, 3]);
      // Each server made up its own _id for the bucket.
      expect(await two.differences()).toHaveLength(2);
      expect(await two.differences({ timeSeries: 'measurements' })).toEqual([]);
    });

    it('finds a different measurement', async () => {
      await create(two.source, [1, 2, 3]);
      await create(two.destination, [1, 2, 4]);
      expect(await two.differences({ timeSeries: 'measurements' })).toEqual([
        'document different: _id {"$numberInt":"2"}',
      ]);
    });
  },
);
