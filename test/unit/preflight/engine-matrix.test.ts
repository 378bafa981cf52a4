import { describe, expect, it } from 'vitest';
import { engineMatrix } from '../../../src/preflight/engine-matrix.ts';
import { contextOf } from './healthy.ts';

/** Why each engine cannot, by what it declares. */
async function cannot(blocks: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const verdicts = engineMatrix(await contextOf(blocks, {}));
  return Object.fromEntries(verdicts.map(({ engine, cannot: reasons }) => [engine, reasons]));
}

describe('the matrix of engines', () => {
  it('goes by what the engines declare', async () => {
    expect(await cannot('filters: { mapping: [{ from: shop.orders, to: shop.sales }] }')).toMatchObject({
      builtin: [],
      mongosync: expect.arrayContaining(['it cannot rename namespaces']),
      clusterSync: ['it cannot rename namespaces'],
    });
    expect(await cannot('cutover: { rollback: { mode: reverse, keepFor: 48h } }')).toMatchObject({
      builtin: [],
      clusterSync: ['it cannot reverse'],
    });
    const reverse = 'cutover: { rollback: { mode: reverse, keepFor: 48h } }';
    const old = 'engine: { type: mongosync, mongosync: { version: "1.18.0" } }';
    expect((await cannot(`${reverse}\n${old}`))['mongosync']).toEqual([]);
    expect((await cannot(`${reverse}\n${old}\nfilters: { include: [{ database: shop }] }`))['mongosync']).toEqual([
      'it cannot reverse',
    ]);
    expect(await cannot('')).toMatchObject({
      dumpRestore: ['it cannot follow a source, so that synced is never reached'],
    });
  });

  it('takes into account where the destination is', async () => {
    expect((await cannot(''))['mongomirror']).toContain('it needs a destination in Atlas');
  });
});
