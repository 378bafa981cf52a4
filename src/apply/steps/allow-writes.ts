import { setUserWriteBlock } from '../../mongo/write-block.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Opens the cluster that applications go to and that an earlier switch has closed; behind the switch, so it is carried forward. */
export const allowWrites: StepExecutor = {
  run: async (_step, { migration: { source, destination }, closing }) => {
    const opened = closing === source ? destination : source;
    await setUserWriteBlock(opened.client, false);
    return {};
  },
};
