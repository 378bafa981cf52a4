import { formatBytes, formatCount } from '../../lib/size.ts';
import { sizeSummary } from '../../observe/observation.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { turnRoundStep } from './cutover-steps.ts';

/** What leads from wherever the sync stands to a destination that follows the source and is verified. */
export function syncSteps(input: PlanInput): readonly Step[] {
  const { state, observation } = input;
  const { engine } = observation;
  const launch = engine.isRunning ? [] : [launchStep(input)];
  switch (state) {
    case 'absent':
    case 'provisioned':
      return [launchStep(input), startStep(input), awaitSynced(), ...verifySteps(input)];
    case 'initializing':
    case 'copying':
    case 'buildingIndexes':
      return [...launch, awaitSynced(), ...verifySteps(input)];
    case 'paused':
    case 'failed':
      return [...launch, resumeStep(input), awaitSynced(), ...verifySteps(input)];
    case 'following':
      if (!engine.isRunning) return [...launch, awaitSynced(), ...verifySteps(input)];
      return isVerified(input) ? [] : verifySteps(input);
    default:
      return [];
  }
}

/** What keeps the sync back going; nothing where it goes. */
export function reverseSteps(input: PlanInput): readonly Step[] {
  const { state, isRunning } = input.observation.engine;
  const isStopped = state === 'paused' || state === 'failed';
  if (isRunning && !isStopped) return [];
  return [...(isRunning ? [] : [launchStep(input)]), ...(isStopped ? [resumeStep(input)] : []), awaitSynced()];
}

/** What leads to a sync back that follows and is verified. */
export function backwardSteps(input: PlanInput): readonly Step[] {
  if (input.state === 'cutOver') return [turnRoundStep('source'), awaitSynced(), ...verifySteps(input)];
  return [...reverseSteps(input), ...(isVerified(input) ? [] : verifySteps(input))];
}

/** The sync that a rollback ended goes on, from the rollback's own moment. */
export function againSteps(input: PlanInput): readonly Step[] {
  return [turnRoundStep('destination'), awaitSynced(), ...verifySteps(input)];
}

/** Everything was compared once, and nothing is known to differ. */
function isVerified({ spec, observation }: PlanInput): boolean {
  if (spec.verification.mode === 'off') return true;
  const verification = observation.engine.progress?.verification;
  return verification?.watermark !== undefined && verification.mismatchCount === 0;
}

function launchStep({ observation: { engine }, capabilities, state }: PlanInput): Step {
  const goesOn = state !== 'absent' && state !== 'provisioned';
  return step({
    kind: 'launchEngine',
    symbol: '+',
    summary: `Start the ${capabilities.title} sync engine${goesOn ? '; it goes on at its last checkpoint' : ''}`,
    details: goesOn && engine.location !== undefined ? [`It ran as ${engine.location} and does not answer`] : [],
  });
}

function startStep({ spec, observation }: PlanInput): Step {
  const size = sizeSummary(observation.source.namespaces);
  const scope =
    spec.filters.include.length + spec.filters.exclude.length === 0 ? 'everything' : 'what the filters take in';
  return step({
    kind: 'startSync',
    symbol: '+',
    summary: `Begin to sync ${scope}: ${formatCount(size.collections)} collections, ${formatCount(size.documents)} documents, ${formatBytes(size.bytes)}`,
    details: ['Unique indexes are built without uniqueness and TTL indexes without expiry until the cutover is done'],
  });
}

function resumeStep({ observation: { engine }, state }: PlanInput): Step {
  const reason = engine.failure === undefined ? [] : [`It stopped because: ${engine.failure.message}`];
  return step({
    kind: 'resumeSync',
    symbol: '~',
    summary: state === 'failed' ? 'Resume the sync, which had failed' : 'Resume the sync, which is paused',
    details: reason,
  });
}

function awaitSynced(): Step {
  return step({
    kind: 'awaitSynced',
    symbol: '>',
    summary: 'Copy, build the indexes, and follow the source until the lag is small',
  });
}

function verifySteps({ spec }: PlanInput): readonly Step[] {
  if (spec.verification.mode === 'off') return [];
  return [
    step({
      kind: 'awaitVerified',
      symbol: '>',
      summary: 'Compare every document of both sides, byte for byte, while following',
    }),
  ];
}
