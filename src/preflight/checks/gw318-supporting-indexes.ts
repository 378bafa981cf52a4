import type { Check } from '../check.ts';
import { hasSupportingIndex, namespaceOfEntry } from '../sharded-namespace.ts';

/** A collection can be sharded when an index begins with the shard key, in simple collation. */
export const supportingIndexes: Check = {
  code: 'GW318',
  severity: 'error',
  title: 'Each shard key has an index on the source, or one is made',
  engines: 'all',
  run: ({ spec, observation }) => {
    const { sharding } = spec;
    const { source } = observation;
    if (sharding === undefined) return [];
    const isOld = source.facts.versionNumber < 600;
    if (sharding.createSupportingIndexes && spec.engine.type === 'mongosync' && isOld) {
      return [
        {
          summary: `mongosync makes no supporting indexes for a source before 6.0 (${source.facts.version})`,
          fix: 'Create the indexes on the source and set sharding.createSupportingIndexes: false',
          pointer: '/sharding/createSupportingIndexes',
        },
      ];
    }
    if (sharding.createSupportingIndexes) return [];
    return sharding.entries.flatMap((entry, index) => {
      const namespace = namespaceOfEntry(spec, observation, entry);
      if (namespace === undefined || hasSupportingIndex(namespace, entry)) return [];
      const key = `{ ${entry.key.map(({ field, kind }) => `${JSON.stringify(field)}: ${JSON.stringify(kind)}`).join(', ')} }`;
      return [
        {
          summary: `No index of ${entry.namespace} begins with its shard key ${key}`,
          fix: `Set sharding.createSupportingIndexes: true, or on the source: db.getSiblingDB(${JSON.stringify(namespace.database)}).getCollection(${JSON.stringify(namespace.collection)}).createIndex(${key})`,
          pointer: `/sharding/entries/${index}/key`,
          objects: [entry.namespace],
        },
      ];
    });
  },
};
