import { describe, expect, it } from 'vitest';
import { regressionOf } from '../../../src/queries/compare-plans.ts';
import { planOf } from '../../../src/queries/explain-query.ts';

const scan = (indexName: string) => ({ stage: 'FETCH', inputStage: { stage: 'IXSCAN', indexName, keyPattern: {} } });
const collectionScan = { stage: 'COLLSCAN', direction: 'forward' };

describe('an explanation', () => {
  it('is read as 4.4 to 6.0 give it, with the losing plans left out', () => {
    const answer = {
      queryPlanner: { winningPlan: scan('at_1'), rejectedPlans: [collectionScan, scan('customer_1')] },
      executionStats: { totalDocsExamined: 12, executionStages: {} },
    };
    expect(planOf(answer)).toEqual({ scansCollection: false, indexes: ['at_1'], documentsExamined: 12 });
    expect(planOf({ queryPlanner: { winningPlan: { stage: 'IDHACK' } } })).toEqual({
      scansCollection: false,
      indexes: ['_id_'],
      documentsExamined: undefined,
    });
  });

  it('is read as the slot-based engine, a view and a sharded cluster give it', () => {
    const slots = { queryPlanner: { winningPlan: { queryPlan: collectionScan, slotBasedPlan: { stages: '…' } } } };
    expect(planOf(slots)).toMatchObject({ scansCollection: true, indexes: [] });
    const or = { stage: 'SUBPLAN', inputStage: { stage: 'OR', inputStages: [scan('b_1'), scan('a_1'), scan('a_1')] } };
    const view = {
      stages: [{ $cursor: { queryPlanner: { winningPlan: or }, executionStats: { totalDocsExamined: 3 } } }],
    };
    expect(planOf(view)).toEqual({ scansCollection: false, indexes: ['a_1', 'b_1'], documentsExamined: 3 });
    const merge = { stage: 'SHARD_MERGE', shards: [{ winningPlan: scan('a_1') }, { winningPlan: collectionScan }] };
    expect(planOf({ queryPlanner: { winningPlan: merge } })).toMatchObject({ scansCollection: true, indexes: ['a_1'] });
    const shards = { shards: { one: view, two: view } };
    expect(planOf(shards)).toMatchObject({ indexes: ['a_1', 'b_1'], documentsExamined: 6 });
  });
});

describe('a regression', () => {
  const plan = (indexes: string[], documentsExamined?: number, scansCollection = false) => ({
    indexes,
    documentsExamined,
    scansCollection,
  });
  const kind = (before: ReturnType<typeof plan>, after: Parameters<typeof regressionOf>[1]) =>
    regressionOf(before, after)?.kind;

  it('is a scan, another index, many more documents, or a refusal', () => {
    expect(kind(plan(['a_1'], 10), plan([], 5_000, true))).toBe('collectionScan');
    expect(kind(plan(['a_1'], 10), plan(['b_1'], 12))).toBe('otherIndex');
    expect(kind(plan(['a_1'], 10), plan(['a_1'], 500))).toBe('moreDocuments');
    expect(kind(plan(['a_1'], 10), { refusedBecause: 'BadValue' })).toBe('refused');
  });

  it('is not what both sides do, what is better there, or what hardly differs', () => {
    expect(kind(plan(['a_1'], 10), plan(['a_1'], 10))).toBeUndefined();
    expect(kind(plan([], 5_000, true), plan([], 5_001, true))).toBeUndefined();
    expect(kind(plan([], 5_000, true), plan(['a_1'], 3))).toBeUndefined();
    expect(kind(plan(['a_1'], 10), plan(['a_1'], 60))).toBeUndefined();
    // The collection is not there yet: nothing is scanned.
    expect(kind(plan(['a_1'], 10), plan([], 0))).toBeUndefined();
  });
});
