import type { StepExecutor } from '../step-executor.ts';

/** Lets a paused or failed sync go on. */
export const resumeSync: StepExecutor = {
  run: async (_step, { migration: { engine } }) => {
    // A process whose sync has failed may have to be started anew.
    await engine.launch();
    const { state } = await engine.observe();
    if (state === 'paused' || state === 'failed') await engine.resume();
    return {};
  },
};
