import { expectSyncing } from '../expect-syncing.ts';
import { pollEngine } from '../poll-engine.ts';
import { RateSamples } from '../rate-samples.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Waits for copy and indexes, and until the lag is small enough to commit. */
export const awaitSynced: StepExecutor = {
  run: async (_step, context) => {
    const rates = new RateSamples();
    const { progress, startedAt } = await pollEngine(context, {
      supervises: true,
      until: (seen) => {
        expectSyncing(seen);
        rates.add(seen, performance.now());
        return seen.state === 'following' && seen.progress?.canCommit === true;
      },
    });
    return {
      startedAt,
      copiedBytes: progress?.copiedBytes,
      copiedDocuments: progress?.copiedDocuments,
      eventsApplied: progress?.eventsApplied,
      lagSeconds: progress?.lagSeconds,
      rates: rates.all,
    };
  },
};
