import { UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { Migration } from '../spec/migration.ts';
import { createBuiltin } from './builtin/create.ts';
import { createClusterSync } from './cluster-sync/create.ts';
import { createDumpRestore } from './dump-restore/create.ts';
import type { Engine } from './engine.ts';
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

/** The engine that the file names. */
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
      throw new UserError('GW701', {
        summary: `The engine ${engine.type} is not available in this version`,
        hint: 'Use another engine.type; `godwit engines` shows them',
      });
  }
}
