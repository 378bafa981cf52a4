import type { Check } from '../check.ts';

/** Only members of a replica set have an oplog, and change streams read it. */
export const standalone: Check = {
  code: 'GW102',
  severity: 'error',
  title: 'Source and destination are replica sets or sharded clusters',
  engines: ['builtin', 'mongosync', 'clusterSync', 'mongomirror', 'atlasLiveMigration'],
  run: ({ observation }) =>
    (['source', 'destination'] as const)
      .filter((role) => observation[role].facts.topology === 'standalone')
      .map((role) => ({
        summary: `The ${role} (${observation[role].address}) is a standalone server`,
        detail: 'A sync reads the oplog, which only members of a replica set have',
        fix: 'Restart it with --replSet NAME, then run rs.initiate() once: it becomes a replica set of one member',
        pointer: `/${role}/uri`,
      })),
};
