import type { NamespaceFilter } from '../../spec/blocks/filters.ts';
import type { Check } from '../check.ts';

/** A misspelt name in a filter is a collection that is not migrated, and nobody notices before it is missed. */
export const filtersMatch: Check = {
  code: 'GW319',
  severity: 'warning',
  title: 'Every entry of filters.include matches something on the source',
  engines: 'all',
  run: ({ spec, observation: { source } }) => {
    if (source.namespaces.length === 0) {
      const { include, exclude } = spec.filters;
      if (include.length + exclude.length === 0) return [];
      return [
        {
          summary: `The filters leave nothing of the source (${source.address}) to be migrated`,
          fix: 'Check the names; db.adminCommand({ listDatabases: 1, nameOnly: true }) shows what is there',
          pointer: '/filters',
        },
      ];
    }
    return spec.filters.include.flatMap((entry, index) =>
      missing(entry, index, source.namespaces).map(({ what, pointer }) => ({
        summary: `Nothing on the source matches ${what}`,
        fix: 'Mend the name, or remove it',
        pointer,
        objects: [what],
      })),
    );
  },
};

/** Names only: what a pattern means is the server's to say. */
function missing(
  { database, collections }: NamespaceFilter,
  index: number,
  present: readonly { readonly database: string; readonly collection: string }[],
): readonly { what: string; pointer: string }[] {
  if (database === undefined) return [];
  const there = present.filter((one) => one.database === database);
  const pointer = `/filters/include/${index}`;
  if (there.length === 0) return [{ what: `the database ${database}`, pointer: `${pointer}/database` }];
  return (collections ?? []).flatMap((name, position) =>
    there.some(({ collection }) => collection === name)
      ? []
      : [{ what: `${database}.${name}`, pointer: `${pointer}/collections/${position}` }],
  );
}
