import type { StepExecutor } from '../step-executor.ts';

/** Begins the sync, unless an earlier run has. */
export const startSync: StepExecutor = {
  run: async (_step, { migration: { engine } }) => {
    const { state } = await engine.observe();
    if (state !== 'absent') return { wasStarted: true };
    await engine.start();
    return {};
  },
};
