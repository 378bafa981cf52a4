import type { BlockedSide } from '../../guardian/guard-document.ts';
import { startGuardian } from '../start-guardian.ts';
import type { StepExecutor } from '../step-executor.ts';

/** From here on somebody lets applications write again, whatever becomes of this run. */
export const armGuardian: StepExecutor = {
  run: async (step, { guard, transaction, migration, signal }) => {
    await guard.arm(transaction(), (step.inputs['side'] ?? 'source') as BlockedSide);
    if (step.inputs['startsProcess'] !== true) return {};
    return { guardedBy: await startGuardian(migration, transaction(), signal) };
  },
  undo: async (_step, { guard }) => await guard.giveUp(),
};
