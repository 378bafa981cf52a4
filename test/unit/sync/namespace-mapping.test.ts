import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/sync/catalog/scope.ts';
import { MongoClient } from '../../support/driver.ts';

const rules = [
  { from: 'hr', to: 'store' },
  { from: 'hr.people', to: 'store.staff' },
  { from: 'store.items', to: 'goods.items' },
];
/** Nothing is asked of it: there are no patterns. */
const client = new MongoClient('mongodb://localhost');
const filter = { include: [{ database: 'hr' }, { database: 'store', collections: ['items'] }], exclude: [] };
const there = scopeOf({ filter, mapping: rules }, client);
const back = scopeOf({ filter, mapping: rules, isTurned: true }, client);

describe('a mapping', () => {
  it.each([
    ['hr.people', 'store.staff'],
    ['hr.teams', 'store.teams'],
    ['hr.system.buckets.hours', 'store.system.buckets.hours'],
    ['hr.made.later', 'store.made.later'],
    ['store.items', 'goods.items'],
    ['alone.c', 'alone.c'],
  ])('takes %s to %s, and a sync back takes it home', (from, to) => {
    const [source, destination] = [from, to].map((name) => {
      const [db, ...rest] = name.split('.');
      return { db: db!, coll: rest.join('.') };
    }) as [{ db: string; coll: string }, { db: string; coll: string }];
    expect(there.mapping.toDestination(source)).toEqual(destination);
    expect(there.mapping.toSources(destination)[0]).toEqual(source);
    expect(there.mapping.comesBack(source)).toBe(true);
    expect(back.mapping.toDestination(destination)).toEqual(source);
    expect(back.mapping.toSources(source)).toEqual([destination]);
  });

  it('knows the databases that either way may lead to', () => {
    expect(there.mapping.destinationsOf('hr')).toEqual(['store']);
    expect(there.mapping.destinationsOf('store')).toEqual(['store', 'goods']);
    expect(new Set(back.mapping.destinationsOf('store'))).toEqual(new Set(['hr', 'store']));
    expect(new Set(back.mapping.destinationsOf('goods'))).toEqual(new Set(['goods', 'store']));
  });

  it('tells what becomes one, and has no way back by that', () => {
    const staff = { db: 'store', coll: 'staff' };
    expect(there.mapping.toSources(staff)).toEqual([
      { db: 'hr', coll: 'people' },
      ...['hr', 'store'].map((db) => ({ db, coll: 'staff' })),
    ]);
    expect(there.mapping.comesBack({ db: 'hr', coll: 'teams' })).toBe(true);
    expect(there.mapping.comesBack({ db: 'store', coll: 'teams' })).toBe(false);
    expect(new Set(there.mapping.sourcesOf('store'))).toEqual(new Set(['hr', 'store']));
    expect(back.mapping.sourcesOf('hr')).toEqual(['store']);
  });

  it('has filters that mean the same on the way back', async () => {
    const covers = async (db: string, coll: string) => await back.filter.covers({ db, coll });
    expect(await covers('store', 'staff')).toBe(true);
    expect(await covers('store', 'made later')).toBe(true);
    expect(await covers('goods', 'items')).toBe(true);
    expect(await covers('goods', 'others')).toBe(false);
    // Nothing of the old cluster goes there, so nothing of it goes back.
    expect(await covers('hr', 'people')).toBe(false);
  });
});
