import type { NamespaceFilter as FilterBlock, Filters as FiltersBlock } from '../generated/migration.ts';

export interface Regex {
  readonly pattern: string;
  readonly options: string;
}

/** A database by name or pattern, and in it all collections, those named, or those that match a pattern. */
export interface NamespaceFilter {
  readonly database?: string | undefined;
  readonly databaseRegex?: Regex | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly collectionsRegex?: Regex | undefined;
}

/** The documents of a collection that are migrated. */
export interface DocumentFilter {
  readonly namespace: string;
  /** The query as extended JSON text, with the order of its keys: equality with an embedded document depends on it. */
  readonly matchJson: string;
}

export interface NamespaceMapping {
  readonly from: string;
  readonly to: string;
}

/** What is migrated: what an `include` entry takes in (everything, when there is none) and no `exclude` entry does. */
export interface Filters {
  readonly include: readonly NamespaceFilter[];
  readonly exclude: readonly NamespaceFilter[];
  readonly documents: readonly DocumentFilter[];
  readonly mapping: readonly NamespaceMapping[];
}

/** The JSON text of a value of the file, with its keys in their order. */
export type JsonText = (pointer: string) => string;

export function normalizeFilters(block: FiltersBlock | undefined, jsonOf: JsonText): Filters {
  return {
    include: (block?.include ?? []).map(normalizeFilter),
    exclude: (block?.exclude ?? []).map(normalizeFilter),
    documents: (block?.documents ?? []).map(({ namespace }, index) => ({
      namespace,
      matchJson: jsonOf(`/filters/documents/${index}/match`),
    })),
    mapping: block?.mapping ?? [],
  };
}

export function normalizeFilter(block: FilterBlock): NamespaceFilter {
  const { databaseRegex, collectionsRegex, ...names } = block;
  return {
    ...names,
    databaseRegex: databaseRegex && { pattern: databaseRegex.pattern, options: databaseRegex.options ?? '' },
    collectionsRegex: collectionsRegex && {
      pattern: collectionsRegex.pattern,
      options: collectionsRegex.options ?? '',
    },
  };
}
