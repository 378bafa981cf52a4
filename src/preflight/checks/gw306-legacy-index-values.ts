import type { IndexObservation } from '../../observe/observation.ts';
import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/** Servers before 3.4 took any value in an index key and any option; those of today refuse to build such an index again. */
export const legacyIndexValues: Check = {
  code: 'GW306',
  severity: 'error',
  title: 'No index has key values or options that servers take no longer',
  engines: 'all',
  isWatched: true,
  run: ({ spec, observation: { source } }) => {
    const found = source.namespaces.flatMap((namespace) =>
      namespace.indexes.flatMap((index) => {
        const why = reasonAgainst(index);
        return why === undefined ? [] : [{ namespace, index, why }];
      }),
    );
    if (found.length === 0) return [];
    const names = found.map(({ namespace, index, why }) => `${namespaceOf(namespace)} ${index.name} (${why})`);
    const [first] = found;
    const key = JSON.stringify(Object.fromEntries(first!.index.key.map(([field]) => [field, 1])));
    const isRewritten = mongosyncEngines.includes(spec.engine.type);
    return [
      {
        summary: `${counted(found.length, 'index')} of the source ${found.length === 1 ? 'has' : 'have'} values that servers no longer take: ${listed(names)}`,
        detail: isRewritten
          ? 'mongosync writes 1 instead, and leaves the options out'
          : 'The destination refuses to build them',
        fix: `${shellCollection(first!.namespace)}.dropIndex(${JSON.stringify(first!.index.name)}), then createIndex(${key}, { name: ${JSON.stringify(first!.index.name)} })`,
        severity: isRewritten ? 'warning' : 'error',
        objects: names,
      },
    ];
  },
};

/** Texts that are no kind of index but a value that was taken for 1. */
const words: ReadonlySet<string> = new Set(['true', 'false', 'null', 'undefined', 'NaN']);

function reasonAgainst({ key, options }: IndexObservation): string | undefined {
  const bad = key.find(([, value]) => !isTaken(value));
  if (bad !== undefined) return `${bad[0]}: ${bad[1] === '' ? '""' : bad[1]}`;
  const unknown = options?.unknownOptions ?? [];
  return unknown.length === 0 ? undefined : `option ${unknown.join(', ')}`;
}

/** A number other than 0, or the name of a kind. */
function isTaken(value: string): boolean {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  return Number.isNaN(number) ? /^\w+$/.test(value) && !words.has(value) : number !== 0;
}
