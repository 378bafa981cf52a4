import type { StepExecutor } from '../step-executor.ts';
import { clusterOf, ensureBalancerRuns } from './stop-balancer.ts';

/** Starts a balancer that was stopped for the sync; nothing where somebody has done so. */
export const startBalancer: StepExecutor = {
  run: async ({ id }, context) => {
    const { client, address } = clusterOf(id, context);
    await context.verifyLock();
    return { wasStarted: await ensureBalancerRuns(client, address) };
  },
};
