import type { Check } from '../check.ts';
import { counted, listed, namespaceOf, shellCollection } from '../wording.ts';

/**
 * Up to 4.4 a time to live of NaN expired nothing; servers from 5.0 on take it for 0 and delete everything with a date
 * in the past (https://jira.mongodb.org/browse/SERVER-68477).
 */
export const ttlNotANumber: Check = {
  code: 'GW320',
  severity: 'error',
  title: 'No TTL index has a time to live that is not a number',
  engines: 'all',
  isWatched: true,
  run: ({ observation: { source } }) => {
    const found = source.namespaces.flatMap((namespace) =>
      namespace.indexes
        .filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined && Number.isNaN(expireAfterSeconds))
        .map((index) => ({ namespace, index })),
    );
    if (found.length === 0) return [];
    const names = found.map(({ namespace, index }) => `${namespaceOf(namespace)} ${index.name}`);
    const { namespace, index } = found[0]!;
    return [
      {
        summary: `${counted(found.length, 'TTL index')} with expireAfterSeconds NaN: ${listed(names)}`,
        detail: 'Nothing expires on the source; on a newer server everything would, at once',
        fix: `db.getSiblingDB(${JSON.stringify(namespace.database)}).runCommand({ collMod: ${JSON.stringify(namespace.collection)}, index: { name: ${JSON.stringify(index.name)}, expireAfterSeconds: SECONDS } }), or ${shellCollection(namespace)}.dropIndex(${JSON.stringify(index.name)})`,
        objects: names,
      },
    ];
  },
};
