import type { StepExecutor } from '../step-executor.ts';

/** Does nothing itself: its entry in the journal is what everyone looks at who wonders whether there is a way back. */
export const beginSwitch: StepExecutor = {
  run: async (_step, { now }) => ({ switchBegunAt: now().toISOString() }),
};
