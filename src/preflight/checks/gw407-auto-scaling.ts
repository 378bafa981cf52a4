import type { Check } from '../check.ts';
import { onlineEngines } from '../engine-groups.ts';

/** A cluster that resizes itself while it is filled restarts its members, and lets the copy fall back. */
export const autoScaling: Check = {
  code: 'GW407',
  severity: 'warning',
  title: 'The destination in Atlas does not resize itself while it is filled',
  engines: onlineEngines,
  run: ({ spec: { destination } }) => {
    if (destination.kind !== 'atlas') return [];
    const { cluster } = destination.atlas;
    const during = cluster.during?.autoScaling ?? cluster.autoScaling;
    if (during === undefined || during === 'off' || during.compute === undefined) return [];
    return [
      {
        summary: `The cluster ${cluster.name} may change its tier while data is synced`,
        detail:
          'A change of tier is an election of each member in turn; Live Migration asks for auto-scaling to be off',
        fix: 'Add to destination.atlas.cluster: during: { autoScaling: off }; it is turned on again afterwards',
        pointer:
          cluster.during?.autoScaling === undefined
            ? '/destination/atlas/cluster/autoScaling'
            : '/destination/atlas/cluster/during/autoScaling',
      },
    ];
  },
};
