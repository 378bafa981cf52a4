import type { PlanInput } from '../plan-input.ts';
import { type Step, step } from '../step.ts';
import { stopBalancerSteps } from './balancer-steps.ts';
import { offlineCopySteps, stopSteps } from './engine-ends.ts';
import { openSteps } from './open-steps.ts';

/** A destination that stands on its own while the source goes on. */
export function detachSteps(input: PlanInput): readonly Step[] {
  if (!input.capabilities.isOnline) return offlineDetachSteps(input);
  return [
    step({
      kind: 'commitSync',
      symbol: '!',
      transaction: 'detach',
      summary: 'Commit the destination as a copy; the source is not touched',
      inputs: { mode: 'detach' },
      isPointOfNoReturn: true,
    }),
    ...openSteps(input, 'detach'),
    ...stopSteps(input, 'detach'),
  ];
}

function offlineDetachSteps(input: PlanInput): readonly Step[] {
  return [
    ...stopBalancerSteps(input, 'detach'),
    ...offlineCopySteps(input, 'detach'),
    step({
      kind: 'finishCommit',
      symbol: '!',
      transaction: 'detach',
      summary: 'Keep the destination as a copy; the source is not touched',
      isPointOfNoReturn: true,
    }),
  ];
}
