/** Two clusters, compared as `godwit verify` does it: those of a migration, or any others. */
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { type FilterEntry, NamespaceFilter, type NamespaceFilterSpec } from '../sync/catalog/namespace-filter.ts';
import { Metadata } from '../sync/checkpoint/metadata.ts';
import { readRunRecord } from '../sync/run-record.ts';
import { compareClusters } from '../verify/compare-clusters.ts';
import type { Comparison, ComparisonMode, ComparisonProgress } from '../verify/comparison.ts';
import { comparedFilter, entryWords } from '../verify/extent.ts';

export interface Pair {
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  readonly filter: NamespaceFilterSpec;
  readonly mode: ComparisonMode;
  readonly samplePercent: number;
  /** Collections at the same time. */
  readonly parallelism: number;
  /** In words, what the file leaves out. */
  readonly notCompared: readonly string[];
}

export const defaultParallelism = 2;

/** What counts before the pair's own, and how it is gone about. */
export interface ComparePairOptions {
  /** Databases, or collections as `database.collection`. */
  readonly namespaces?: readonly string[] | undefined;
  readonly mode?: ComparisonMode | undefined;
  readonly samplePercent?: number | undefined;
  readonly parallelism?: number | undefined;
  readonly repairs?: boolean | undefined;
  readonly resume?: ComparisonProgress | undefined;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  readonly onProgress: (progress: ComparisonProgress) => void;
}

/** The clusters of a migration, as its file wants them compared; whole where it wants no comparison. */
export function pairOf({ source, destination, loaded: { spec } }: OpenMigration): Pair {
  const { mode, samplePercent, exclude, parallelism = defaultParallelism } = spec.verification;
  return {
    source,
    destination,
    filter: comparedFilter(spec),
    mode: mode === 'off' ? 'full' : mode,
    samplePercent,
    parallelism,
    notCompared: exclude.map(entryWords),
  };
}

export async function comparePair(pair: Pair, options: ComparePairOptions): Promise<Comparison> {
  const { source, destination } = pair;
  const { namespaces, mode, samplePercent, parallelism, repairs, resume, signal, now, onProgress } = options;
  const record = await readRunRecord(new Metadata(destination.client));
  const include = namespaces?.map(entryOf) ?? pair.filter.include;
  return await compareClusters({
    source,
    destination,
    filter: new NamespaceFilter({ ...pair.filter, include }, source.client),
    mode: mode ?? pair.mode,
    samplePercent: samplePercent ?? pair.samplePercent,
    repairs: repairs === true,
    parallelism: parallelism ?? pair.parallelism,
    notCompared: pair.notCompared,
    isSyncing: record !== undefined && record.phase !== 'committed',
    resume,
    signal,
    now,
    onProgress,
  });
}

function entryOf(name: string): FilterEntry {
  const dot = name.indexOf('.');
  return dot < 0 ? { database: name } : { database: name.slice(0, dot), collections: [name.slice(dot + 1)] };
}
