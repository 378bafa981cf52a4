import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** After the switch: what did not have to be done while writes were blocked. */
export const finishCommit: StepExecutor = {
  run: async (_step, context) => {
    const { engine } = context.migration;
    if ((await engine.observe()).state === 'committed') return {};
    await engine.launch();
    const { state } = await engine.observe();
    if (state === 'paused' || state === 'failed') await engine.resume();
    await engine.finishCommit();
    const { progress } = await pollEngine(context, {
      supervises: true,
      everyMs: 50,
      until: (seen) => seen.state === 'committed',
      // The process that was told to finish may have died before it wrote that down.
      afterRestart: async () => await engine.finishCommit(),
    });
    return { warnings: progress?.warnings ?? [] };
  },
};
