import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { counted, listed } from '../wording.ts';

/** A server takes no second database whose name differs in upper and lower case only (DatabaseDifferCase). */
export const databaseCase: Check = {
  code: 'GW213',
  severity: 'error',
  title: 'No database of the destination differs from one of the source in upper and lower case only',
  engines: 'all',
  run: ({ spec, observation: { source, destination }, state }) => {
    if (hasBegun(state)) return [];
    const wanted = new Set(source.namespaces.map(({ database }) => renamed(database, spec.filters.mapping)));
    const present = new Set(destination.namespaces.map(({ database }) => database));
    const pairs = [...present].flatMap((there) =>
      [...wanted]
        .filter((name) => name !== there && name.toLowerCase() === there.toLowerCase())
        .map((name) => ({ name, there })),
    );
    if (pairs.length === 0) return [];
    const names = pairs.map(({ name, there }) => `${name} (there is ${there})`);
    return [
      {
        summary: `${counted(pairs.length, 'database')} of the source cannot be made on the destination (${destination.address}): ${listed(names)}`,
        detail: 'Servers refuse a database that differs from another in upper and lower case only',
        fix: `Drop what is there: db.getSiblingDB(${JSON.stringify(pairs[0]!.there)}).dropDatabase() on the destination, or migrate into another name with filters.mapping`,
        pointer: '/destination',
        objects: names,
      },
    ];
  },
};

/** Where a database goes as a whole; single collections that go elsewhere leave it as it is. */
function renamed(database: string, mapping: readonly { readonly from: string; readonly to: string }[]): string {
  return mapping.find(({ from }) => from === database)?.to ?? database;
}
