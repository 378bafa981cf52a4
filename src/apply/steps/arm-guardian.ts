import type { BlockedSide } from '../../guardian/guard-document.ts';
import type { StepExecutor } from '../step-executor.ts';

/** From here on somebody lets applications write again, whatever becomes of this run. */
export const armGuardian: StepExecutor = {
  run: async (step, { guard, transaction }) => {
    await guard.arm(transaction(), (step.inputs['side'] ?? 'source') as BlockedSide);
    return {};
  },
  undo: async (_step, { guard }) => await guard.giveUp(),
};
