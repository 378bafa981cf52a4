import type { StepExecutor } from '../step-executor.ts';

/** Closes the ledgers of former names; those that are closed already stay as they are. */
export const claimLedger: StepExecutor = {
  run: async (step, { migration: { ledger }, actor }) => {
    const { from } = step.inputs as { from: readonly string[] };
    for (const name of from) await ledger.claim(name, actor, step.id);
    return { from };
  },
};
