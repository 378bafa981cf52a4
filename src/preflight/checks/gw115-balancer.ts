import type { MigrationState } from '../../lifecycle/migration-state.ts';
import { hasBegun } from '../../lifecycle/progress-of-state.ts';
import type { Check } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** No sync goes on any more. */
const isOver: ReadonlySet<MigrationState> = new Set(['cutOver', 'rolledBack', 'detached', 'complete']);

/** Chunks that move while they are copied are read twice or not at all. */
export const balancer: Check = {
  code: 'GW115',
  severity: 'error',
  title: 'The balancer of a sharded cluster is off',
  engines: 'all',
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'sharding', (sharding, { address }) => {
        if (sharding === undefined) return [];
        const isDump = context.spec.engine.type === 'dumpRestore';
        const isMongosync = mongosyncEngines.includes(context.spec.engine.type);
        if (isMongosync && sharding.hasBalancerWindow) {
          return [
            {
              summary: `The balancer of the ${role} (${address}) has a window in which it runs`,
              detail: 'mongosync fails when a window is configured',
              fix: 'db.getSiblingDB("config").settings.updateOne({ _id: "balancer" }, { $unset: { activeWindow: true } })',
            },
          ];
        }
        if (sharding.balancerMode !== 'full' || isOver.has(context.state)) return [];
        const summary = `The balancer of the ${role} (${address}) is on`;
        if (!hasBegun(context.state)) {
          return [
            {
              summary,
              detail: 'A step of the plan stops it before the copy, and another starts it again when the sync is over',
              fix: 'Nothing has to be done; to have it left alone, waive GW115',
              severity: 'info',
            },
          ];
        }
        return [
          {
            summary: `${summary} while data is synced`,
            detail: isMongosync
              ? 'mongosync fails when it is turned on during the sync'
              : isDump
                ? 'mongodump may read a chunk that moves twice, or not at all'
                : 'Chunk migrations double the load of the sync, and delay change streams',
            fix: `godwit apply stops it again; or sh.stopBalancer() on the ${role}`,
            severity: 'warning',
          },
        ];
      }),
    ),
};
