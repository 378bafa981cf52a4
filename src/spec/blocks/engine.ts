import type { Engine as EngineBlock } from '../generated/migration.ts';
import {
  type AtlasLiveMigrationOptions,
  type BuiltinOptions,
  type ClusterSyncOptions,
  type DumpRestoreOptions,
  type MongomirrorOptions,
  type MongosyncOptions,
  normalizeAtlasLiveMigration,
  normalizeBuiltin,
  normalizeClusterSync,
  normalizeDumpRestore,
  normalizeMongomirror,
  normalizeMongosync,
} from './engine-options.ts';

export type EngineType = 'builtin' | 'mongosync' | 'atlasLiveMigration' | 'mongomirror' | 'dumpRestore' | 'clusterSync';

/** What copies and follows the data, with the options of that engine. */
export type Engine = {
  /** Take over a sync of the same pair that already runs. */
  readonly adopt: boolean;
} & (
  | { readonly type: 'builtin'; readonly options: BuiltinOptions }
  | { readonly type: 'mongosync'; readonly options: MongosyncOptions }
  | { readonly type: 'atlasLiveMigration'; readonly options: AtlasLiveMigrationOptions }
  | { readonly type: 'mongomirror'; readonly options: MongomirrorOptions }
  | { readonly type: 'dumpRestore'; readonly options: DumpRestoreOptions }
  | { readonly type: 'clusterSync'; readonly options: ClusterSyncOptions }
);

export function normalizeEngine(block: EngineBlock | undefined): Engine {
  const adopt = block?.adopt ?? false;
  switch (block?.type) {
    case 'mongosync':
      return { type: 'mongosync', adopt, options: normalizeMongosync(block.mongosync ?? {}) };
    case 'atlasLiveMigration':
      return {
        type: 'atlasLiveMigration',
        adopt,
        options: normalizeAtlasLiveMigration(block.atlasLiveMigration ?? {}),
      };
    case 'mongomirror':
      return { type: 'mongomirror', adopt, options: normalizeMongomirror(block.mongomirror ?? {}) };
    case 'dumpRestore':
      return { type: 'dumpRestore', adopt, options: normalizeDumpRestore(block.dumpRestore ?? {}) };
    case 'clusterSync':
      return { type: 'clusterSync', adopt, options: normalizeClusterSync(block.clusterSync ?? {}) };
    default:
      return { type: 'builtin', adopt, options: normalizeBuiltin(block?.builtin ?? {}) };
  }
}
