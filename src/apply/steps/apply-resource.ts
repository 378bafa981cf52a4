import type { ResourceChange } from '../../infra/terraform/plan-json.ts';
import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Waits until Terraform, which the first of these steps starts, has carried out the change of one resource. */
export const applyResource: StepExecutor = {
  run: async ({ inputs }, context) => {
    const { address, action } = inputs as unknown as Pick<ResourceChange, 'address' | 'action'>;
    const infrastructure = infrastructureOf(context);
    await infrastructure.applyResource({ address, action }, context.note, context.signal);
    return { address };
  },
};
