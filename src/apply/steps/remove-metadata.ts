import type { StepExecutor } from '../step-executor.ts';

/** Removes what the engine keeps on the clusters for itself; the ledger stays. */
export const removeMetadata: StepExecutor = {
  run: async (_step, { migration: { engine } }) => {
    await engine.removeMetadata();
    return {};
  },
};
