import { join } from 'node:path';
import { UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import type { Migration } from '../spec/migration.ts';
import { builtinCapabilities } from './builtin/capabilities.ts';
import { BuiltinEngine } from './builtin/engine.ts';
import { builtinStartRequest } from './builtin/start-request.ts';
import type { Engine, EngineCapabilities, EngineType } from './engine.ts';

export interface EngineParts {
  readonly spec: Migration;
  readonly sourceUri: Secret;
  readonly destinationUri: Secret;
  readonly destination: ConnectedCluster;
  /** For logs and other files of this migration. */
  readonly workDirectory: string;
  /** What runs godwit: Node, then the program. */
  readonly command: readonly [string, ...string[]];
}

/**
 * What the engine of a type can do, before there is one.
 * @throws UserError GW701 for a type that this version does not have
 */
export function capabilitiesOf(type: EngineType): EngineCapabilities {
  if (type === 'builtin') return builtinCapabilities;
  throw notAvailable(type);
}

function notAvailable(type: EngineType): UserError {
  return new UserError('GW701', {
    summary: `The engine ${type} is not available in this version`,
    hint: 'Use engine.type: builtin',
  });
}

/** The engine that the file names. */
export function createEngine(parts: EngineParts): Engine {
  const { spec, sourceUri, destinationUri, destination, workDirectory, command } = parts;
  if (spec.engine.type !== 'builtin') throw notAvailable(spec.engine.type);
  const { options } = spec.engine;
  return new BuiltinEngine({
    source: sourceUri,
    destination: destinationUri,
    destinationClient: destination.client,
    url: options.url,
    port: options.port,
    loadLevel: options.loadLevel,
    logDirectory: options.logPath ?? join(workDirectory, 'logs'),
    command,
    startRequest: builtinStartRequest(spec),
  });
}
