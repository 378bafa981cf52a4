import type { AtlasCluster, ClusterDuring, ClusterNodes, ClusterShard } from '../spec/blocks/atlas-cluster.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';

/**
 * What the infrastructure serves at the moment: data is synced; applications use the destination; or the migration is over.
 */
export type InfrastructureStage = 'syncing' | 'cutOver' | 'complete';

/** The destination as it has to be at a stage: settings for the sync on or off, what has served its time left out. */
export function desiredDestination(atlas: AtlasDestination, stage: InfrastructureStage): AtlasDestination {
  const isWanted = ({ until }: { readonly until?: 'cutover' | 'complete' | undefined }) =>
    until === undefined || stage === 'syncing' || (until === 'complete' && stage === 'cutOver');
  return {
    ...atlas,
    cluster: stage === 'syncing' ? whileSyncing(atlas.cluster) : atlas.cluster,
    ipAccess: atlas.ipAccess.filter(isWanted),
    users: atlas.users.filter(isWanted),
  };
}

/** The cluster with its `during` settings in force. */
function whileSyncing(cluster: AtlasCluster): AtlasCluster {
  const { during } = cluster;
  if (during === undefined) return cluster;
  const oplogSizeMB = during.oplogSizeMB ?? cluster.advanced.oplogSizeMB;
  return {
    ...cluster,
    shards: cluster.shards.map((shard) => resized(shard, during)),
    autoScaling: during.autoScaling ?? cluster.autoScaling,
    advanced: { ...cluster.advanced, oplogSizeMB },
    backup:
      during.backup === undefined ? cluster.backup : { continuous: false, ...cluster.backup, enabled: during.backup },
  };
}

/** Analytics members keep their own tier; Atlas wants the same disk size of all members. */
function resized({ zone, regions }: ClusterShard, during: ClusterDuring): ClusterShard {
  const dataBearing = (nodes: ClusterNodes | undefined) =>
    nodes && {
      ...nodes,
      tier: during.tier ?? nodes.tier,
      diskSizeGB: during.diskSizeGB ?? nodes.diskSizeGB,
      diskIOPS: during.diskIOPS ?? nodes.diskIOPS,
      diskType: during.diskType ?? nodes.diskType,
    };
  return {
    zone,
    regions: regions.map((region) => ({
      ...region,
      electable: dataBearing(region.electable),
      readOnly: dataBearing(region.readOnly),
      analytics: region.analytics && {
        ...region.analytics,
        diskSizeGB: during.diskSizeGB ?? region.analytics.diskSizeGB,
      },
    })),
  };
}
