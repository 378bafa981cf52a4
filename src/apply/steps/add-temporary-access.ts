import { infrastructureOf } from '../infrastructure-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Adds entries that Atlas removes by itself; one that is there already is replaced. */
export const addTemporaryAccess: StepExecutor = {
  run: async ({ inputs }, context) => {
    const { values } = inputs as { readonly values: readonly string[] };
    const { destination } = context.migration.loaded.spec;
    const declared = destination.kind === 'atlas' ? destination.atlas.ipAccess : [];
    await infrastructureOf(context).addTemporaryEntries(declared.filter(({ value }) => values.includes(value)));
    return { values };
  },
};
