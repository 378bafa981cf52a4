import { UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { Migration } from '../spec/migration.ts';
import { allCapabilities } from './all-capabilities.ts';
import { createBuiltin } from './builtin/create.ts';
import { createClusterSync } from './cluster-sync/create.ts';
import { createDumpRestore } from './dump-restore/create.ts';
import type { Engine, EngineCapabilities, EngineType } from './engine.ts';
import { createMongomirror } from './mongomirror/create.ts';
import { createMongosync } from './mongosync/create.ts';

export interface EngineParts {
  readonly spec: Migration;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  /** Where relative paths of the file start. */
  readonly baseDirectory: string;
  /** For logs and other files of this migration. */
  readonly workDirectory: string;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
}

/**
 * What the engine of a type can do, before there is a destination to sync to.
 * @throws UserError GW701 for a type that this version does not have
 */
export function capabilitiesOf(type: EngineType): EngineCapabilities {
  if (type === 'atlasLiveMigration') throw notAvailable(type);
  return allCapabilities[type];
}

/**
 * The engine that the file names.
 * @throws UserError GW701 for a type that this version does not have
 */
export async function createEngine(parts: EngineParts): Promise<Engine> {
  const { engine } = parts.spec;
  switch (engine.type) {
    case 'builtin':
      return createBuiltin(parts, engine.options);
    case 'mongomirror':
      return createMongomirror(parts, engine.options);
    case 'mongosync':
      return await createMongosync(parts, engine.options);
    case 'clusterSync':
      return createClusterSync(parts, engine.options);
    case 'dumpRestore':
      return createDumpRestore(parts, engine.options);
    default:
      throw notAvailable(engine.type);
  }
}

function notAvailable(type: EngineType): UserError {
  return new UserError('GW701', {
    summary: `The engine ${type} is not available in this version`,
    hint: 'Use another engine.type; `godwit engines` shows them',
  });
}
