import { Command, Option } from 'commander';
import { readExposure } from '../../engines/builtin/api-exposure.ts';
import { type ServeSyncOptions, serveSync } from '../../engines/builtin/serve-sync.ts';
import { UserError } from '../../lib/errors.ts';
import { Secret } from '../../lib/secret.ts';
import { parseSizeBytes } from '../../lib/size.ts';
import { version } from '../../pipeline/version.ts';
import { syncLog } from '../../report/sync-log.ts';
import type { CommandContext } from '../context.ts';
import { readSyncConfig } from '../sync-config.ts';
import { usageErrorCode } from '../usage-error.ts';

/** `godwit sync`: the built-in engine as a process, with mongosync's options and HTTP API. */
export function syncCommand(context: CommandContext): Command {
  return new Command('sync')
    .description(
      'Run the built-in sync engine as a process that speaks the HTTP API of mongosync (default port 27182). ' +
        'It waits for POST /api/v1/start, or goes on with the sync that it finds in the destination. ' +
        '`godwit apply` starts and drives it by itself.',
    )
    .option('--cluster0 <uri>', 'connection string of one cluster (better in the config file or the environment)')
    .option('--cluster1 <uri>', 'connection string of the other cluster')
    .option(
      '--config <file>',
      'YAML file with these options by name; - reads it from standard input. It wins over the environment, and a flag over it',
    )
    .option('--port <number>', 'port of the HTTP API; 0 takes a free one', '27182')
    .option('--host <address>', 'address to listen on; beyond loopback only with a token and TLS', '127.0.0.1')
    .option('--tokenFile <file>', 'file with the token that the API asks for: Authorization: Bearer TOKEN')
    .option('--tlsCertificateKeyFile <file>', 'PEM file with certificate and private key; the API then speaks HTTPS')
    .option('--id <name>', 'name of this instance', 'coordinator')
    .addOption(new Option('--loadLevel <level>', 'how much to do at once').choices(['1', '2', '3', '4']).default('3'))
    .option(
      '--spoolPath <directory>',
      'keep changes there that are read and not applied yet, so that the oplog need not',
    )
    .option('--spoolMaxSize <size>', 'room that they may take, as 200GB; nine tenths of what is free when left out')
    .option('--workers <number>', 'threads that carry the documents of the copy, beside the main one', '0')
    .option('--maxMemory <size>', 'memory that the process may take, as 1GB; measured as for 300MB when left out')
    .option('--logPath <directory>', 'write the log to godwit-sync.log there instead of standard output')
    .addOption(new Option('--verbosity <level>', 'least level to log').choices(levels).default('INFO'))
    .action(async (flags: Record<string, string | undefined>, command: Command) => {
      const file = flags['config'];
      const given = { ...flags, ...(file === undefined ? {} : await readSyncConfig(command, file)) };
      const options = serveOptions(given);
      await serveSync(options, context.signal, (address) => context.stdout.write(`${JSON.stringify(address)}\n`));
    });
}

const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL', 'PANIC'];

function serveOptions(given: Record<string, string | undefined>): ServeSyncOptions {
  const host = given['host'] ?? '127.0.0.1';
  const { tokenFile, tlsCertificateKeyFile } = given;
  return {
    cluster0: requiredUri(given, 'cluster0'),
    cluster1: requiredUri(given, 'cluster1'),
    port: portOf(given['port'] ?? ''),
    host,
    exposure: readExposure({ host, tokenFile, tlsCertificateKeyFile }),
    id: given['id'] ?? 'coordinator',
    loadLevel: Number(given['loadLevel']) as ServeSyncOptions['loadLevel'],
    spool: spoolOf(given),
    workers: workersOf(given['workers'] ?? ''),
    maxMemoryBytes: maxMemoryOf(given['maxMemory']),
    version: version(),
    idleExitSeconds: given['idleExitSeconds'] === undefined ? undefined : Number(given['idleExitSeconds']),
    log: syncLog({
      directory: given['logPath'],
      verbosity: given['verbosity'] ?? 'INFO',
      id: given['id'] ?? 'coordinator',
    }),
  };
}

function spoolOf({ spoolPath, spoolMaxSize }: Record<string, string | undefined>): ServeSyncOptions['spool'] {
  const maxBytes = spoolMaxSize === undefined ? undefined : parseSizeBytes(spoolMaxSize);
  if (spoolMaxSize !== undefined && (maxBytes === undefined || spoolPath === undefined)) {
    throw new UserError(usageErrorCode, {
      summary:
        spoolPath === undefined
          ? '--spoolMaxSize needs --spoolPath'
          : `"${spoolMaxSize}" is no size for --spoolMaxSize`,
      hint: 'For example: --spoolPath /var/lib/godwit/spool --spoolMaxSize 200GB',
    });
  }
  return spoolPath === undefined ? undefined : { path: spoolPath, maxBytes };
}

function requiredUri(given: Record<string, string | undefined>, name: string): Secret {
  const uri = given[name];
  if (uri === undefined) {
    throw new UserError(usageErrorCode, {
      summary: `The connection string of ${name} is missing`,
      hint: `Set GODWIT_${name.toUpperCase()}, or "${name}: mongodb://..." in a file for --config`,
    });
  }
  return new Secret(uri, name);
}

/** More only take memory: each has connections and a heap of its own. */
const mostWorkers = 16;

function workersOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= mostWorkers) return Number(text);
  throw new UserError(usageErrorCode, {
    summary: `"${text}" is no number of workers`,
    hint: `Use a whole number from 0 to ${mostWorkers}`,
  });
}

function maxMemoryOf(text: string | undefined): number | undefined {
  const bytes = text === undefined ? undefined : parseSizeBytes(text);
  if (text === undefined || bytes !== undefined) return bytes;
  throw new UserError(usageErrorCode, {
    summary: `"${text}" is no size for --maxMemory`,
    hint: 'For example: --maxMemory 1GB',
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536 && text.trim() !== '') return port;
  throw new UserError(usageErrorCode, { summary: `"${text}" is no port`, hint: 'Use a number from 0 to 65535' });
}
