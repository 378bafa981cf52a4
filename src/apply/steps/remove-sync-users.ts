import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Removes every database user that was made for the sync, on whatever machine. */
export const removeSyncUsers: StepExecutor = {
  run: async (_step, context) => ({ removed: await infrastructureOf(context).removeSyncUsers() }),
};
