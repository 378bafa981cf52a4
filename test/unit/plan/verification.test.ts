import { describe, expect, it } from 'vitest';
import { unavailableParts } from '../../../src/plan/unavailable.ts';
import { covers } from '../../../src/verify/extent.ts';
import { following, loadedFrom, planOf } from '../../support/plan/observed.ts';

const exclude = [{ database: 'shop', collections: ['carts'] }];
const repair = { onMismatch: 'repair' };

describe('a plan with repairs of what differs', () => {
  const codesOf = async (blocks: object) => (await planOf(blocks)).diagnostics.map(({ code }) => code);

  it('says so in each step that compares, and on the way back in none, which only tells', async () => {
    const details = async (blocks: object, situation = {}) =>
      (await planOf({ verification: repair, ...blocks }, situation)).steps
        .filter(({ details: lines }) => lines.some((line) => line.includes('is overwritten')))
        .map(({ id }) => id);
    expect(await details({ phase: 'cutover' })).toEqual(['awaitVerified', 'awaitVerified:tail']);
    const engine = { ...following, state: 'reversing', isReversed: true } as const;
    expect(await details({ phase: 'rolledBack' }, { engine })).toEqual([]);
  });

  it('warns where others may write to the destination, and is refused where no document is compared', async () => {
    expect(await codesOf({ verification: repair })).toContain('GW794');
    expect(await codesOf({ verification: { ...repair, mode: 'counts' } })).toContain('GW793');
    expect(await codesOf({ verification: { ...repair, mode: 'off' } })).toContain('GW793');
  });

  it('is refused where the engine verifies by itself, or nothing but equal sides tell that all has arrived', async () => {
    const refused = async (type: string) => {
      const { spec } = await loadedFrom({
        engine: { type, ...(type === 'mongosync' ? { mongosync: { urls: ['http://sync:27182'] } } : {}) },
        verification: { ...repair, exclude, parallelism: 3 },
      });
      return unavailableParts(spec).map(({ pointer }) => pointer);
    };
    const pointers = ['/verification/onMismatch', '/verification/exclude', '/verification/parallelism'];
    expect(await refused('mongosync')).toEqual(pointers);
    expect(await refused('clusterSync')).toEqual([]);
    expect(await refused('dumpRestore')).toEqual([]);
  });
});

describe('what was compared', () => {
  it('shows no more than it had in it', () => {
    const full = { mode: 'full' } as const;
    expect(covers({ ...full, exclude }, full)).toBe(false);
    expect(covers(full, { ...full, exclude })).toBe(true);
    const stored = [{ collections: ['carts'], database: 'shop', databaseRegex: null }] as never;
    expect(covers({ ...full, exclude: stored }, { ...full, exclude })).toBe(true);
    expect(covers({ mode: 'sample', samplePercent: 5 }, { ...full, exclude })).toBe(false);
  });
});
