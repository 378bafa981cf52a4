import type { PlanInput } from '../plan-input.ts';
import type { Step } from '../step.ts';

/** What can be taken back, and until when, in sentences for the reviewer. */
export function wayBack({ spec, state }: PlanInput): readonly string[] {
  if (state === 'complete') return ['The migration is complete; nothing is kept of it but the ledger'];
  if (state === 'cutOver') {
    return ['No reverse sync runs: what applications write to the destination does not come back to the source'];
  }
  if (spec.phase !== 'cutover') return ['The source is only read; giving up costs nothing but the copy'];
  return [
    'Until the switch begins everything is undone by itself on failure or after the time-out, and the source accepts writes again',
    'After the switch there is no way back: this version starts no reverse sync',
  ];
}

/** The commands that make sense next. */
export function nextSteps({ spec, state }: PlanInput, steps: readonly Step[], isPossible: boolean): readonly string[] {
  if (!isPossible) return ['Fix the errors above, then: godwit plan'];
  if (steps.length > 0) return ['godwit apply'];
  if (spec.phase === 'synced')
    return ['godwit status', 'When you are ready to switch: set phase: cutover, then godwit plan'];
  if (spec.phase === 'cutover' && state === 'cutOver') {
    return ['When you no longer need the source: set phase: complete, then godwit plan'];
  }
  return [];
}
