import { describe, expect, it } from 'vitest';
import type { ClusterDetails, SearchIndex } from '../../../src/mongo/details/cluster-details.ts';
import { known, type Observed } from '../../../src/mongo/details/observed.ts';
import { isSameSearchIndex } from '../../../src/preflight/wanted-search-indexes.ts';
import { collection, following, planOf } from '../../support/plan/observed.ts';
import { healthyObservation } from '../preflight/healthy.ts';

const dynamic = { mappings: { dynamic: true } };

function search(namespace: string, name: string, more: Partial<SearchIndex> = {}): SearchIndex {
  return { namespace, name, type: 'search', definition: dynamic, ...more };
}

interface Sides {
  readonly source?: readonly SearchIndex[] | Observed<never>;
  readonly destination?: readonly SearchIndex[];
  readonly hasSearch?: boolean;
}

const refused: Observed<never> = {
  isKnown: false,
  because: { kind: 'privilege', asked: '$listSearchIndexes', role: 'readAnyDatabase', detail: 'not authorized' },
};

/** What a plan has of search indexes: its step and its diagnostics. */
async function planned(blocks: object, { source = [], destination = [], hasSearch = true }: Sides) {
  const { details } = healthyObservation().destination;
  const side = (searchIndexes: ClusterDetails['searchIndexes']) => ({
    namespaces: [collection('orders'), collection('customers')],
    details: { ...details!, searchIndexes, hasSearch },
  });
  const isList = (value: typeof source): value is readonly SearchIndex[] => Array.isArray(value);
  const plan = await planOf(blocks, {
    engine: following,
    source: side(isList(source) ? known(source) : source),
    destination: side(known(destination)),
  });
  const ours = ['GW325', 'GW714', 'GW715', 'GW716', 'GW768'];
  return {
    kinds: plan.steps.map(({ kind }) => kind),
    step: plan.steps.find(({ kind }) => kind === 'createSearchIndexes'),
    hints: plan.diagnostics.filter(({ code }) => code === 'GW716').map(({ hint }) => hint),
    codes: plan.diagnostics.map(({ code }) => code).filter((code) => ours.includes(code)),
  };
}

const declared = { namespace: 'shop.orders', name: 'default', definition: dynamic };

describe('search indexes in a plan', () => {
  it('are created where they are missing, declared or of the source, by the names of the destination', async () => {
    const mapping = [{ from: 'shop.customers', to: 'shop.people' }];
    const { step, codes } = await planned(
      { searchIndexes: { mode: 'copy', entries: [declared] }, filters: { mapping } },
      { source: [search('shop.orders', 'default', { definition: {} }), search('shop.customers', 'names')] },
    );
    expect([step?.symbol, step?.details, codes]).toEqual(['+', ['shop.orders default', 'shop.people names'], []]);
    expect(step?.inputs['indexes']).toContainEqual(search('shop.orders', 'default'));
  });

  it('are a step in any mode where they are declared, and of the source only with copy', async () => {
    const source = [search('shop.orders', 'of the source')];
    expect(await planned({}, { source })).toMatchObject({ step: undefined, codes: ['GW325'] });
    const { step, codes } = await planned({ searchIndexes: { mode: 'off', entries: [declared] } }, { source });
    expect([step?.details, codes]).toEqual([['shop.orders default'], []]);
  });

  it('come ahead of a cutover, and are the same inputs when some of them are there', async () => {
    const blocks = { phase: 'cutover', searchIndexes: { mode: 'copy', entries: [declared] } };
    const source = [search('shop.customers', 'names')];
    const whole = await planned(blocks, { source });
    expect(whole.kinds.indexOf('createSearchIndexes')).toBeLessThan(whole.kinds.indexOf('checkGates'));
    const present = search('shop.orders', 'default', { status: 'BUILDING', isQueryable: false });
    const rest = await planned(blocks, { source, destination: [present] });
    expect(rest.step?.details).toEqual(['shop.orders default, which is BUILDING', 'shop.customers names']);
    expect(rest.step?.inputs).toEqual(whole.step?.inputs);
    const there = { ...present, status: 'READY', isQueryable: true };
    expect((await planned(blocks, { source: [], destination: [there] })).step).toBeUndefined();
  });

  it('stay as they are where they differ, and are refused where they cannot be', async () => {
    const blocks = { searchIndexes: { entries: [declared] } };
    const other = search('shop.orders', 'default', {
      definition: { mappings: { dynamic: false, fields: { a: { type: 'string' } } } },
    });
    expect(await planned(blocks, { destination: [other] })).toMatchObject({ step: undefined, codes: ['GW768'] });
    expect((await planned(blocks, { hasSearch: false })).codes).toEqual(['GW714']);
    const nowhere = { searchIndexes: { entries: [{ ...declared, namespace: 'shop.nowhere' }] } };
    expect((await planned(nowhere, {})).codes).toEqual(['GW715']);
    const unread = await planned({ searchIndexes: { mode: 'copy' } }, { source: refused });
    expect([unread.step, unread.codes]).toEqual([undefined, ['GW716']]);
    expect(unread.hints).toEqual([expect.stringMatching(/^Grant the user of the source the role readAnyDatabase/)]);
    const because = { ...refused.because, kind: 'unsupported' } as const;
    const old = await planned({ searchIndexes: { mode: 'copy' } }, { source: { isKnown: false, because } });
    expect([old.step, old.codes]).toEqual([undefined, ['GW716']]);
    expect(old.hints).toEqual([
      expect.stringMatching(/credentials of destination\.atlas the role Project Data Access/),
    ]);
  });
});

describe('definitions of search indexes', () => {
  const same = (one: object, other: object) =>
    isSameSearchIndex(
      search('a.b', 'c', { definition: one as SearchIndex['definition'] }),
      search('a.b', 'c', { definition: other as SearchIndex['definition'] }),
    );

  it.each([
    ['the order of fields', { a: 1, mappings: { fields: {}, dynamic: true } }, { mappings: { dynamic: true }, a: 1 }],
    ['defaults', { mappings: { dynamic: false }, analyzer: 'lucene.standard' }, { mappings: {}, storedSource: false }],
    [
      'one way, or a list of it',
      { mappings: { fields: { a: [{ type: 'string' }] } } },
      { mappings: { fields: { a: { type: 'string' } } } },
    ],
  ])('are the same but for %s', (_, one, other) => expect(same(one, other)).toBe(true));

  it.each([
    [
      'other fields',
      { mappings: { fields: { a: { type: 'string' } } } },
      { mappings: { fields: { b: { type: 'string' } } } },
    ],
    ['another analyzer', { analyzer: 'lucene.english', mappings: {} }, { mappings: {} }],
    ['the order of a list', { fields: [{ path: 'a' }, { path: 'b' }] }, { fields: [{ path: 'b' }, { path: 'a' }] }],
    ['another number', { fields: [{ numDimensions: 3 }] }, { fields: [{ numDimensions: 4 }] }],
  ])('differ by %s', (_, one, other) => expect(same(one, other)).toBe(false));
});
