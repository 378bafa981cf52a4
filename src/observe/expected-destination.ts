import type { EngineObservation, EngineType } from '../engines/engine.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { ClusterObservation } from './observation.ts';

/** What Atlas makes where the file does not say; checks look again once the cluster is there. */
const assumedVersion = '8.0';

/** A cluster that has yet to be made, or cannot be looked at, as the file describes it. */
export function expectedDestination({ cluster }: AtlasDestination): ClusterObservation {
  const version = cluster.mongoDBVersion ?? assumedVersion;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const versionNumber = major * 100 + minor;
  return {
    address: `${cluster.name} in Atlas`,
    facts: {
      topology: (cluster.type ?? 'REPLICASET') === 'REPLICASET' ? 'replicaSet' : 'sharded',
      version: `${version}.0`,
      versionNumber,
      featureCompatibilityVersion: version,
      setName: undefined,
      hosts: [],
      processId: undefined,
      canCompareUuid: versionNumber >= 600,
    },
    writes: 'unknown',
    oplogWindowSeconds: undefined,
    namespaces: [],
  };
}

/** An engine that has nowhere to sync to. */
export const idleEngine = (type: EngineType): EngineObservation => ({
  type,
  state: 'absent',
  isRunning: false,
  location: undefined,
  startedAt: undefined,
  progress: undefined,
  failure: undefined,
});
