import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { Migration } from '../../spec/migration.ts';

/** What the built-in engine's start request says for a migration: mongosync's fields, and only those that are set. */
export function builtinStartRequest(spec: Migration): Readonly<Record<string, unknown>> {
  const { filters, indexes, verification, destination } = spec;
  const isFiltered = filters.include.length + filters.exclude.length > 0;
  // What `clear` drops is gone by now; what the filters leave out may stay.
  const keepsOthers = destination.existingData === 'keep' || (destination.existingData === 'clear' && isFiltered);
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
  };
}

function verificationOf({ mode, samplePercent }: Migration['verification']): Record<string, unknown> {
  if (mode === 'off' || mode === 'full') return { enabled: mode === 'full' };
  return { enabled: true, mode, ...(mode === 'sample' ? { samplePercent } : {}) };
}

function entryOf({ database, databaseRegex, collections, collectionsRegex }: NamespaceFilter): Record<string, unknown> {
  return {
    ...(database === undefined ? {} : { database }),
    ...(databaseRegex === undefined ? {} : { databaseRegex }),
    ...(collections === undefined ? {} : { collections }),
    ...(collectionsRegex === undefined ? {} : { collectionsRegex }),
  };
}
