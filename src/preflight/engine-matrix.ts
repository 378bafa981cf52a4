import type { EngineType } from '../engines/engine.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import { normalizeEngine } from '../spec/blocks/engine.ts';
import type { Migration } from '../spec/migration.ts';
import type { CheckContext } from './check.ts';
import { allEngines } from './engine-groups.ts';
import { runChecks } from './run-checks.ts';

/** Which engine could do this migration, and what stands in the way of the others. */
export interface EngineVerdict {
  readonly engine: EngineType;
  readonly isDeclared: boolean;
  /** What the file asks for and the engine cannot do at all. */
  readonly cannot: readonly string[];
  /** Findings of the checks that concern it. */
  readonly diagnostics: readonly Diagnostic[];
}

export function engineMatrix(context: CheckContext): readonly EngineVerdict[] {
  const { spec } = context;
  return allEngines.map((type) => {
    const isDeclared = type === spec.engine.type;
    const asked = isDeclared ? spec : { ...spec, engine: normalizeEngine({ type }) };
    return {
      engine: type,
      isDeclared,
      cannot: shortcomings(asked),
      diagnostics: runChecks({ ...context, spec: asked }).filter(({ code }) => /^GW[1-5]/.test(code)),
    };
  });
}

/** From the contracts: what each engine lacks, whatever the clusters are. */
const lacks: Readonly<Record<EngineType, readonly (keyof typeof wishes)[]>> = {
  builtin: ['documents', 'mapping', 'sharding', 'reverse'],
  mongosync: ['documents', 'mapping', 'filteredReverse'],
  atlasLiveMigration: ['filters', 'documents', 'mapping', 'reverse', 'keep', 'elsewhere'],
  mongomirror: ['exclude', 'patterns', 'documents', 'mapping', 'reverse', 'sharding', 'elsewhere'],
  clusterSync: ['patterns', 'documents', 'mapping', 'reverse', 'sharding'],
  dumpRestore: ['online', 'reverse', 'sharding'],
};

const wishes = {
  filters: ['filters', ({ filters }: Migration) => filters.include.length + filters.exclude.length > 0],
  exclude: ['filters.exclude', ({ filters }: Migration) => filters.exclude.length > 0],
  patterns: [
    'filters with patterns',
    ({ filters }: Migration) =>
      [...filters.include, ...filters.exclude].some((one) => one.databaseRegex ?? one.collectionsRegex),
  ],
  documents: ['filters.documents', ({ filters }: Migration) => filters.documents.length > 0],
  mapping: ['filters.mapping', ({ filters }: Migration) => filters.mapping.length > 0],
  sharding: ['sharding', ({ sharding }: Migration) => sharding !== undefined],
  reverse: ['cutover.rollback.mode: reverse', ({ cutover }: Migration) => cutover.rollback.mode === 'reverse'],
  filteredReverse: [
    'cutover.rollback.mode: reverse with filters',
    ({ cutover, filters }: Migration) =>
      cutover.rollback.mode === 'reverse' && filters.include.length + filters.exclude.length > 0,
  ],
  keep: ['destination.existingData: keep', ({ destination }: Migration) => destination.existingData === 'keep'],
  elsewhere: ['a destination outside Atlas', ({ destination }: Migration) => destination.kind !== 'atlas'],
  online: ['following the source while it is written to', () => true],
} as const satisfies Record<string, readonly [string, (spec: Migration) => unknown]>;

function shortcomings(spec: Migration): readonly string[] {
  return lacks[spec.engine.type].flatMap((wish) => {
    const [words, isAskedFor] = wishes[wish];
    return isAskedFor(spec) ? [words] : [];
  });
}
