import type { StepExecutor } from '../step-executor.ts';

/** Lets a sync whose resume point is lost go on with what it has copied; its comparison is waited for by the next step. */
export const repairSync: StepExecutor = {
  run: async (_step, { migration: { engine } }) => {
    const { lostChangesSince } = await engine.observe();
    // Done already, by a run that did not live to write it down.
    if (lostChangesSince === undefined) return {};
    await engine.repair?.();
    return { lostChangesSince };
  },
};
