import type { Check } from '../check.ts';
import { mongosyncEngines, onlineEngines } from '../engine-groups.ts';
import { onBothSides, withPart } from '../observed-part.ts';

/** Chunks that move while they are copied are read twice or not at all. */
export const balancer: Check = {
  code: 'GW115',
  severity: 'error',
  title: 'The balancer of a sharded cluster is off',
  engines: onlineEngines,
  isWatched: true,
  run: (context) =>
    onBothSides((role) =>
      withPart(context, role, 'sharding', (sharding, { address }) => {
        if (sharding === undefined) return [];
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
        if (sharding.balancerMode === 'off') return [];
        return [
          {
            summary: `The balancer of the ${role} (${address}) is on (mode ${sharding.balancerMode})`,
            detail: isMongosync
              ? 'mongosync turns it off at its start and waits for 15 minutes; when it is turned on again later, mongosync fails'
              : 'Chunk migrations double the load of the copy, and delay change streams',
            fix: `sh.stopBalancer() on the ${role}, and sh.startBalancer() after the migration`,
            severity: 'warning',
          },
        ];
      }),
    ),
};
