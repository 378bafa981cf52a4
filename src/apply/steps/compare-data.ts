import { EngineError, exitCodes } from '../../lib/errors.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { type Comparison, compareQuiet } from '../../verify/compare-quiet.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Compares everything while nobody writes, for engines that do not verify by themselves. */
export const compareData: StepExecutor = {
  run: async (_step, { migration, signal }) => {
    const { source, destination, loaded } = migration;
    const result = await compareQuiet(
      {
        source: source.client,
        destination: destination.client,
        filter: new NamespaceFilter(loaded.spec.filters, source.client),
        canCompareUuid: source.facts.canCompareUuid,
      },
      signal,
    );
    if (result.mismatchCount > 0) throw differs(result);
    return { comparedDocuments: result.comparedDocuments, mismatches: 0 };
  },
};

function differs({ mismatchCount, mismatches }: Comparison): EngineError {
  const shown = mismatches.slice(0, 5).map(({ namespace, kind, id }) => `${namespace} _id ${id} (${kind})`);
  return new EngineError('GW823', {
    summary: `${mismatchCount} documents or collections differ between source and destination`,
    detail: shown.join('; '),
    hint: 'Nothing was switched. See docs for what this engine loses or changes; look for writers on either side',
    context: { mismatchCount, mismatches: mismatches.slice(0, 100) },
    exitCode: exitCodes.verificationMismatch,
  });
}
