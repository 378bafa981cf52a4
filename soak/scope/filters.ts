import { changed, changedBeside, written } from '../databases.ts';

/** Filters as a start request has them, and in words of their own what they let through. */
export interface Filters {
  readonly name: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly covers: (db: string, coll: string) => boolean;
}

const numbered = (prefix: string, numbers: readonly number[]) => numbers.map((number) => `${prefix}${number}`);

const included: Readonly<Record<string, readonly string[]>> = {
  [written]: ['a', 'c'],
  [changed]: [...numbered('c', [1, 2, 3, 4, 5, 6]), 'v0', 'v1', 'filtered'],
  [changedBeside]: ['o0', 'o1'],
};
const excluded: Readonly<Record<string, readonly string[]>> = {
  [changed]: [...numbered('c', [2, 5, 9]), 'v1', 'away'],
  [changedBeside]: ['o1'],
};

const entriesOf = (names: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(names).map(([database, collections]) => ({ database, collections }));

/** Names and patterns, of databases and collections, some of which are left to the server to match. */
export const filters: readonly Filters[] = [
  {
    name: 'named collections',
    request: { includeNamespaces: entriesOf(included) },
    covers: (db, coll) => included[db]?.includes(coll) ?? false,
  },
  {
    name: 'collections by patterns',
    request: {
      includeNamespaces: [
        {
          databaseRegex: { pattern: 'CATALOGUE$', options: 'i' },
          collectionsRegex: { pattern: String.raw`^([cv]\d*[02468]|filtered)$` },
        },
        { database: written },
      ],
    },
    covers: (db, coll) => db === written || (db === changed && /^([cv]\d*[02468]|filtered)$/.test(coll)),
  },
  {
    name: 'all but named collections',
    request: { excludeNamespaces: entriesOf(excluded) },
    covers: (db, coll) => !(excluded[db]?.includes(coll) ?? false),
  },
  {
    name: 'all but collections by a pattern',
    request: {
      excludeNamespaces: [
        { databaseRegex: { pattern: '^soakCat' }, collectionsRegex: { pattern: '([13579]|^away)$' } },
      ],
    },
    covers: (db, coll) => db === written || !/([13579]|^away)$/.test(coll),
  },
  {
    name: 'all but a database',
    request: { excludeNamespaces: [{ database: changedBeside }] },
    covers: (db) => db !== changedBeside,
  },
  {
    name: 'all but parts of what is included',
    request: {
      includeNamespaces: [{ database: changed }, { database: written, collectionsRegex: { pattern: '^[ab]$' } }],
      excludeNamespaces: [{ database: changed, collectionsRegex: { pattern: '^(C[1-4]|away)$', options: 'i' } }],
    },
    covers: (db, coll) =>
      db === changed ? !/^(c[1-4]|away)$/i.test(coll) : db === written && ['a', 'b'].includes(coll),
  },
];

export const everything: Filters = { name: 'everything', request: {}, covers: () => true };
