/** What cutover, rollback and detach have an engine do at their end, or as a whole. */
import { formatDurationMs } from '../../lib/duration.ts';
import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';

/** A process that somebody else started is somebody else's to end. */
export function stopSteps({ capabilities }: PlanInput, within: 'cutover' | 'rollback' | 'detach'): readonly Step[] {
  if (!capabilities.canStop) return [];
  return [step({ kind: 'stopEngine', symbol: '-', transaction: within, summary: 'Stop the sync engine' })];
}

/** For an engine that cannot follow: everything is copied at one go. */
export function offlineCopySteps(
  { spec, capabilities, state }: PlanInput,
  within: 'cutover' | 'rollback' | 'detach',
): readonly Step[] {
  const { timeoutMs } = spec.cutover;
  return [
    step({
      kind: 'copyOffline',
      symbol: '+',
      transaction: within,
      summary: `Copy everything with ${capabilities.title}${state === 'failed' ? again(capabilities) : ''}`,
      details:
        within !== 'detach'
          ? [`Nobody writes meanwhile; all of it within ${formatDurationMs(timeoutMs)} from the block, or it is undone`]
          : ['The source goes on being written to'],
      inverse: 'the copy is stopped, and what it left is dropped by the next attempt',
      ...(within !== 'detach' ? { startsDeadline: true } : {}),
    }),
  ];
}

function again({ resumesCopy }: PlanInput['capabilities']): string {
  return resumesCopy
    ? ', leaving out collections that are complete and unchanged since'
    : ', anew: what the last attempt left is dropped';
}
