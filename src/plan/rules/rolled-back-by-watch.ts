import type { Diagnostic } from '../../lib/diagnostic.ts';
import { rollsBackCode } from '../../lifecycle/rolls-back.ts';
import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';

/**
 * Why the watch after the last cutover went back to the source by itself; absent where it did not. The file still asks for
 * the cutover then, and would be carried out again and again by a pipeline.
 */
function rolledBackByWatch({ state, observation }: PlanInput): string | undefined {
  if (state !== 'rolledBack') return undefined;
  const { entries } = observation.journal;
  const cutover = entries.findLastIndex(
    (entry) => entry.kind === 'transactionEnded' && entry.transaction === 'cutover' && entry.outcome === 'done',
  );
  const failure = entries.findLast(
    (entry, index) => index > cutover && entry.kind === 'stepFailed' && entry.code === rollsBackCode,
  );
  return failure?.kind === 'stepFailed' ? failure.message : undefined;
}

/** Cutting over once more wants the migration's name, which no pipeline gives by itself. */
export function withConfirmation(steps: readonly Step[], input: PlanInput): readonly Step[] {
  if (rolledBackByWatch(input) === undefined) return steps;
  return steps.map((one) => (one.id === 'checkGates' ? { ...one, needsConfirmation: true } : one));
}

export function watchDiagnostics(input: PlanInput): readonly Diagnostic[] {
  const { spec } = input;
  const why = rolledBackByWatch(input);
  if (spec.phase !== 'cutover' || why === undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'GW876',
      summary: 'The last cutover was rolled back by its own watch, and the file still asks for it',
      detail: why,
      hint: `Set phase: rolledBack to stay on the source. To cut over once more, mend what was wrong and give the name: godwit apply --confirm ${spec.name}`,
      pointer: '/phase',
    },
  ];
}
