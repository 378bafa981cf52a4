import { CutoverBoard } from '../../guardian/cutover-board.ts';
import { GuardStore } from '../../guardian/guard-document.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Removes what the engine keeps on the clusters for itself; the ledger stays. */
export const removeMetadata: StepExecutor = {
  run: async (_step, { migration: { engine, destination, loaded } }) => {
    await engine.removeMetadata();
    await new GuardStore(destination.client).remove(loaded.name);
    await new CutoverBoard(destination.client, loaded.name).remove();
    return {};
  },
};
