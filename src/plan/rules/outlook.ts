import { formatDurationMs } from '../../lib/duration.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';
import { openCommand } from './complete-steps.ts';
import { isCarriedThrough } from './interrupted-steps.ts';
import { keptUntil, wayBackOf } from './way-back.ts';

/** What can be taken back, and until when, in sentences for the reviewer. */
export function wayBack(input: PlanInput): readonly string[] {
  const { spec, state } = input;
  if (state === 'complete') return atTheEnd(input);
  if (state === 'cutOver') {
    return ['No reverse sync runs: what applications write to the destination does not come back to the source'];
  }
  if (state === 'reversing') return wayBackNow(input);
  if (state === 'rolledBack') return ['Applications use the source again; `phase: cutover` switches once more'];
  if (spec.phase !== 'cutover')
    return ['The source is only read; giving up costs nothing but the copy', ...afterwards(input)];
  return [
    'Until the switch begins everything is undone by itself on failure or after the time-out, and the source accepts writes again',
    ...afterwards(input),
  ];
}

/** A cluster that stays closed is never so in silence. */
function atTheEnd({ observation }: PlanInput): readonly string[] {
  const closed = (['source', 'destination'] as const).filter(
    (side) => observation.outOfSight === undefined && observation[side].writes === 'blocked',
  );
  return [
    'The migration is complete; nothing is kept of it but the ledger',
    ...closed.map((side) => `The ${side} is closed to writers; to open it: ${openCommand}`),
  ];
}

/** Said at the start already, not at the end. */
function afterwards(input: PlanInput): readonly string[] {
  const { isKept, whyNot } = wayBackOf(input);
  const keepFor = formatDurationMs(input.spec.cutover.rollback.keepForMs);
  if (isKept) return [`After the switch a sync back keeps the way back open; it is meant to be kept for ${keepFor}`];
  return [`After the switch there will be no way back: ${whyNot ?? 'cutover.rollback.mode is none'}`];
}

function wayBackNow(input: PlanInput): readonly string[] {
  const { oplogWindowSeconds } = input.observation.destination;
  const until = keptUntil(input);
  return [
    `A sync back runs: \`phase: rolledBack\` returns to the source, with the same gates${until === undefined ? '' : `; it is meant to be kept until ${until}`}`,
    ...(oplogWindowSeconds === undefined
      ? []
      : [
          `If the sync back stops, the destination's oplog keeps the way back for ${formatDurationMs(oplogWindowSeconds * 1000)}`,
        ]),
  ];
}

/** The commands that make sense next. */
export function nextSteps(input: PlanInput, steps: readonly Step[], isPossible: boolean): readonly string[] {
  const { spec, state, observation } = input;
  if (!isPossible) return ['Fix the errors above, then: godwit plan', ...takingBack(observation)];
  if (steps.length > 0) return ['godwit apply'];
  if (spec.phase === 'synced')
    return ['godwit status', 'When you are ready to switch: set phase: cutover, then godwit plan'];
  if (state === 'reversing') {
    return ['To go back: set phase: rolledBack', 'When you no longer need the way back: set phase: complete'];
  }
  if (spec.phase === 'cutover' && state === 'cutOver') {
    return ['When you no longer need the source: set phase: complete, then godwit plan'];
  }
  return [];
}

/** What holds a plan back must not keep a source closed: that way does not ask for it. */
function takingBack(observation: PlanInput['observation']): readonly string[] {
  const { open } = observation.journal;
  const canBeCancelled = open?.transaction === 'cutover' || open?.transaction === 'rollback';
  if (!canBeCancelled || isCarriedThrough(observation)) return [];
  return [`To take back the ${open.transaction} that was begun, whatever these errors: godwit cutover --cancel`];
}
