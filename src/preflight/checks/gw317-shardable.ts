import type { NamespaceObservation } from '../../observe/observation.ts';
import type { ShardingEntry } from '../../spec/blocks/sharding.ts';
import type { Check, Finding } from '../check.ts';
import { namespaceOfEntry } from '../sharded-namespace.ts';

/** What cannot be sharded as the file asks for it; a server says so when the copy is to begin. */
export const shardable: Check = {
  code: 'GW317',
  severity: 'error',
  title: 'Every collection of the sharding entries is there and can be sharded by its key',
  engines: 'all',
  run: ({ spec, observation }) =>
    (spec.sharding?.entries ?? []).flatMap((entry, index): readonly Finding[] => {
      const namespace = namespaceOfEntry(spec, observation, entry);
      const pointer = `/sharding/entries/${index}/namespace`;
      if (namespace === undefined) {
        return [
          {
            summary: `sharding.entries names ${entry.namespace}, which is not in scope on the source`,
            fix: 'Mend the name, or remove the entry',
            severity: 'warning',
            pointer,
            objects: [entry.namespace],
          },
        ];
      }
      const why = reasonAgainst(namespace, entry);
      return why === undefined ? [] : [{ ...why, pointer, objects: [entry.namespace] }];
    }),
};

/** Servers shard time series by fields of their metadata; no engine here does. */
const unshardable = { view: 'a view', timeseries: 'a time-series collection', collection: undefined } as const;

function reasonAgainst(namespace: NamespaceObservation, { namespace: name, key }: ShardingEntry) {
  const kind = namespace.isCapped ? 'a capped collection' : unshardable[namespace.type];
  if (kind !== undefined) {
    return { summary: `${name} is ${kind}, which cannot be sharded`, fix: 'Remove the entry: it arrives unsharded' };
  }
  const fields = key.map(({ field }) => field);
  const unique = namespace.indexes.find(
    (index) => index.isUnique && !fields.every((field, position) => index.key[position]?.[0] === field),
  );
  if (unique === undefined) return undefined;
  return {
    summary: `The unique index ${unique.name} of ${name} does not begin with the shard key { ${fields.join(', ')} }`,
    detail: 'On a sharded collection uniqueness holds over all shards only when the index begins with the shard key',
    fix: `Shard by ${unique.key.map(([field]) => field).join(', ')}, or drop the index: db.getSiblingDB(${JSON.stringify(namespace.database)}).getCollection(${JSON.stringify(namespace.collection)}).dropIndex(${JSON.stringify(unique.name)})`,
  };
}
