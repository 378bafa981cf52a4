import type { Migration } from '../../spec/migration.ts';
import type { EngineCapabilities } from '../engine.ts';
import { isAtLeast } from './version.ts';

/** What decides who blocks writes, and whether a program can be ended. */
export interface MongosyncSituation {
  readonly isFiltered: boolean;
  readonly keepsData: boolean;
  /** Before 6.0 a server cannot block writes. */
  readonly canSourceBlock: boolean;
  /** Of mongosync; the newest where it is not known. */
  readonly version: string | undefined;
  /** Its own verifier runs. */
  readonly verifies: boolean;
  /** It runs already, and is somebody else's to end. */
  readonly isAttached: boolean;
}

/** What a file and its source say of it; of another engine's file, as mongosync is installed by default. */
export function mongosyncSituation(spec: Migration, sourceVersion: number): MongosyncSituation {
  const options = spec.engine.type === 'mongosync' ? spec.engine.options : undefined;
  return {
    isFiltered: spec.filters.include.length + spec.filters.exclude.length > 0,
    keepsData: spec.destination.existingData === 'keep',
    canSourceBlock: sourceVersion >= 600,
    isAttached: options?.runtime.kind === 'running',
    version: options?.version,
    verifies: options?.verification !== false && isAtLeast(options?.version, '1.9'),
  };
}

/** What mongosync can do for a migration (contract, sections 3 to 9 and 19). */
export function mongosyncCapabilities(situation: MongosyncSituation): EngineCapabilities {
  const { isFiltered, keepsData, canSourceBlock, isAttached, version, verifies } = situation;
  const isCurrent = isAtLeast(version, '1.19');
  const blocksSource = canSourceBlock && !isFiltered && !keepsData;
  // Up to 1.10 it is both sides or none.
  const blocksDestinationAlone = blocksSource || isAtLeast(version, '1.11');
  return {
    title: 'mongosync',
    isOnline: true,
    canReverse: canSourceBlock && !isFiltered && !keepsData,
    canPause: true,
    // Its commit blocks the source, or fails when the source is written to meanwhile.
    canDetach: false,
    resumesCopy: true,
    filters: 'regex',
    canMapNamespaces: false,
    canFilterDocuments: false,
    canShard: true,
    canKeepData: true,
    needsAtlas: false,
    canUsePrivateNetwork: true,
    verification: verifies ? 'own' : 'none',
    drainProof: 'own',
    pointOfNoReturn: 'commit',
    blocksSource: blocksSource ? 'engine' : 'godwit',
    blocksDestination: keepsData || !blocksDestinationAlone ? 'nobody' : 'engine',
    // It would as well, and waits for 15 minutes then; it starts none behind a failure, nor where reverse is asked for.
    stopsBalancers: 'godwit',
    canStop: !isAttached,
    source: { oldest: isCurrent ? 500 : 404, newest: 800, topologies: ['replicaSet', 'sharded'] },
    destination: { oldest: isCurrent ? 700 : 600, newest: 800, topologies: ['replicaSet', 'sharded'] },
    needsAlikeTopologies: false,
    canMoveTimeSeries: false,
    canMoveUsers: false,
    profile: {
      setup: 'the mongosync program on a host that reaches both clusters; one process, or one per source shard',
      runsWhere: 'where apply runs, on hosts of its own, or in Kubernetes',
      downtime: 'seconds',
      tunables: ['loadLevel', 'copyInNaturalOrder', 'detectRandomId', 'createIndexesBatchSize', 'hotDocuments'],
      licence: 'proprietary; supported for Enterprise and Atlas only',
    },
  };
}
