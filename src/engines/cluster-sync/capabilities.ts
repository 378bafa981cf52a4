import type { EngineCapabilities } from '../engine.ts';

/** What Percona ClusterSync can do (contract; tried with 0.9.0). */
export function clusterSyncCapabilities({ isAttached }: { readonly isAttached: boolean }): EngineCapabilities {
  return {
    title: 'Percona ClusterSync',
    isOnline: true,
    canReverse: false,
    canPause: true,
    canDetach: true,
    resumesCopy: false,
    filters: 'wildcards',
    canMapNamespaces: false,
    canFilterDocuments: false,
    canShard: false,
    canKeepData: true,
    needsAtlas: false,
    canUsePrivateNetwork: true,
    verification: 'beside',
    drainProof: 'clusterTime',
    pointOfNoReturn: 'commit',
    blocksSource: 'godwit',
    blocksDestination: 'nobody',
    stopsBalancers: 'godwit',
    canStop: !isAttached,
    source: { oldest: 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
    destination: { oldest: 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
    needsAlikeTopologies: true,
    canMoveTimeSeries: false,
    canMoveUsers: false,
    profile: {
      setup: 'the pcsm program on a host that reaches both clusters',
      runsWhere: 'where apply runs, or on a host of its own',
      downtime: 'seconds, and the comparison',
      tunables: ['parallelism', 'readWorkers', 'insertWorkers', 'segmentSize', 'readBatchSize', 'applyWorkers'],
      licence: 'Apache-2.0',
    },
  };
}
