import { comparePlansOf } from '../compare-plans-of.ts';
import type { StepExecutor } from '../step-executor.ts';

/** A dry run has more time. */
const lookForMs = 500;

/**
 * Explains what the source is asked most on both sides, while it still is asked, and keeps what the destination does worse
 * for the report. It stops nothing.
 */
export const compareQueries: StepExecutor = {
  run: async (_step, { migration, signal, note }) => {
    const queries = await comparePlansOf(migration, { signal, lookForMs });
    if (queries.why !== undefined) note(`Queries could not be compared: ${queries.why}`);
    for (const { shape, words } of queries.regressions) note(`${shape}: ${words}`);
    return { ...queries };
  },
};
