import type { ClusterFacts } from '../mongo/cluster-facts.ts';
import type { Migration } from '../spec/migration.ts';
import { atlasLiveMigrationCapabilities, pullCapabilities } from './atlas-live-migration/capabilities.ts';
import { builtinCapabilities } from './builtin/capabilities.ts';
import { clusterSyncCapabilities } from './cluster-sync/capabilities.ts';
import { dumpRestoreCapabilities } from './dump-restore/capabilities.ts';
import type { EngineCapabilities, EngineType } from './engine.ts';
import { mongomirrorCapabilities } from './mongomirror/capabilities.ts';
import { mongosyncCapabilities, mongosyncSituation } from './mongosync/capabilities.ts';

/** Every engine, in the order of the file format, at its best: started by us, between clusters of today. */
export const allCapabilities: Readonly<Record<EngineType, EngineCapabilities>> = {
  builtin: builtinCapabilities,
  mongosync: mongosyncCapabilities({
    isFiltered: false,
    keepsData: false,
    canSourceBlock: true,
    isAttached: false,
    version: undefined,
    verifies: true,
  }),
  atlasLiveMigration: atlasLiveMigrationCapabilities,
  mongomirror: mongomirrorCapabilities,
  dumpRestore: dumpRestoreCapabilities,
  clusterSync: clusterSyncCapabilities({ isAttached: false }),
};

/** What the engine of a type can do for this very migration. */
export function capabilitiesFor(
  type: EngineType,
  spec: Migration,
  { versionNumber }: Pick<ClusterFacts, 'versionNumber'>,
): EngineCapabilities {
  const { engine } = spec;
  if (type === 'atlasLiveMigration' && engine.type === type && engine.options.mode === 'pull') return pullCapabilities;
  return type === 'mongosync' ? mongosyncCapabilities(mongosyncSituation(spec, versionNumber)) : allCapabilities[type];
}
