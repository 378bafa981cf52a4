import { takenBlock } from '../../lifecycle/taken-block.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { allowStep, isClosed } from './open-steps.ts';

/** The end: what godwit keeps for itself goes, and the cluster that applications have left gets what the file says. */
export function completeSteps(input: PlanInput): readonly Step[] {
  const { observation, capabilities, spec } = input;
  const left = clusterLeft(input);
  const isReleased = left !== undefined && spec.cutover.block.afterComplete === 'release';
  return [
    ...(observation.engine.isRunning && capabilities.canStop
      ? [step({ kind: 'stopEngine', symbol: '-', summary: 'Stop the sync engine' })]
      : []),
    ...(isReleased ? [allowStep(input, undefined, left)] : []),
    step({
      kind: 'removeMetadata',
      symbol: '!',
      summary: "Remove the sync's metadata from the destination",
      details: [
        'Source and destination keep their data; the way back is gone',
        ...(left === undefined || isReleased ? [] : [staysClosed(input, left)]),
      ],
      needsConfirmation: true,
    }),
  ];
}

/** The cluster that was closed at the switch, and still is. */
function clusterLeft(input: PlanInput): 'source' | 'destination' | undefined {
  const { state, spec, observation } = input;
  const hasSwitched = state === 'cutOver' || state === 'reversing' || state === 'rolledBack';
  if (!hasSwitched) return undefined;
  const side = state === 'rolledBack' ? 'destination' : 'source';
  const isOthers = spec.cutover.block.source === 'external' && takenBlock(observation.journal, side) === undefined;
  return isClosed(input, side) && !isOthers ? side : undefined;
}

function staysClosed({ observation }: PlanInput, side: 'source' | 'destination'): string {
  const how =
    takenBlock(observation.journal, side)?.['kind'] === 'roles'
      ? 'its users do not get their write roles back'
      : `until \`${openCommand}\` is run on ${observation[side].address}`;
  return `The ${side} stays closed to writers (cutover.block.afterComplete: keep): ${how}`;
}

/** What lets everybody write again. */
export const openCommand = 'db.adminCommand({ setUserWriteBlockMode: 1, global: false })';
