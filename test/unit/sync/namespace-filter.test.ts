import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { NamespaceFilter } from '../../../src/sync/catalog/namespace-filter.ts';
import { MongoClient } from '../../support/driver.ts';

/** After what is not needed any more is gone. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

describe('a filter with patterns', () => {
  it('takes no more memory for more names', async () => {
    // Never asked: the pattern is one that means the same everywhere.
    const client = new MongoClient('mongodb://127.0.0.1:1');
    const include = [
      { databaseRegex: { pattern: '^shop_' }, collectionsRegex: { pattern: '^tmp[.]agg_out[.][0-9]+$' } },
    ];
    const filter = new NamespaceFilter({ include, exclude: [] }, client);
    const nameOf = (n: number) => ({ db: 'shop_1', coll: `tmp.agg_out.${String(n).padStart(36, '0')}` });
    const before = usedHeap();
    for (let n = 0; n < 200_000; n += 1) await filter.covers(nameOf(n));
    const taken = usedHeap() - before;
    expect(await filter.covers(nameOf(0))).toBe(true);
    expect(await filter.covers({ db: 'shop_1', coll: 'orders' })).toBe(false);
    expect(taken).toBeLessThan(10_000_000);
  });
});

describe('a filter that names thousands of collections', () => {
  it('does not look at each of them for every name', async () => {
    const client = new MongoClient('mongodb://127.0.0.1:1');
    let looks = 0;
    const entryOf = (collection: string) => ({
      get database() {
        looks += 1;
        return 'shop';
      },
      collections: [collection],
    });
    const include = Array.from({ length: 5_000 }, (_, n) => entryOf(`c${n}`));
    const filter = new NamespaceFilter({ include, exclude: [{ database: 'shop', collections: ['c7'] }] }, client);
    looks = 0;
    const covered = ['c1', 'c4999', 'c7', 'c5000', 'system.buckets.c3'].map((coll) => ({ db: 'shop', coll }));
    expect(await Promise.all(covered.map((one) => filter.covers(one)))).toEqual([true, true, false, false, true]);
    expect(await Promise.all(['shop', 'other'].map((db) => filter.mayCoverDatabase(db)))).toEqual([true, false]);
    expect(looks).toBe(0);
  });
});
