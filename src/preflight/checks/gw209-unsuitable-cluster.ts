import type { Check, CheckContext, CheckResult } from '../check.ts';
import { mongosyncEngines } from '../engine-groups.ts';
import { withAtlas } from '../observed-part.ts';

/** Kinds and settings of clusters in Atlas that mongosync, run by us or by Atlas, does not take. */
export const unsuitableCluster: Check = {
  code: 'GW209',
  severity: 'error',
  title: 'The cluster in Atlas is of a kind that mongosync can fill',
  engines: mongosyncEngines,
  run: (context) => {
    const { destination } = context.spec;
    if (destination.kind !== 'atlas') return [];
    const { atlas } = context.observation;
    const seen = atlas?.isKnown === true ? atlas.value.cluster : undefined;
    // What the file says counts, whether or not Atlas could be asked.
    return [...reasons(context, seen ?? {}), ...withAtlas(context, () => [])];
  },
};

type Seen = Partial<{ type: string; followsReleases: boolean; hasBiConnector: boolean }>;

function reasons({ spec }: CheckContext, seen: Seen): readonly CheckResult[] {
  if (spec.destination.kind !== 'atlas') return [];
  const { cluster } = spec.destination.atlas;
  const at = '/destination/atlas/cluster';
  const isGlobal = (cluster.type ?? seen.type) === 'GEOSHARDED';
  const follows = (cluster.versionReleaseSystem ?? (seen.followsReleases === true ? 'CONTINUOUS' : 'LTS')) !== 'LTS';
  const hasConnector = cluster.biConnector?.enabled ?? seen.hasBiConnector ?? false;
  const isPush = spec.engine.type === 'atlasLiveMigration';
  return [
    ...(isGlobal
      ? [
          {
            summary: `The cluster ${cluster.name} is a global one (GEOSHARDED), which mongosync does not fill`,
            fix: 'Set destination.atlas.cluster.type: SHARDED, or use engine.type: builtin',
            pointer: `${at}/type`,
          },
        ]
      : []),
    ...(follows
      ? [
          {
            summary: `The cluster ${cluster.name} takes every version of MongoDB that comes out (versionReleaseSystem: CONTINUOUS)`,
            detail: 'mongosync knows major versions only, and none of them may change while it runs',
            fix: 'Set destination.atlas.cluster.versionReleaseSystem: LTS and mongoDBVersion: "8.0"',
            pointer: `${at}/versionReleaseSystem`,
          },
        ]
      : []),
    ...(isPush && hasConnector
      ? [
          {
            summary: `The BI connector of the cluster ${cluster.name} is on, which Live Migration refuses`,
            fix: 'Set destination.atlas.cluster.biConnector: { enabled: false } until the migration is complete',
            pointer: `${at}/biConnector`,
          },
        ]
      : []),
  ];
}
