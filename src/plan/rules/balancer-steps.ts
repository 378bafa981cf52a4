/**
 * Balancers of sharded clusters stand still while data is synced, and run again behind it (correctness rule 25). Which of
 * them this migration has stopped is in the ledger, so that whoever comes next knows what to start.
 */
import { type BalancedSide, balancedSides, heldBalancers } from '../../lifecycle/held-balancers.ts';
import { wish } from '../../lifecycle/migration-state.ts';
import { waiverOf } from '../../preflight/waivers.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step, type TransactionKind } from '../step.ts';
import { wayBackOf } from './way-back.ts';

/** Of the check that finds a balancer on; who waives it wants the balancer left alone. */
const checkCode = 'GW115';

/** The steps, and before them what stops the balancers that would be in the way. */
export function behindStoppedBalancers(input: PlanInput, steps: readonly Step[]): readonly Step[] {
  if (!input.capabilities.isOnline || !isToBeSynced(input)) return steps;
  const begins = steps.some(({ kind }) => kind === 'startSync');
  return [...stopSteps(input).map((stop) => (begins ? { ...stop, heldFor: 'startSync' } : stop)), ...steps];
}

/** For a copy that is part of a transaction: taken back with it. */
export function stopBalancerSteps(input: PlanInput, transaction: TransactionKind): readonly Step[] {
  return stopSteps(input).map((stop) => ({ ...stop, transaction }));
}

/** The steps, and behind the last that needs them still what starts the balancers again. */
export function withBalancersStarted(input: PlanInput, steps: readonly Step[]): readonly Step[] {
  if (input.isGivenUp !== true && (isKeptStopped(input) || typeof wish(input.state, input.spec.phase) !== 'string'))
    return steps;
  const stopped = steps.filter(({ kind }) => kind === 'stopBalancer').map(({ inputs }) => inputs['side']);
  const held = heldBalancers(input.observation.journal.entries);
  const starts = balancedSides
    .filter((side) => held.has(side) || stopped.includes(side))
    .filter((side) => side === 'source' || input.observation.outOfSight === undefined || stopped.includes(side))
    .map((side) => startStep(side, input));
  // Watching takes as long as it takes, and needs no balancer to stand still.
  const watch = steps.findIndex(({ kind }) => kind === 'watchCutover');
  const end = watch === -1 ? steps.length : watch;
  return [...steps.slice(0, end), ...starts, ...steps.slice(end)];
}

function isToBeSynced({ spec: { phase }, state }: PlanInput): boolean {
  return phase !== 'prepared' && phase !== 'complete' && !(phase === 'cutover' && state === 'cutOver');
}

/** A sync goes on where this plan ends. */
function isKeptStopped(input: PlanInput): boolean {
  const { phase } = input.spec;
  return phase === 'synced' || (phase === 'cutover' && wayBackOf(input).isKept);
}

function stopSteps(input: PlanInput): readonly Step[] {
  const { spec, observation, capabilities } = input;
  if (capabilities.stopsBalancers === 'engine' || waiverOf(checkCode, { spec, observation, state: input.state }))
    return [];
  return balancedSides.flatMap((side) => {
    const seen = balancerOf(side, input);
    return seen === 'off' ? [] : [stopStep(side, input, seen)];
  });
}

/** One that may not be looked at is not ours to stop, which the check says. */
function balancerOf(side: BalancedSide, { observation }: PlanInput): 'on' | 'off' | 'notThereYet' {
  const { details, facts } = observation[side];
  if (side === 'destination' && observation.outOfSight !== undefined)
    return facts.topology === 'sharded' ? 'notThereYet' : 'off';
  const sharding = details?.sharding;
  return sharding?.isKnown === true && sharding.value?.balancerMode === 'full' ? 'on' : 'off';
}

function stopStep(side: BalancedSide, { observation }: PlanInput, seen: 'on' | 'notThereYet'): Step {
  return step({
    id: `stopBalancer:${side}`,
    kind: 'stopBalancer',
    symbol: '~',
    summary: `Stop the balancer of the ${side} (${observation[side].address})${seen === 'on' ? '' : ', if it runs'}`,
    details: [
      'Chunks that move while they are copied double the load and delay the stream; shards grow unequal meanwhile',
      'It is started again when the sync is over, also when the migration is given up',
    ],
    inverse: 'it is started again',
    inputs: { side },
  });
}

function startStep(side: BalancedSide, { observation }: PlanInput): Step {
  return step({
    id: `startBalancer:${side}`,
    kind: 'startBalancer',
    symbol: '~',
    summary: `Start the balancer of the ${side} (${observation[side].address}) again, which was stopped for the sync`,
    inputs: { side },
  });
}
