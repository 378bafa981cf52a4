import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { Migration } from '../../spec/migration.ts';

/** What the built-in engine's start request says for a migration: mongosync's fields, and only those that are set. */
export function builtinStartRequest(spec: Migration): Readonly<Record<string, unknown>> {
  const { filters, indexes, verification, destination } = spec;
  const isFiltered = filters.include.length + filters.exclude.length > 0;
  // What `clear` drops is gone by now; what the filters leave out may stay.
  const keepsOthers = destination.existingData === 'keep' || (destination.existingData === 'clear' && isFiltered);
  const load = loadOf(spec);
  return {
    source: 'cluster0',
    destination: 'cluster1',
    buildIndexes: indexes.build,
    ...(filters.include.length === 0 ? {} : { includeNamespaces: filters.include.map(entryOf) }),
    ...(filters.exclude.length === 0 ? {} : { excludeNamespaces: filters.exclude.map(entryOf) }),
    ...(filters.mapping.length === 0 ? {} : { namespaceMapping: filters.mapping }),
    ...(filters.documents.length === 0
      ? {}
      : { documentFilters: filters.documents.map(({ namespace, matchJson }) => ({ namespace, match: matchJson })) }),
    ...(keepsOthers ? { preExistingDestinationData: true } : {}),
    verification: verificationOf(verification),
    ...(Object.keys(load).length === 0 ? {} : { load }),
  };
}

function verificationOf({ mode, samplePercent }: Migration['verification']): Record<string, unknown> {
  if (mode === 'off' || mode === 'full') return { enabled: mode === 'full' };
  return { enabled: true, mode, ...(mode === 'sample' ? { samplePercent } : {}) };
}

/** Limits that the file sets; what it leaves out is not limited. */
function loadOf({ throttle, engine, source: { readFrom } }: Migration): Readonly<Record<string, unknown>> {
  const { readPreference, tags, maxStalenessMs } = readFrom;
  const { maxDestinationLagMs, maxSourceLagMs, readBytesPerSecond, writeBytesPerSecond } = throttle;
  const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);
  const limits = {
    readBytesPerSecond,
    writeBytesPerSecond,
    copyParallelism: engine.type === 'builtin' ? engine.options.parallelism : undefined,
    maxDestinationLagSeconds: seconds(maxDestinationLagMs),
    maxSourceLagSeconds: seconds(maxSourceLagMs),
    readFrom:
      readPreference === 'primary'
        ? undefined
        : {
            readPreference,
            ...(Object.keys(tags).length === 0 ? {} : { tags }),
            ...(maxStalenessMs === undefined ? {} : { maxStalenessSeconds: Math.ceil(maxStalenessMs / 1000) }),
          },
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

function entryOf({ database, databaseRegex, collections, collectionsRegex }: NamespaceFilter): Record<string, unknown> {
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}
