/** Which search indexes the file wants on the destination, and which of them are missing there. Pure. */
import canonicalize from 'canonicalize';
import type { SearchIndex } from '../mongo/details/cluster-details.ts';
import { parseNamespace } from '../mongo/namespace.ts';
import type { Migration } from '../spec/migration.ts';
import { NamespaceMapping } from '../sync/catalog/namespace-mapping.ts';

type Definition = SearchIndex['definition'];

export const searchIndexId = ({ namespace, name }: Pick<SearchIndex, 'namespace' | 'name'>) => `${namespace} ${name}`;

/**
 * Those that the file declares, and with `mode: copy` those of the source, by the names that the collections have on the
 * destination. A declared one comes before one of the source.
 */
export function wantedSearchIndexes(
  { searchIndexes, filters }: Pick<Migration, 'searchIndexes' | 'filters'>,
  ofSource: readonly SearchIndex[],
): readonly SearchIndex[] {
  const copied = searchIndexes.mode === 'copy' ? onDestination(ofSource, filters) : [];
  const declared = new Set(searchIndexes.entries.map(searchIndexId));
  return [...searchIndexes.entries, ...copied.filter((index) => !declared.has(searchIndexId(index)))];
}

/** By the names that their collections have there. */
export function onDestination(
  indexes: readonly SearchIndex[],
  { mapping: rules }: Migration['filters'],
): readonly SearchIndex[] {
  const mapping = new NamespaceMapping(rules);
  return indexes.map(({ namespace, name, type, definition }) => {
    const { db, coll } = mapping.toDestination(parseNamespace(namespace));
    return { namespace: `${db}.${coll}`, name, type, definition };
  });
}

export function isSameSearchIndex(one: SearchIndex, other: SearchIndex): boolean {
  return one.type === other.type && formOf(one.definition) === formOf(other.definition);
}

/** What the service adds to a definition that leaves it out: https://www.mongodb.com/docs/atlas/atlas-search/index-definitions/ */
const defaults: Readonly<Record<string, unknown>> = {
  analyzer: 'lucene.standard',
  searchAnalyzer: 'lucene.standard',
  dynamic: false,
  numPartitions: 1,
  storedSource: false,
  quantization: 'none',
};

/** The same for definitions that mean the same: whatever the order of their fields, and without what is the default. */
function formOf(definition: Definition): string {
  return canonicalize(plain(definition)) ?? '';
}

function plain(value: unknown): unknown {
  // A field that is indexed in one way may be given as that way, or as a list of it.
  if (Array.isArray(value)) return value.length === 1 ? plain(value[0]) : value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, plain(part)] as const);
  return Object.fromEntries(parts.filter(([name, part]) => part !== defaults[name] && !isEmpty(part)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
