import type { EngineCapabilities } from '../engine.ts';

/** What Atlas Live Migration can do through its API, which starts push migrations only (contract, section 1). */
export const atlasLiveMigrationCapabilities: EngineCapabilities = {
  title: 'Atlas Live Migration',
  isOnline: true,
  canReverse: false,
  canPause: false,
  canDetach: false,
  resumesCopy: false,
  filters: 'none',
  canMapNamespaces: false,
  canFilterDocuments: false,
  canShard: true,
  canKeepData: false,
  needsAtlas: true,
  canUsePrivateNetwork: true,
  verification: 'none',
  drainProof: 'own',
  pointOfNoReturn: 'commit',
  blocksSource: 'godwit',
  liftsBlock: true,
  blocksDestination: 'engine',
  stopsBalancers: 'engine',
  canStop: false,
  source: { oldest: 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
  // Push alone takes 6.0 there (contract, section 6); the check GW302 has the pairs.
  destination: { oldest: 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
  needsAlikeTopologies: false,
  canMoveTimeSeries: false,
  canMoveUsers: false,
  profile: {
    setup: 'Cloud Manager watches the source, and has a migration host',
    runsWhere: 'on the migration host, by the agent of Cloud Manager',
    downtime: 'seconds to minutes',
    tunables: [],
    licence: 'a service of Atlas',
  },
};
