import { formatCount } from '../../lib/size.ts';
import type { OpenMigration } from '../../observe/open-migration.ts';
import { comparePair, pairOf } from '../../pipeline/compare-pair.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import { renderComparison } from '../../report/text/comparison.ts';
import { paintFor } from '../../report/text/paint.ts';
import type { Comparison, ComparisonMode, ComparisonProgress } from '../../verify/comparison.ts';
import type { ActionWork } from '../action.ts';
import type { ProviderContext } from '../context.ts';
import { at } from '../migration/wish.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import { UNKNOWN, type ValueMap } from '../values/value.ts';
import { actionWish, errorsOf, undone, unplanned, withOpened } from './action-wish.ts';

export const verify: ActionWork = {
  validate: async (config, context) => [
    ...errorsOf(await actionWish(config, null, context)),
    ...wrongMode(config['mode']),
    ...wrongShare(config['sample_percent']),
  ],

  plan: async (config, context) => {
    const wish = await actionWish(config, null, context);
    if (wish.loaded === undefined) return unplanned(wish);
    // Whether both sides answer is worth knowing before anything else is applied.
    return await withOpened(wish.loaded, { ...context, env: wish.env }, async () => wish.diagnostics);
  },

  invoke: async (config, context) => {
    const wish = await actionWish(config, null, context);
    if (wish.loaded === undefined) return undone(wish);
    return await withOpened(wish.loaded, { ...context, env: wish.env }, async (migration) => {
      const comparison = await interruptible(context.signal, async () => await compare(migration, config, context));
      const text = renderComparison(comparison, paintFor(false)).trimEnd();
      if (!comparison.isEqual) return [differing(migration.loaded.name, text)];
      for (const line of text.split('\n')) context.tell(line);
      return [];
    });
  },
};

async function compare(
  migration: OpenMigration,
  config: ValueMap,
  { signal, now, tell }: ProviderContext,
): Promise<Comparison> {
  return await comparePair(pairOf(migration), {
    namespaces: (config['namespaces'] as readonly string[] | null) ?? undefined,
    mode: (config['mode'] as ComparisonMode | null) ?? undefined,
    samplePercent: config['sample_percent'] == null ? undefined : Number(config['sample_percent']),
    signal,
    now,
    onProgress: collectionTeller(tell),
  });
}

/** A line for each collection as soon as it is done. */
function collectionTeller(tell: (line: string) => void): (progress: ComparisonProgress) => void {
  let told = 0;
  return ({ done }) => {
    for (const { namespace, documents } of done.slice(told)) {
      tell(`${namespace}: ${formatCount(documents)} documents compared`);
    }
    told = done.length;
  };
}

const differing = (name: string, text: string): AttributeDiagnostic => ({
  severity: 'error',
  code: 'GW895',
  summary: `Source and destination of ${name} differ`,
  detail: text,
  hint: 'Where the sync goes on, wait until it has caught up; `godwit verify --repair` writes what the source has',
  path: [],
});

const modes: readonly unknown[] = ['full', 'sample', 'counts'];

function wrongMode(mode: unknown): AttributeDiagnostic[] {
  if (mode === null || mode === UNKNOWN || modes.includes(mode)) return [];
  return [{ ...finding, summary: `\`mode\` is one of ${modes.join(', ')}`, path: at('mode') }];
}

function wrongShare(share: unknown): AttributeDiagnostic[] {
  const isRight = share === null || share === UNKNOWN || (Number(share) > 0 && Number(share) <= 100);
  return isRight
    ? []
    : [{ ...finding, summary: '`sample_percent` is more than 0 and at most 100', path: at('sample_percent') }];
}

const finding = { severity: 'error', code: 'GW771' } as const;
