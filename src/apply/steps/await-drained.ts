import { clusterTimeParts } from '../../mongo/cluster-time.ts';
import { markSource } from '../../sync/commit.ts';
import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Proves in the source's own clock, and not by a lag figure, that everything has arrived (correctness rule 22). */
export const awaitDrained: StepExecutor = {
  run: async (_step, context) => {
    const mark = await markSource(context.closing.client);
    await pollEngine(context, {
      everyMs: 25,
      until: ({ progress }) => progress?.appliedTime !== undefined && progress.appliedTime >= mark,
    });
    return { mark: clusterTimeParts(mark) };
  },
};
