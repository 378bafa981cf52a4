import type { OpenTransaction } from '../../ledger/journal.ts';
import type { Observation } from '../../observe/observation.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { cutoverSteps, rollbackSteps } from './cutover-steps.ts';
import { detachSteps } from './detach-steps.ts';

/** What an earlier run left half done, and how it is settled. */
export interface Interrupted {
  readonly steps: readonly Step[];
  /** The switch had begun: the only way is to carry the transaction through. */
  readonly isForwardOnly: boolean;
}

/**
 * A transaction that was interrupted before the switch is taken back first, whatever is wished for, since the source may
 * be blocked; one that was interrupted behind it is carried on from where it stopped.
 */
export function interruptedSteps(input: PlanInput): Interrupted {
  const { open } = input.observation.journal;
  if (open === undefined) return { steps: [], isForwardOnly: false };
  if (!isCarriedThrough(input.observation)) return { steps: [undoStep(open)], isForwardOnly: false };
  return { steps: remainingSteps(open, input), isForwardOnly: true };
}

/** The switch of an open transaction has begun: whatever else is amiss, applications wait for its end. */
export function isCarriedThrough({ journal: { open }, guard }: Pick<Observation, 'journal' | 'guard'>): boolean {
  return open?.isPastPointOfNoReturn === true && !isTakenBackByGuardian(open, guard);
}

/** The journal was written before the field that decides was asked, and the guardian was first. */
function isTakenBackByGuardian({ runId, since }: OpenTransaction, guard: Observation['guard']): boolean {
  return guard?.state === 'undone' && guard.transaction.endsWith(`${runId} ${since}`);
}

/**
 * Nothing before the switch is done behind it, not even what the run that began did not know of: a file or a version of
 * godwit that came later may have more steps. Never none: where only the end was not written down, the last step is done once
 * more, which changes nothing.
 */
function remainingSteps(open: OpenTransaction, input: PlanInput): readonly Step[] {
  const makers = { detach: detachSteps, rollback: rollbackSteps, cutover: cutoverSteps } as const;
  const steps = makers[open.transaction as keyof typeof makers](input);
  const behind = steps.slice(steps.findIndex(({ isPointOfNoReturn }) => isPointOfNoReturn === true));
  const isDone = ({ id, subject }: Step) =>
    open.steps.get(id) === 'succeeded' && (subject ?? open.subjects.get(id)) === open.subjects.get(id);
  const remaining = behind.filter((one) => !isDone(one));
  return remaining.length > 0 ? remaining : steps.slice(-1);
}

function undoStep({ transaction, since, by, steps }: OpenTransaction): Step {
  return step({
    id: `undo:${transaction}`,
    kind: 'undoTransaction',
    symbol: '~',
    summary: `Take back the ${transaction} that ${by.user} on ${by.host} began at ${since} and did not finish`,
    details: [...steps].filter(([, status]) => status !== 'undone').map(([id, status]) => `${id}: ${status}`),
    inputs: { transaction },
  });
}
