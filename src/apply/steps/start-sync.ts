import { syncOrigin } from '../../lifecycle/foreign-sync.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Begins the sync, unless an earlier run has. */
export const startSync: StepExecutor = {
  run: async (_step, { migration: { engine, source } }) => {
    const origin = syncOrigin(source.facts);
    const { state } = await engine.observe();
    if (state !== 'absent') return { wasStarted: true, ...origin };
    await engine.start();
    return { ...origin };
  },
};
