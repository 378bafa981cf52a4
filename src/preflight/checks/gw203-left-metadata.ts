import type { EngineType } from '../../engines/engine.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { withPart } from '../observed-part.ts';
import { listed } from '../wording.ts';

/** Where each engine keeps its state; one that finds an old run goes on with that (contracts of mongosync and ClusterSync). */
const databasesOf: Readonly<Partial<Record<EngineType, RegExp>>> = {
  mongosync: /^(__mdb_internal_mongosync|mongosync_(reserved_for_|internal_))/,
  atlasLiveMigration: /^(__mdb_internal_mongosync|mongosync_(reserved_for_|internal_))/,
  clusterSync: /^percona_clustersync_mongodb$/,
};

/** A leftover changes in silence what a run means: it resumes instead of beginning. */
export const leftMetadata: Check = {
  code: 'GW203',
  severity: 'error',
  title: 'No state of an earlier run is left on either side',
  engines: ['mongosync', 'atlasLiveMigration', 'clusterSync'],
  run: (context) => {
    const pattern = databasesOf[context.spec.engine.type];
    if (pattern === undefined || hasBegun(context.state) || context.spec.engine.adopt) return [];
    return (['source', 'destination'] as const).flatMap((role) =>
      withPart(context, role, 'databases', (databases, { address }) => {
        const left = databases.filter((name) => pattern.test(name));
        if (left.length === 0) return [];
        return [
          {
            summary: `The ${role} (${address}) holds the state of an earlier run: ${listed(left)}`,
            detail: 'The engine would go on with that run, whatever this file says',
            fix: `To begin anew: ${left.map((name) => `db.getSiblingDB(${JSON.stringify(name)}).dropDatabase()`).join('; ')} on the ${role}. To go on with it: engine.adopt: true`,
            pointer: '/engine/adopt',
            objects: left,
          },
        ];
      }),
    );
  },
};
