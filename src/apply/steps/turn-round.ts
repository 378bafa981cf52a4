import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Begins the sync the other way round, from the moment on at which writes were allowed; not twice. */
export const turnRound: StepExecutor = {
  run: async (step, context) => {
    const { engine } = context.migration;
    const isBack = step.inputs['to'] === 'source';
    await engine.launch();
    const isTurned = async () => ((await engine.observe()).isReversed === true) === isBack;
    if (!(await isTurned())) await engine.reverse();
    await pollEngine(context, {
      supervises: true,
      everyMs: 50,
      until: ({ state, isReversed }) => (isReversed === true) === isBack && state !== 'initializing',
    });
    return {};
  },
};
