import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../../engines/engine.ts';
import { EngineError, exitCodes } from '../../lib/errors.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { type Comparison, compareQuiet } from '../../verify/compare-quiet.ts';
import { comparedFilter, extentOf } from '../../verify/extent.ts';
import { expectSyncing } from '../expect-syncing.ts';
import { pollEngine } from '../poll-engine.ts';
import { repairedOutput } from '../repaired-output.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const againMs = 500;

/** Compares everything while nobody writes, for engines that do not verify by themselves. */
export const compareData: StepExecutor = {
  run: async (step, context) => {
    const { source, destination, loaded } = context.migration;
    const { filters, verification } = loaded.spec;
    const isUndrained = step.inputs['isUndrained'] === true;
    // What tells that everything has arrived has to look at everything.
    const extent = (isUndrained ? undefined : extentOf(verification)) ?? { mode: 'full' };
    const clusters = {
      source: source.client,
      destination: destination.client,
      filter: new NamespaceFilter(isUndrained ? filters : comparedFilter(loaded.spec), source.client),
      extent,
      parallelism: verification.parallelism,
      // While something may still arrive, nobody knows what differs.
      repairsMismatches: verification.onMismatch === 'repair' && !isUndrained,
      canCompareUuid: source.facts.canCompareUuid,
    };
    for (let told: number | undefined; ; ) {
      const result = await compareQuiet(clusters, context.signal);
      if (result.mismatchCount === 0) {
        return { comparedDocuments: result.comparedDocuments, mismatches: 0, ...extent, ...repairedOutput(result) };
      }
      // Where nothing tells that the last changes have arrived, this does: until then they differ.
      if (!isUndrained) throw differs(result);
      await stillFollows(context);
      if (told !== result.mismatchCount) context.note(`${describe(result)}; comparing again`);
      told = result.mismatchCount;
      await delay(againMs, undefined, { signal: context.signal });
    }
  },
};

/** What has stopped brings nothing any more. */
async function stillFollows(context: StepContext): Promise<void> {
  await pollEngine(context, { until: expectFollowing });
}

function expectFollowing(seen: EngineObservation): boolean {
  expectSyncing(seen);
  return seen.state === 'following';
}

function describe({ mismatchCount }: Comparison): string {
  return `${mismatchCount} documents or collections differ between source and destination`;
}

function differs(result: Comparison): EngineError {
  const { mismatchCount, mismatches } = result;
  const shown = mismatches.slice(0, 5).map(({ namespace, kind, id }) => `${namespace} _id ${id} (${kind})`);
  return new EngineError('GW823', {
    summary: describe(result),
    detail: shown.join('; '),
    hint: 'Nothing was switched. See docs for what this engine loses or changes; look for writers on either side',
    context: { mismatchCount, mismatches: mismatches.slice(0, 100) },
    exitCode: exitCodes.verificationMismatch,
  });
}
