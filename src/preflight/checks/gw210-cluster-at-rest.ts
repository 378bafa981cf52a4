import type { Check } from '../check.ts';
import { withAtlas } from '../observed-part.ts';

/** What Atlas does to a cluster that it changes, in words; IDLE is at rest. */
const activities: Readonly<Record<string, string>> = {
  CREATING: 'is still being made',
  UPDATING: 'is being changed',
  REPAIRING: 'is being repaired',
  DELETING: 'is being removed',
};

/** Atlas restarts one member after the other for nearly every change, and takes no second change meanwhile. */
export const clusterAtRest: Check = {
  code: 'GW210',
  severity: 'error',
  title: 'The cluster in Atlas runs, and nothing changes it',
  engines: 'all',
  isWatched: true,
  run: (context) => {
    const { destination } = context.spec;
    if (destination.kind !== 'atlas' || context.state === 'complete') return [];
    const { name } = destination.atlas.cluster;
    return withAtlas(context, ({ cluster }) => {
      if (cluster === undefined) return [];
      const pointer = '/destination/atlas/cluster';
      if (cluster.isPaused) {
        return [
          {
            summary: `The cluster ${name} is paused`,
            fix: `atlas clusters start ${name}, and remove destination.atlas.cluster.paused: true where it is in the file`,
            pointer,
            objects: [name],
          },
        ];
      }
      const activity = activities[cluster.state];
      if (activity === undefined) return [];
      return [
        {
          summary: `The cluster ${name} ${activity} by Atlas (${cluster.state})`,
          detail: 'Members are restarted one by one meanwhile, with an election at least',
          fix: `Wait until it is IDLE: atlas clusters watch ${name}`,
          // A sync lives through it, and a plan waits for it by itself.
          severity: cluster.state === 'DELETING' ? ('error' as const) : ('warning' as const),
          pointer,
          objects: [name],
        },
      ];
    });
  },
};
