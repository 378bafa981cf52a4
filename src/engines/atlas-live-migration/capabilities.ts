import type { EngineCapabilities } from '../engine.ts';

/** Of push migrations, which are all that Atlas' API starts (contract, section 1). */
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

/** Of pull migrations, which a person starts and cuts over (contract, section 5). */
export const pullCapabilities: EngineCapabilities = {
  ...atlasLiveMigrationCapabilities,
  title: 'Atlas Live Migration (pull)',
  needsPerson: true,
  canUsePrivateNetwork: false,
  verification: 'beside',
  drainProof: 'clusterTime',
  source: { oldest: 500, newest: 800, topologies: ['replicaSet', 'sharded'] },
  destination: { oldest: 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
  profile: {
    setup: "a person in Atlas' web interface, twice; the source reachable from Atlas",
    runsWhere: 'on servers of Atlas',
    downtime: 'until the person has pressed the button, and some seconds',
    tunables: [],
    licence: 'a service of Atlas',
  },
};
