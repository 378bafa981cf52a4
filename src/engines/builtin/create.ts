import { join, resolve } from 'node:path';
import type { BuiltinOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import { BuiltinEngine } from './engine.ts';
import { builtinStartRequest } from './start-request.ts';

export function createBuiltin(parts: EngineParts, options: BuiltinOptions): BuiltinEngine {
  const { spec, sourceUri, destinationUri, source, destination, baseDirectory, workDirectory, command } = parts;
  return new BuiltinEngine({
    source: sourceUri,
    destination: destinationUri,
    destinationClient: destination.client,
    sourceClient: source.client,
    url: options.url,
    port: options.port,
    loadLevel: options.loadLevel,
    verbosity: options.verbosity,
    logDirectory: options.logPath === undefined ? join(workDirectory, 'logs') : resolve(baseDirectory, options.logPath),
    command,
    startRequest: builtinStartRequest(spec),
  });
}
