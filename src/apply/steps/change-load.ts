import type { StepExecutor } from '../step-executor.ts';

/** Sets the file's load limits while the sync goes on; nothing is started again. */
export const changeLoad: StepExecutor = {
  run: async (_step, { migration: { engine } }) => {
    const { otherLoad } = await engine.observe();
    if (otherLoad !== undefined) await engine.changeLoad?.();
    return {};
  },
};
