import { describe, expect, it } from 'vitest';
import type { ShardingFacts } from '../../../src/mongo/details/cluster-details.ts';
import type { Observed } from '../../../src/mongo/details/observed.ts';
import { known } from '../../../src/mongo/details/observed.ts';
import type { ClusterObservation } from '../../../src/observe/observation.ts';
import type { Document } from '../../support/driver.ts';
import { planOf, type Situation } from '../../support/plan/observed.ts';
import { healthyObservation } from '../preflight/healthy.ts';

const healthy = healthyObservation();

/** A side that is a sharded cluster with these collections sharded. */
function sharded(...collections: ShardingFacts['collections']): Partial<ClusterObservation> {
  const none = { zonedNamespaces: [], draining: [], resharding: [], unequalIndexes: [] };
  const facts = { shards: ['a', 'b'], balancerMode: 'off', hasBalancerWindow: false, ...none, collections };
  const sharding: Observed<ShardingFacts> = known(facts);
  const { source } = healthy;
  return { facts: { ...source.facts, topology: 'sharded' }, details: { ...source.details!, sharding } };
}

async function startOf(blocks: Document, situation: Situation): Promise<readonly string[]> {
  const { steps } = await planOf(blocks, situation);
  return steps.find(({ kind }) => kind === 'startSync')!.details.slice(1);
}

describe('the step that begins a sync into a sharded cluster', () => {
  const entries = [
    { namespace: 'shop.orders', key: { customer: 1, _id: 'hashed' }, presplit: { chunksPerShard: 8 } },
    { namespace: 'shop.later', key: { n: 1 }, unique: true },
  ];

  it('tells each shard key, and what is made for it', async () => {
    const sharding = { createSupportingIndexes: true, entries };
    expect(await startOf({ sharding }, { destination: sharded() })).toEqual([
      'Shard shop.orders by { customer: 1, _id: hashed } before its data, cut into 8 chunks per shard, with an index for it, which the source lacks',
      'Shard shop.later by { n: 1 } before its data, unique from the cutover on, once it is there: the source has none',
    ]);
  });

  it('tells the keys that are kept, but for those that the file gives anew', async () => {
    const key = [['customer', '1'] as const];
    const source = sharded(
      { namespace: 'shop.orders', key, isUnique: false },
      { namespace: 'shop.customers', key, isUnique: true },
      { namespace: 'other.things', key, isUnique: false },
    );
    expect(await startOf({}, { source, destination: sharded() })).toEqual([
      'Keep the shard key of shop.orders: { customer: 1 }',
      'Keep the shard key of shop.customers: { customer: 1 }',
    ]);
    const sharding = { createSupportingIndexes: true, entries: entries.slice(0, 1) };
    expect((await startOf({ sharding }, { source, destination: sharded() })).slice(1)).toEqual([
      'Keep the shard key of shop.customers: { customer: 1 }',
    ]);
  });

  it('tells nothing of keys where there are no shards', async () => {
    expect(await startOf({}, {})).toEqual([]);
  });

  it('is not reached where a replica set is to be sharded', async () => {
    const { diagnostics } = await planOf({ sharding: { createSupportingIndexes: true, entries } }, {});
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toContain('GW316');
  });
});
