import { isSettling } from '../../infra/is-settling.ts';
import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Gives the cluster its lasting settings once applications use it. Terraform plans anew for that, and may do nothing else. */
export const settleInfrastructure: StepExecutor = {
  run: async (_step, context) => {
    const { destination } = context.migration.loaded.spec;
    if (destination.kind !== 'atlas') return {};
    const isExpected = isSettling(destination.atlas);
    const infrastructure = infrastructureOf(context);
    return { done: await infrastructure.settle('cutOver', isExpected, context.note, context.signal) };
  },
};
