import { parseNamespace } from '../mongo/namespace.ts';
import type { NamespaceObservation, Observation } from '../observe/observation.ts';
import type { ShardingEntry } from '../spec/blocks/sharding.ts';
import type { Migration } from '../spec/migration.ts';
import { NamespaceMapping } from '../sync/catalog/namespace-mapping.ts';

/** The collection of the source that a sharding entry is about, which names it as it is on the destination. */
export function namespaceOfEntry(
  { filters }: Migration,
  { source }: Pick<Observation, 'source'>,
  { namespace }: ShardingEntry,
): NamespaceObservation | undefined {
  const names = new NamespaceMapping(filters.mapping).toSources(parseNamespace(namespace));
  return source.namespaces.find(({ database, collection }) =>
    names.some((name) => database === name.db && collection === name.coll),
  );
}

/** Whether an index of the source begins with the key of the entry, in simple collation, and leaves out no document. */
export function hasSupportingIndex({ indexes }: NamespaceObservation, { key: wanted }: ShardingEntry): boolean {
  return indexes.some(
    ({ key, options }) =>
      options?.collation === undefined &&
      options?.partialFilter === undefined &&
      options?.isSparse === undefined &&
      wanted.every(({ field, kind }, position) => {
        const part = key[position];
        return part?.[0] === field && String(part[1]) === String(kind);
      }),
  );
}
