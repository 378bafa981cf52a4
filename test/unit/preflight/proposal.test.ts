import { describe, expect, it } from 'vitest';
import { known } from '../../../src/mongo/details/observed.ts';
import type { ClusterObservation } from '../../../src/observe/observation.ts';
import { type Answers, propose } from '../../../src/preflight/proposal.ts';
import { migrationFile } from '../../../src/report/yaml/migration-file.ts';
import { loadText } from '../spec/support.ts';
import { collection, healthyObservation } from './healthy.ts';

const existing: Answers = {
  name: 'orders',
  sourceVariable: 'SOURCE_URI',
  destination: { kind: 'existing', variable: 'DESTINATION_URI' },
  databases: [],
};
const atlas: Answers = {
  ...existing,
  destination: {
    kind: 'atlas',
    projectId: '64f0c0ffee0000000000beef',
    clusterName: 'orders',
    provider: 'AWS',
    region: 'EU_WEST_1',
  },
};

function source(facts: Partial<ClusterObservation['facts']> = {}, rest: Partial<ClusterObservation> = {}) {
  const { source: healthy } = healthyObservation();
  return { ...healthy, ...rest, facts: { ...healthy.facts, ...facts } };
}

function shardedSource(version: string, versionNumber: number): ClusterObservation {
  const healthy = source({ topology: 'sharded', version, versionNumber });
  const collections = [
    {
      namespace: 'shop.orders',
      key: [
        ['customerId', '1'],
        ['_id', 'hashed'],
      ] as const,
      isUnique: false,
    },
    { namespace: 'shop.on', key: [['10', '1']] as const, isUnique: true },
  ];
  const sharding = {
    shards: ['a', 'b', 'c'],
    balancerMode: 'off',
    hasBalancerWindow: false,
    zonedNamespaces: [],
    collections,
    draining: [],
    resharding: [],
    unequalIndexes: [],
  };
  return { ...healthy, details: { ...healthy.details!, sharding: known(sharding) } };
}

describe('the file that init writes', () => {
  it.each([
    ['an existing cluster', source(), existing],
    ['a new cluster in Atlas', source(), atlas],
    ['a sharded source', shardedSource('7.0.18', 700), atlas],
    ['an old sharded source', shardedSource('4.4.29', 404), existing],
    ['a standalone server', source({ topology: 'standalone' }), existing],
    ['an old source', source({ version: '3.6.23', versionNumber: 306 }), atlas],
    [
      'databases with names that are words of YAML',
      source(),
      { ...existing, databases: ['shop', 'on', '2024', 'a-b', 'größe'] },
    ],
    ['a source that shows nothing of itself', { ...source(), details: undefined }, atlas],
    ['an empty source', source({}, { namespaces: [] }), atlas],
  ])('is valid for %s', async (_, observed, answers) => {
    const { diagnostics, migrations } = await loadText(migrationFile(propose(observed, answers)));
    expect(diagnostics).toEqual([]);
    expect(migrations[0]?.name).toBe('orders');
  });

  it('asks for the databases that were named, and no others', async () => {
    const databases = ['shop', 'on', '2024'];
    const { migrations } = await loadText(migrationFile(propose(source(), { ...existing, databases })));
    expect(migrations[0]?.spec.filters.include.map(({ database }) => database)).toEqual(databases);
  });
});

describe('the proposal', () => {
  it.each([
    ['a replica set', source(), existing, 'builtin'],
    ['a sharded cluster', shardedSource('7.0.18', 700), existing, 'mongosync'],
    ['a sharded cluster that mongosync does not know', shardedSource('4.4.29', 404), existing, 'builtin'],
    ['a standalone server', source({ topology: 'standalone' }), existing, 'dumpRestore'],
    ['3.6 to Atlas', source({ version: '3.6.23', versionNumber: 306 }), atlas, 'mongomirror'],
    ['3.6 to somewhere else', source({ version: '3.6.23', versionNumber: 306 }), existing, 'dumpRestore'],
  ])('for %s', (_, observed, answers, engine) => {
    const { engine: proposed } = propose(observed, answers);
    expect(proposed.value).toBe(engine);
    expect(proposed.why.join()).not.toBe('');
  });

  it('takes the engine that was asked for', () => {
    expect(propose(source(), { ...existing, engine: 'clusterSync' }).engine.value).toBe('clusterSync');
  });

  it('gives the destination what the source has, and 30 % more disk than the data takes', () => {
    const proposed = propose(source(), atlas).atlas!;
    expect(proposed.tier.value).toBe('M60');
    // Two collections of 40 GB with indexes of 10 GB: 100 GB, 93.1 GiB, and 30 % more.
    expect(proposed.diskSizeGB.value).toBe(130);
    expect(proposed.version).toBe('7.0');
  });

  it('says what the data in memory would need', () => {
    const small = source();
    const status = { ...(small.details!.status as { value: object }).value, cachedBytes: 2e9 } as never;
    const { tier } = propose({ ...small, details: { ...small.details!, status: known(status) } }, atlas).atlas!;
    expect(tier.why.join('\n')).toMatch(/2 GB of data are in memory now, for which M30 would do/);
  });

  it('makes as many shards as there are', () => {
    const proposed = propose(shardedSource('7.0.18', 700), atlas);
    expect(proposed.atlas).toMatchObject({ isSharded: true, shards: 3 });
    expect(proposed.shardedCollections).toHaveLength(2);
  });

  it('never proposes an older server than the source', () => {
    const views = { namespaces: [collection('orders')] };
    expect(propose(source({ version: '8.0.5', versionNumber: 800 }, views), atlas).atlas?.version).toBe('8.0');
  });
});
