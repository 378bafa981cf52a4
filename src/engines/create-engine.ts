import { join } from 'node:path';
import { UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { Migration } from '../spec/migration.ts';
import { BuiltinEngine } from './builtin/engine.ts';
import { builtinStartRequest } from './builtin/start-request.ts';
import type { Engine } from './engine.ts';

export interface EngineParts {
  readonly spec: Migration;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly source: ConnectedCluster;
  readonly destination: ConnectedCluster;
  /** For logs and other files of this migration. */
  readonly workDirectory: string;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
}

/** The engine that the file names. */
export function createEngine(parts: EngineParts): Engine {
  const { spec, sourceUri, destinationUri, source, destination, workDirectory, command } = parts;
  if (spec.engine.type !== 'builtin') {
    throw new UserError('GW701', {
      summary: `The engine ${spec.engine.type} is not available in this version`,
      hint: 'Use engine.type: builtin',
    });
  }
  const { options } = spec.engine;
  return new BuiltinEngine({
    source: sourceUri,
    destination: destinationUri,
    destinationClient: destination.client,
    sourceClient: source.client,
    url: options.url,
    port: options.port,
    loadLevel: options.loadLevel,
    logDirectory: options.logPath ?? join(workDirectory, 'logs'),
    command,
    startRequest: builtinStartRequest(spec),
  });
}
