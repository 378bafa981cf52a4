import type { IndexObservation, NamespaceObservation } from '../../observe/observation.ts';
import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/**
 * While a sync runs, unique indexes are ordinary ones, so that one and the same value may be handed over between documents.
 * Two indexes that differ in nothing but uniqueness are then the same index under two names, which servers refuse.
 */
export const conflictingIndexes: Check = {
  code: 'GW304',
  severity: 'error',
  title: 'No collection has a unique and an ordinary index on the same keys',
  engines: onlineEngines.filter((engine) => engine !== 'mongomirror'),
  isWatched: true,
  run: ({ observation: { source } }) => {
    const pairs = source.namespaces.flatMap(pairsOf);
    if (pairs.length === 0) return [];
    const names = pairs.map(
      ({ namespace, unique, other }) => `${namespaceOf(namespace)} (${unique.name}, ${other.name})`,
    );
    return [
      {
        summary: `${counted(pairs.length, 'pair')} of indexes differ only in being unique: ${listed(names)}`,
        detail: 'The destination refuses the second one (IndexOptionsConflict), and perhaps the unique one is lost',
        fix: pairs
          .slice(0, 3)
          .map(({ namespace, other }) => `${shellCollection(namespace)}.dropIndex(${JSON.stringify(other.name)})`)
          .join('; '),
        objects: names,
      },
    ];
  },
};

function pairsOf(namespace: NamespaceObservation) {
  const { indexes } = namespace;
  return indexes
    .filter(({ isUnique }) => isUnique)
    .flatMap((unique) =>
      indexes
        .filter((other) => !other.isUnique && isAlike(unique, other))
        .map((other) => ({ namespace, unique, other })),
    );
}

/** What tells two indexes on the same keys apart for a server: sparseness, filter and collation. */
function isAlike(a: IndexObservation, b: IndexObservation): boolean {
  return identity(a) === identity(b);
}

function identity({ key, options }: IndexObservation): string {
  return JSON.stringify([key, options?.isSparse, options?.partialFilter, options?.collation]);
}
