import { describe, expect, it } from 'vitest';
import { type Document, Double, Int32, Long } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { useTwoDatabases } from './two-databases.ts';

describe('the verifier of the tests, on catalogues', await needs({ alikeServers: true }), async () => {
  const two = useTwoDatabases();

  it('finds missing and extra collections and views', async () => {
    await two.source.createCollection('only here');
    await two.destination.createCollection('only there');
    await two.source.createCollection('v', { viewOn: 'only here', pipeline: [] });
    const found = await two.differences();
    expect(found.sort()).toEqual([
      'collection extra: collection',
      'collection missing: collection',
      'collection missing: view',
    ]);
  });

  const options: Record<string, readonly [ours: Document, theirs: Document, expected: string[]]> = {
    capped: [{ capped: true, size: 4096 }, {}, ['option missing: capped', 'option missing: size']],
    'a size': [{ capped: true, size: 4096 }, { capped: true, size: 8192 }, ['option different: size']],
    'a validator': [{ validator: { a: 1 } }, { validator: { a: new Double(1) } }, ['option different: validator']],
    'the order in a validator': [
      { validator: { a: 1, b: 1 } },
      { validator: { b: 1, a: 1 } },
      ['option different: validator'],
    ],
    'a collation': [{ collation: { locale: 'en' } }, { collation: { locale: 'de' } }, ['option different: collation']],
    'a pipeline': [
      { viewOn: 'c', pipeline: [{ $match: { a: 1 } }] },
      { viewOn: 'c', pipeline: [{ $match: { a: 2 } }] },
      ['option different: pipeline'],
    ],
  };
  it.each(Object.entries(options))('finds %s', async (_, [ours, theirs, expected]) => {
    await two.source.createCollection('x', ours);
    await two.destination.createCollection('x', theirs);
    expect((await two.differences()).filter((found) => found.startsWith('option')).sort()).toEqual(expected);
  });

  it('finds a collection that became a view', async () => {
    await two.source.createCollection('x');
    await two.destination.createCollection('x', { viewOn: 'c', pipeline: [] });
    expect(await two.differences()).toContain('collection different: type');
  });

  const indexes: Record<string, readonly [ours: Document, theirs: Document, expected: string]> = {
    'the order of its keys': [{ key: { a: 1, b: 1 } }, { key: { b: 1, a: 1 } }, 'key'],
    'the direction of a key': [{ key: { a: 1 } }, { key: { a: -1 } }, 'key'],
    'the type of a direction': [{ key: { a: new Int32(1) } }, { key: { a: Long.fromNumber(1) } }, 'key'],
    'expiry, an int or a long': [
      { key: { a: 1 }, expireAfterSeconds: new Int32(60) },
      { key: { a: 1 }, expireAfterSeconds: new Int32(61) },
      'expireAfterSeconds',
    ],
    unique: [{ key: { a: 1 }, unique: true }, { key: { a: 1 } }, 'unique'],
    sparse: [{ key: { a: 1 } }, { key: { a: 1 }, sparse: true }, 'sparse'],
    collation: [
      { key: { a: 1 }, collation: { locale: 'en' } },
      { key: { a: 1 }, collation: { locale: 'fr' } },
      'collation',
    ],
    'the filter': [
      { key: { a: 1 }, partialFilterExpression: { a: { $gt: 1 } } },
      { key: { a: 1 }, partialFilterExpression: { a: { $gt: 2 } } },
      'partialFilterExpression',
    ],
  };
  it.each(Object.entries(indexes))('finds in an index %s', async (_, [ours, theirs, option]) => {
    await two.source.command({ createIndexes: 'c', indexes: [{ name: 'i', ...ours }] });
    await two.destination.command({ createIndexes: 'c', indexes: [{ name: 'i', ...theirs }] });
    const found = await two.differences();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^index option (different|missing|extra): i.${option}$`));
    expect(await two.differences({ ignoreCatalog: { indexOptions: [option] } })).toEqual([]);
  });

  it('finds in an index that it is hidden', await needs({ sharedServers: '>=4.4' }), async () => {
    await two.source.command({ createIndexes: 'c', indexes: [{ name: 'i', key: { a: 1 }, hidden: true }] });
    await two.destination.command({ createIndexes: 'c', indexes: [{ name: 'i', key: { a: 1 } }] });
    expect(await two.differences()).toEqual(['index option missing: i.hidden']);
  });

  it('finds missing and extra indexes, and another order only when that is all', async () => {
    await two.source.collection('c').createIndex({ a: 1 });
    await two.source.collection('c').createIndex({ b: 1 });
    await two.destination.collection('c').createIndex({ b: 1 });
    expect(await two.differences()).toEqual(['index missing: a_1']);
    await two.destination.collection('c').createIndex({ a: 1 });
    expect(await two.differences()).toEqual(['index order different: of listIndexes']);
    expect(await two.differences({ ignoreCatalog: { indexOrder: true } })).toEqual([]);
    await two.destination.collection('c').createIndex({ x: 1 });
    expect(await two.differences()).toEqual(['index extra: x_1']);
  });

  it('leaves out what it is told to leave out', async () => {
    await two.source.createCollection('left');
    expect(await two.differences({ ignoreNamespace: (namespace) => namespace === `${two.name}.left` })).toEqual([]);
  });
});
