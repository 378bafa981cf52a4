import type { Check } from '../check.ts';
import { listed } from '../wording.ts';

/** ClusterSync leaves system.js out without a word; the others copy it, mongosync apart, which says so. */
export const storedFunctions: Check = {
  code: 'GW313',
  severity: 'warning',
  title: 'Stored functions are migrated',
  engines: ['clusterSync', 'mongosync', 'atlasLiveMigration'],
  run: ({ observation: { source } }) => {
    const found = source.namespaces
      .filter(({ collection, documents }) => collection === 'system.js' && documents > 0)
      .map(({ database }) => database);
    if (found.length === 0) return [];
    return [
      {
        summary: `The stored functions of ${listed(found)} are not migrated by this engine`,
        fix: `mongodump --db ${found[0]} --collection system.js --archive | mongorestore --archive, or engine.type: builtin`,
        objects: found.map((database) => `${database}.system.js`),
      },
    ];
  },
};
