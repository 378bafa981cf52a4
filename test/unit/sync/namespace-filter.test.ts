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
