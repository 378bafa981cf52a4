import type { StepExecutor } from '../step-executor.ts';
import { notTakenBack } from '../step-failure.ts';

/** Takes back a transaction that an earlier run began and did not finish, before anything else is done. */
export const undoTransaction: StepExecutor = {
  run: async (_step, context) => {
    const left = await context.undoOpenTransaction();
    if (left.length === 0) return {};
    throw notTakenBack(undefined, left);
  },
};
