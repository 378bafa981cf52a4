import type { MigrationFile, NamespaceFilter } from '../generated/migration.ts';
import { compilePattern } from './regex.ts';
import { indexed } from './rule.ts';

/** A namespace filter and where it stands. */
export interface PlacedFilter {
  readonly filter: NamespaceFilter;
  readonly pointer: string;
}

/** Every namespace filter of a file. */
export function namespaceFilters(file: MigrationFile): readonly PlacedFilter[] {
  return [
    ...placed(file.filters?.include, '/filters/include'),
    ...placed(file.filters?.exclude, '/filters/exclude'),
    ...placed(file.verification?.exclude, '/verification/exclude'),
  ];
}

/** The filters of one list. */
export function placed(list: readonly NamespaceFilter[] | undefined, pointer: string): readonly PlacedFilter[] {
  return indexed(list).map(({ item, index }) => ({ filter: item, pointer: `${pointer}/${index}` }));
}

/** Whether a filter takes in a database as a whole (no collection named) or a collection of it. */
export function takesIn(filter: NamespaceFilter, database: string, collection?: string): boolean {
  const isDatabase =
    filter.databaseRegex === undefined
      ? filter.database === database
      : matches(filter.databaseRegex.pattern, filter.databaseRegex.options, database);
  if (!isDatabase) return false;
  if (filter.collections === undefined && filter.collectionsRegex === undefined) return true;
  if (collection === undefined) return false;
  if (filter.collections?.includes(collection)) return true;
  return (
    filter.collectionsRegex !== undefined &&
    matches(filter.collectionsRegex.pattern, filter.collectionsRegex.options, collection)
  );
}

/** Whether the file's filters let a collection through. */
export function isMigrated(file: MigrationFile, database: string, collection: string): boolean {
  const include = file.filters?.include;
  const isIncluded = include === undefined || include.some((filter) => takesIn(filter, database, collection));
  return isIncluded && !(file.filters?.exclude ?? []).some((filter) => takesIn(filter, database, collection));
}

function matches(pattern: string, options: string | undefined, name: string): boolean {
  const compiled = compilePattern(pattern, options);
  return 'regex' in compiled && compiled.regex.test(name);
}

/** `database.collection` at its first dot. */
export function splitNamespace(namespace: string): { database: string; collection: string } {
  const dot = namespace.indexOf('.');
  return dot < 0
    ? { database: namespace, collection: '' }
    : { database: namespace.slice(0, dot), collection: namespace.slice(dot + 1) };
}
