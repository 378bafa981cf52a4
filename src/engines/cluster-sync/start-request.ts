import type { ClusterSyncOptions } from '../../spec/blocks/engine-options.ts';
import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { Migration } from '../../spec/migration.ts';

/** What `POST /start` says for a migration; only what is set. */
export function clusterSyncStartRequest(
  spec: Migration,
  options: ClusterSyncOptions,
): Readonly<Record<string, unknown>> {
  const include = spec.filters.include.flatMap(patternsOf);
  const exclude = spec.filters.exclude.flatMap(patternsOf);
  const numbers = {
    cloneNumParallelCollections: options.parallelism,
    cloneNumReadWorkers: options.readWorkers,
    cloneNumInsertWorkers: options.insertWorkers,
    replNumWorkers: options.applyWorkers,
    cloneSegmentSize: bytesOf(options.segmentSizeBytes),
    cloneReadBatchSize: bytesOf(options.readBatchSizeBytes),
  };
  return {
    ...(include.length === 0 ? {} : { includeNamespaces: include }),
    ...(exclude.length === 0 ? {} : { excludeNamespaces: exclude }),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
  };
}

/** Names, and a star for all of a database; patterns are refused by the plan. */
function patternsOf({ database, collections }: NamespaceFilter): readonly string[] {
  return collections === undefined ? [`${database}.*`] : collections.map((name) => `${database}.${name}`);
}

function bytesOf(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : `${bytes}B`;
}
