import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Starts the engine's process, or finds it running. */
export const launchEngine: StepExecutor = {
  run: async (_step, context) => {
    await context.migration.engine.launch();
    const { location } = await pollEngine(context, { until: ({ isRunning }) => isRunning, everyMs: 50 });
    return { location };
  },
};
