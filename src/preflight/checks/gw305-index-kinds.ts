import type { IndexObservation } from '../../observe/observation.ts';
import type { Check } from '../check.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/** Kinds that servers of today build, by the value in the key (https://www.mongodb.com/docs/manual/indexes/). */
const buildable: ReadonlySet<string> = new Set(['text', '2d', '2dsphere', 'hashed']);

/** An index that the destination cannot build is missing there when the applications come. */
export const indexKinds: Check = {
  code: 'GW305',
  severity: 'error',
  title: 'The destination can build every kind of index that the source has',
  engines: 'all',
  isWatched: true,
  run: ({ observation: { source, destination } }) => {
    const isOld = destination.facts.versionNumber < 500;
    const found = source.namespaces.flatMap((namespace) =>
      namespace.indexes.flatMap((index) => {
        const why = reasonAgainst(index, isOld);
        return why === undefined ? [] : [{ namespace, index, why }];
      }),
    );
    if (found.length === 0) return [];
    const names = found.map(({ namespace, index, why }) => `${namespaceOf(namespace)} ${index.name} (${why})`);
    return [
      {
        summary: `MongoDB ${destination.facts.version} cannot build ${counted(found.length, 'index')} of the source: ${listed(names)}`,
        fix: `Drop or replace what is no longer needed: ${found
          .slice(0, 3)
          .map(({ namespace, index }) => `${shellCollection(namespace)}.dropIndex(${JSON.stringify(index.name)})`)
          .join('; ')}`,
        objects: names,
      },
    ];
  },
};

function reasonAgainst({ key, options }: IndexObservation, isOldDestination: boolean): string | undefined {
  // Version 0 has been refused since 4.2's index format check (CannotCreateIndex).
  if (options?.version === 0) return 'index version 0';
  const kind = key.map(([, value]) => value).find((value) => isKind(value) && !buildable.has(value));
  if (kind === undefined) return undefined;
  // Gone in 5.0: https://www.mongodb.com/docs/manual/release-notes/5.0-compatibility/
  if (kind === 'geoHaystack') return isOldDestination ? undefined : kind;
  return kind;
}

/** Values that old servers took for 1; GW306 is about them. */
const legacyWords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'NaN']);

/** A word, and not a number. */
function isKind(value: string): boolean {
  return Number.isNaN(Number(value)) && /^\w+$/.test(value) && !legacyWords.has(value);
}
