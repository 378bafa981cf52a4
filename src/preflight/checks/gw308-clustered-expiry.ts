import type { Check } from '../check.ts';
import { counted, listed, namespaceOf } from '../wording.ts';

/** mongosync does not support them; ClusterSync makes them without the expiry. */
export const clusteredExpiry: Check = {
  code: 'GW308',
  severity: 'error',
  title: 'No clustered collection lets its documents expire',
  engines: ['mongosync', 'atlasLiveMigration', 'clusterSync'],
  run: ({ observation: { source } }) => {
    const found = source.namespaces
      .filter((one) => one.isClustered && one.type === 'collection' && one.options?.expireAfterSeconds !== undefined)
      .map(namespaceOf);
    if (found.length === 0) return [];
    return [
      {
        summary: `${counted(found.length, 'clustered collection')} with expireAfterSeconds: ${listed(found)}`,
        fix: 'Use engine.type: builtin, which keeps the expiry; or turn it off on the source for the migration: db.runCommand({ collMod: COLLECTION, expireAfterSeconds: "off" })',
        pointer: '/engine/type',
        objects: found,
      },
    ];
  },
};
