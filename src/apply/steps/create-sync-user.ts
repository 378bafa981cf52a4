import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Creates this machine's database user, unless an earlier run has. */
export const createSyncUser: StepExecutor = {
  run: async (_step, context) => ({ username: await infrastructureOf(context).createSyncUser() }),
};
