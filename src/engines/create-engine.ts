import type { AtlasClient } from '../atlas/client.ts';
import type { Secret } from '../lib/secret.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { SecretReference } from '../spec/blocks/reference.ts';
import type { Migration } from '../spec/migration.ts';
import { allCapabilities } from './all-capabilities.ts';
import { pullCapabilities } from './atlas-live-migration/capabilities.ts';
import type { Engine, EngineCapabilities } from './engine.ts';

export interface EngineParts {
  readonly spec: Migration;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  /** Where relative paths of the file start. */
  readonly baseDirectory: string;
  /** Reads what the file refers to. */
  readonly readSecret: (reference: SecretReference) => Promise<Secret>;
  /** For logs and other files of this migration. */
  readonly workDirectory: string;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
  /** Of a destination in Atlas: where it is there, and the API that knows it. */
  readonly atlas: (() => Promise<AtlasPlace>) | undefined;
}

/** A cluster as Atlas' Admin API knows it. */
export interface AtlasPlace {
  readonly client: AtlasClient;
  readonly projectId: string;
  readonly clusterName: string;
}

/** What the engine of a file can do, before there is a destination to sync to. */
export function capabilitiesOf({ engine }: Migration): EngineCapabilities {
  const isPull = engine.type === 'atlasLiveMigration' && engine.options.mode === 'pull';
  return isPull ? pullCapabilities : allCapabilities[engine.type];
}

/** The engine that the file names; no other one is loaded. */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { engine } = parts.spec;
  switch (engine.type) {
    case 'builtin':
      return await (await import('./builtin/create.ts')).createBuiltin(parts, engine.options);
    case 'mongomirror':
      return await (await import('./mongomirror/create.ts')).createMongomirror(parts, engine.options);
    case 'mongosync':
      return await (await import('./mongosync/create.ts')).createMongosync(parts, engine.options);
    case 'clusterSync':
      return await (await import('./cluster-sync/create.ts')).createClusterSync(parts, engine.options);
    case 'dumpRestore':
      return await (await import('./dump-restore/create.ts')).createDumpRestore(parts, engine.options);
    case 'atlasLiveMigration':
      return await (await import('./atlas-live-migration/create.ts')).createAtlasLiveMigration(parts, engine.options);
  }
}
