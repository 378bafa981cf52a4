import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** With data on the destination that stays (`preExistingDestinationData`), mongosync leaves views out. */
export const viewsLeftOut: Check = {
  code: 'GW340',
  severity: 'warning',
  title: 'mongosync migrates the views in scope',
  engines: ['mongosync'],
  run: ({ spec, observation: { source } }) => {
    if (spec.destination.existingData !== 'keep') return [];
    const found = source.namespaces.filter(({ type }) => type === 'view');
    if (found.length === 0) return [];
    const names = found.map(namespaceOf);
    const { database, collection, options } = found[0]!;
    return [
      {
        summary: `${counted(found.length, 'view')} in scope, which mongosync leaves out beside data that stays: ${listed(names)}`,
        fix: `After the migration, on the destination: db.getSiblingDB(${JSON.stringify(database)}).createView(${JSON.stringify(collection)}, ${JSON.stringify(options?.viewOn ?? 'SOURCE')}, PIPELINE); or use engine.type: builtin`,
        pointer: '/destination/existingData',
        objects: names,
      },
    ];
  },
};
