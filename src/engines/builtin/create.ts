import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, UserError } from '../../lib/errors.ts';
import type { BuiltinOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import type { ApiAccess } from '../http/exchange-json.ts';
import { BuiltinEngine } from './engine.ts';
import { builtinStartRequest } from './start-request.ts';

export async function createBuiltin(parts: EngineParts, options: BuiltinOptions): Promise<BuiltinEngine> {
  const { spec, sourceUri, destinationUri, source, destination, baseDirectory, workDirectory, command } = parts;
  return new BuiltinEngine({
    source: sourceUri,
    destination: destinationUri,
    destinationClient: destination.client,
    sourceClient: source.client,
    url: options.url,
    access: await accessTo(parts, options),
    port: options.port,
    loadLevel: options.loadLevel,
    verbosity: options.verbosity,
    workers: options.workers,
    maxMemoryBytes: options.maxMemoryBytes,
    spool: options.spool && { ...options.spool, path: resolve(baseDirectory, options.spool.path) },
    logDirectory: options.logPath === undefined ? join(workDirectory, 'logs') : resolve(baseDirectory, options.logPath),
    command,
    startRequest: builtinStartRequest(spec),
  });
}

/** What the engine at `url` asks for. */
async function accessTo(
  { baseDirectory, readSecret }: EngineParts,
  { token, caFile }: BuiltinOptions,
): Promise<ApiAccess | undefined> {
  if (token === undefined && caFile === undefined) return undefined;
  return {
    token: token && (await readSecret(token)),
    ca: caFile === undefined ? undefined : await certificatesIn(resolve(baseDirectory, caFile)),
  };
}

async function certificatesIn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new UserError('GW969', {
      summary: `The file that engine.builtin.tls.caFile names cannot be read: ${file}`,
      detail: messageOf(error),
      hint: 'Relative paths start at the directory of the migration file',
    });
  }
}
