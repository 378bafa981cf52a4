import { specCodes } from '../error-codes.ts';
import type { AtlasCluster, ClusterRegion } from '../generated/migration.ts';
import { errorAt, type Finding, indexed, type Rule, type RuleContext } from './rule.ts';

const base = '/destination/atlas/cluster';

/** Clusters that Atlas would refuse: no place, no size, numbers of members and shards that do not go together. */
export const clusterShape: Rule = (file, { has }) => {
  const cluster = file.destination?.atlas?.cluster;
  if (cluster === undefined) return [];
  return [
    ...place(cluster, has),
    ...shards(cluster),
    ...version(cluster),
    ...scaling(cluster),
    ...regionsOf(cluster).flatMap((regions) => members(cluster, regions)),
  ];
};

const wrong = (pointer: string, summary: string, hint?: string) =>
  errorAt(pointer, specCodes.clusterShape, { summary, hint });

function place(cluster: AtlasCluster, has: RuleContext['has']): Finding[] {
  const given = (['region', 'regions', 'zones'] as const).filter((property) => has(`${base}/${property}`));
  if (given.length > 1) {
    return [
      wrong(
        `${base}/${given[1]}`,
        `\`${given[0]}\` and \`${given[1]}\` exclude each other`,
        'Use `region` for one region, `regions` for several, `zones` for a global cluster',
      ),
    ];
  }
  if (given.length === 0) {
    return cluster.adopt
      ? []
      : [
          wrong(
            base,
            'The cluster has no region',
            'Add `provider: AWS`, `region: EU_WEST_1` and `tier: M40`, or set `adopt: true` for a cluster that exists already',
          ),
        ];
  }
  if (given[0] !== 'region') {
    return has(`${base}/nodes`)
      ? [
          wrong(
            `${base}/nodes`,
            `\`nodes\` has no effect beside \`${given[0]}\``,
            'Give `electable: { count: 3 }` in each region',
          ),
        ]
      : [];
  }
  const lacking = (['provider', 'tier'] as const).filter((property) => !has(`${base}/${property}`));
  return lacking.map((property) =>
    wrong(
      base,
      `\`${property}\` is missing beside \`region\``,
      property === 'tier' ? 'Add `tier: M40`' : 'Add `provider: AWS`',
    ),
  );
}

function shards(cluster: AtlasCluster): Finding[] {
  const type = cluster.type ?? 'REPLICASET';
  if (cluster.shards !== undefined && type !== 'SHARDED') {
    return [
      wrong(
        `${base}/shards`,
        `A cluster of type ${type} has no \`shards\` of its own`,
        type === 'REPLICASET' ? 'Set `type: SHARDED`, or remove `shards`' : 'Give the number of shards of each zone',
      ),
    ];
  }
  if (cluster.zones !== undefined && type === 'REPLICASET') {
    return [
      wrong(
        `${base}/zones`,
        'A replica set has no zones',
        'Set `type: GEOSHARDED` (or SHARDED, for shards that differ)',
      ),
    ];
  }
  const needsZones = type === 'GEOSHARDED' && cluster.zones === undefined && !cluster.adopt;
  return needsZones
    ? [
        wrong(
          `${base}/type`,
          'A global cluster needs `zones`',
          'Add `zones` with their regions, or set `type: SHARDED`',
        ),
      ]
    : [];
}

function version(cluster: AtlasCluster): Finding[] {
  if (cluster.versionReleaseSystem !== 'CONTINUOUS' || cluster.mongoDBVersion === undefined) return [];
  return [
    wrong(
      `${base}/mongoDBVersion`,
      '`versionReleaseSystem: CONTINUOUS` decides the version itself',
      'Remove `mongoDBVersion`, or use LTS, which sync engines support',
    ),
  ];
}

function scaling(cluster: AtlasCluster): Finding[] {
  const blocks = {
    autoScaling: cluster.autoScaling,
    analyticsAutoScaling: cluster.analyticsAutoScaling,
    'during/autoScaling': cluster.during?.autoScaling,
  };
  return Object.entries(blocks).flatMap(([path, block]) => {
    const compute = typeof block === 'object' ? block.compute : undefined;
    if (!compute?.scaleDown || compute.minTier) return [];
    return wrong(
      `${base}/${path}/compute/scaleDown`,
      '`scaleDown` needs `minTier`',
      'Add the smallest tier that Atlas may scale down to',
    );
  });
}

interface Regions {
  readonly list: readonly ClusterRegion[];
  readonly pointer: string;
}

/** The lists of regions: that of the cluster, or one per zone. */
function regionsOf(cluster: AtlasCluster): Regions[] {
  if (cluster.regions) return [{ list: cluster.regions, pointer: `${base}/regions` }];
  return indexed(cluster.zones).map(({ item, index }) => ({
    list: item.regions,
    pointer: `${base}/zones/${index}/regions`,
  }));
}

function members(cluster: AtlasCluster, { list, pointer }: Regions): Finding[] {
  const regions = indexed(list);
  const electable = regions.reduce((sum, { item }) => sum + (item.electable?.count ?? 0), 0);
  const hasCounts = regions.some(({ item }) => item.electable !== undefined);
  const isOdd = [3, 5, 7].includes(electable);
  return [
    ...(hasCounts && !isOdd
      ? [
          wrong(
            pointer,
            `There are ${electable} electable members, and 3, 5 or 7 are possible`,
            'Change `electable.count` of the regions so that they add up',
          ),
        ]
      : []),
    ...(!hasCounts && regions.length > 1
      ? [
          wrong(
            pointer,
            'Several regions, and none says how many electable members it has',
            'Add `electable: { count: 2 }` and so on',
          ),
        ]
      : []),
    ...regions.flatMap(({ item, index }) => sizes(cluster, item, `${pointer}/${index}`)),
  ];
}

function sizes(cluster: AtlasCluster, region: ClusterRegion, pointer: string): Finding[] {
  const provider = region.provider ?? cluster.provider;
  const groups = (['electable', 'readOnly', 'analytics'] as const).filter((group) => region[group] !== undefined);
  const unsized = groups.filter((group) => region[group]?.tier === undefined && cluster.tier === undefined);
  return [
    ...(provider === undefined
      ? [
          wrong(
            pointer,
            `The region ${region.region} has no provider`,
            'Add `provider: AWS` to it, or to the cluster for all regions',
          ),
        ]
      : []),
    ...unsized.map((group) =>
      wrong(
        `${pointer}/${group}`,
        `The ${group} members in ${region.region} have no tier`,
        'Add `tier: M40` to them, or to the cluster for all members',
      ),
    ),
    ...(groups.length === 0 && cluster.tier === undefined
      ? [wrong(pointer, `The members in ${region.region} have no tier`, 'Add `tier: M40` to the cluster')]
      : []),
  ];
}
