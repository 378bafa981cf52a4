import type { EngineCapabilities } from '../engine.ts';

/** What the built-in engine can do. */
export const builtinCapabilities: EngineCapabilities = {
  title: 'built-in',
  isOnline: true,
  canReverse: true,
  canPause: true,
  filters: 'regex',
  canMapNamespaces: false,
  canFilterDocuments: false,
  canShard: false,
  canKeepData: true,
  needsAtlas: false,
  canUsePrivateNetwork: true,
  verification: 'godwit',
  drainProof: 'clusterTime',
  pointOfNoReturn: 'switch',
  blocksSource: 'godwit',
  blocksDestination: 'nobody',
};
