import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../../src/ledger/ledger-entry.ts';
import { heldBalancers } from '../../../src/lifecycle/held-balancers.ts';
import { known } from '../../../src/mongo/details/observed.ts';
import type { ClusterObservation } from '../../../src/observe/observation.ts';
import type { Document } from '../../support/driver.ts';
import { entriesOf, following, planOf, type Situation } from '../../support/plan/observed.ts';
import { healthyObservation } from '../preflight/healthy.ts';

/** A side that is a sharded cluster with such a balancer. */
function sharded(balancerMode: string): Partial<ClusterObservation> {
  const none = { zonedNamespaces: [], collections: [], draining: [], resharding: [], unequalIndexes: [] };
  const sharding = { shards: ['a'], balancerMode, hasBalancerWindow: false, ...none };
  return { details: { ...healthyObservation().source.details!, sharding: known(sharding) } };
}

const bothOn: Situation = { source: sharded('full'), destination: sharded('full') };
const bothOff: Situation = { source: sharded('off'), destination: sharded('off') };

const stopped = (side: string, output?: Document): readonly EntryBody[] => [
  { kind: 'stepStarted', step: `stopBalancer:${side}` },
  { kind: 'stepSucceeded', step: `stopBalancer:${side}`, output: output ?? { wasOn: true } },
];

async function stepsOf(blocks: Document, situation: Situation): Promise<readonly string[]> {
  return (await planOf(blocks, situation)).steps.map(({ id }) => id);
}

async function balancerSteps(blocks: Document, situation: Situation): Promise<readonly string[]> {
  return (await stepsOf(blocks, situation)).filter((id) => id.includes('Balancer'));
}

describe('the steps on balancers', () => {
  it('stop both before the sync, and leave them stopped while it goes on', async () => {
    const steps = await stepsOf({}, bothOn);
    expect(steps.slice(0, 4)).toEqual(['stopBalancer:source', 'stopBalancer:destination', 'launchEngine', 'startSync']);
    expect(steps.filter((id) => id.startsWith('startBalancer'))).toEqual([]);
  });

  it('are none where no balancer runs, and none on replica sets', async () => {
    expect(await balancerSteps({}, bothOff)).toEqual([]);
    expect(await balancerSteps({ phase: 'cutover' }, {})).toEqual([]);
  });

  it('are none where the check is waived, and for an engine that does it by itself', async () => {
    const waive = [{ code: 'GW115', reason: 'the shards must not grow unequal' }];
    expect(await balancerSteps({ checks: { waive } }, bothOn)).toEqual([]);
  });

  it('stop what somebody started while data is synced, with nothing else to be done', async () => {
    const situation = { source: sharded('full'), destination: sharded('off'), engine: following };
    expect(await stepsOf({}, situation)).toEqual(['stopBalancer:source']);
  });

  it('start them behind a cutover without a way back, before it is watched', async () => {
    const watch = { for: '1h', http: [{ url: 'https://shop.example/health' }] };
    const steps = await stepsOf({ phase: 'cutover', cutover: { rollback: { mode: 'none' }, watch } }, bothOn);
    expect(steps.slice(-3)).toEqual(['startBalancer:source', 'startBalancer:destination', 'watchCutover']);
  });

  it('start them only when the sync back has ended, where there is one', async () => {
    const entries = [...stopped('source'), ...stopped('destination')];
    const cutover = { rollback: { mode: 'reverse' } };
    expect(await balancerSteps({ phase: 'cutover', cutover }, { ...bothOn })).toEqual([
      'stopBalancer:source',
      'stopBalancer:destination',
    ]);
    const reversing = { ...bothOff, engine: { ...following, isReversed: true }, entries };
    expect(await stepsOf({ phase: 'complete', cutover }, reversing)).toEqual([
      'stopEngine',
      'removeMetadata',
      'startBalancer:source',
      'startBalancer:destination',
    ]);
  });

  it('start what a run stopped that died before the sync began, when the file asks for no sync any more', async () => {
    const entries: EntryBody[] = [{ kind: 'stepStarted', step: 'stopBalancer:source' }];
    expect(await stepsOf({ phase: 'prepared' }, { ...bothOff, entries })).toEqual(['startBalancer:source']);
    expect(await balancerSteps({}, { ...bothOff, entries })).toEqual([]);
  });

  it('start what is left stopped of a migration that is complete, once', async () => {
    const entries: EntryBody[] = [...stopped('source'), { kind: 'stepStarted', step: 'removeMetadata' }];
    expect(await stepsOf({ phase: 'complete' }, { ...bothOff, entries })).toEqual(['startBalancer:source']);
    const started: EntryBody[] = [
      { kind: 'stepStarted', step: 'startBalancer:source' },
      { kind: 'stepSucceeded', step: 'startBalancer:source' },
    ];
    const after = await planOf({ phase: 'complete' }, { ...bothOff, entries: [...entries, ...started] });
    expect(after).toMatchObject({ state: 'complete', steps: [] });
  });

  it('leave to others what others have stopped', () => {
    expect([...heldBalancers(entriesOf(stopped('source', { wasOn: false })))]).toEqual([]);
    expect([...heldBalancers(entriesOf([...stopped('source'), ...stopped('source', { wasOn: false })]))]).toEqual([
      'source',
    ]);
    const undone: EntryBody = { kind: 'undoSucceeded', step: 'stopBalancer:source' };
    expect([...heldBalancers(entriesOf([...stopped('source'), undone]))]).toEqual([]);
  });
});
