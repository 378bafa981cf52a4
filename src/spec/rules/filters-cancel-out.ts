import { specCodes } from '../error-codes.ts';
import type { MigrationFile, NamespaceFilter } from '../generated/migration.ts';
import { isMigrated, placed, splitNamespace, takesIn } from './namespace-filters.ts';
import { errorAt, type Finding, indexed, type Rule, warningAt } from './rule.ts';

/** Filters that leave nothing of what they or other blocks name. */
export const filtersCancelOut: Rule = (file) => [
  ...emptyIncludes(file),
  ...uselessExcludes(file),
  ...namedButFilteredOut(file),
];

function emptyIncludes(file: MigrationFile): Finding[] {
  const exclude = file.filters?.exclude ?? [];
  return placed(file.filters?.include, '/filters/include').flatMap(({ filter, pointer }) => {
    const culprit = indexed(exclude).find(({ item }) => excludesAll(item, filter));
    if (culprit === undefined) return [];
    return errorAt(pointer, specCodes.filtersCancelOut, {
      summary: `Everything that this entry includes is excluded again`,
      detail: `By entry ${culprit.index + 1} of \`filters.exclude\``,
      hint: 'Remove one of the two',
    });
  });
}

/** Whether an exclude entry leaves nothing of an include entry. Two patterns are not compared. */
function excludesAll(excluded: NamespaceFilter, included: NamespaceFilter): boolean {
  if (included.database === undefined) {
    const isSamePattern = JSON.stringify(included.databaseRegex) === JSON.stringify(excluded.databaseRegex);
    return isSamePattern && !excluded.collections && !excluded.collectionsRegex;
  }
  if (takesIn(excluded, included.database)) return true;
  if (included.collectionsRegex !== undefined) {
    const isSame = JSON.stringify(included.collectionsRegex) === JSON.stringify(excluded.collectionsRegex);
    return isSame && excluded.database === included.database;
  }
  return included.collections?.every((collection) => takesIn(excluded, included.database!, collection)) ?? false;
}

/** An exclude entry for a database that no include entry takes in does nothing, and is often a misspelling. */
function uselessExcludes(file: MigrationFile): Finding[] {
  const include = file.filters?.include;
  if (include === undefined) return [];
  return placed(file.filters?.exclude, '/filters/exclude').flatMap(({ filter, pointer }) => {
    const { database } = filter;
    const isReached =
      database === undefined ||
      include.some((entry) => takesIn({ ...entry, collections: undefined!, collectionsRegex: undefined! }, database));
    if (isReached) return [];
    return warningAt(pointer, specCodes.filtersCancelOut, {
      summary: `No entry of \`filters.include\` takes in the database \`${database}\`, so excluding from it has no effect`,
      hint: 'Check the spelling, or remove the entry',
    });
  });
}

function namedButFilteredOut(file: MigrationFile): Finding[] {
  const named = [
    ...indexed(file.sharding?.entries).map(({ item, index }) => ({
      namespace: item.namespace,
      pointer: `/sharding/entries/${index}/namespace`,
    })),
    ...indexed(file.filters?.documents).map(({ item, index }) => ({
      namespace: item.namespace,
      pointer: `/filters/documents/${index}/namespace`,
    })),
    ...indexed(file.filters?.mapping)
      .filter(({ item }) => item.from.includes('.'))
      .map(({ item, index }) => ({ namespace: item.from, pointer: `/filters/mapping/${index}/from` })),
  ];
  const renamed = new Set(file.filters?.mapping?.map((mapping) => mapping.to));
  return named.flatMap(({ namespace, pointer }) => {
    const { database, collection } = splitNamespace(namespace);
    const isTarget = renamed.has(namespace) || renamed.has(database);
    if (isTarget || isMigrated(file, database, collection)) return [];
    return errorAt(pointer, specCodes.filtersCancelOut, {
      summary: `The filters leave \`${namespace}\` out, and it is named here`,
      hint: 'Add it to `filters.include` or take it out of `filters.exclude`, or remove it here',
    });
  });
}
