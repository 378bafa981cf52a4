import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Waits until the cluster is ready, and then until it lets us in: access entries and users take a while to arrive. */
export const awaitDestination: StepExecutor = {
  run: async (_step, context) => {
    const infrastructure = infrastructureOf(context);
    // Whatever Terraform was started for, it is to have ended before anybody relies on the cluster.
    await infrastructure.finishApply();
    await infrastructure.untilReady(context.note, context.signal);
    const address = await context.migration.reachDestination(context.note, context.signal);
    return { address };
  },
};
