import { join } from 'node:path';
import pino from 'pino';
import { EnvironmentError, messageOf } from '../lib/errors.ts';
import { makeDirectory } from '../lib/make-directory.ts';
import type { SyncLog } from '../sync/sync-log.ts';

export interface SyncLogOptions {
  /** Standard output when left out. */
  readonly directory?: string | undefined;
  /** mongosync's names: TRACE to PANIC. */
  readonly verbosity: string;
  readonly id: string;
}

/**
 * The engine's log: one JSON object a line with mongosync's field names (contract, section 11), so that what people built
 * for its logs can read this one.
 * @throws EnvironmentError GW916 where there can be none
 */
export function syncLog({ directory, verbosity, id }: SyncLogOptions): SyncLog {
  const logger = pino(
    {
      level: verbosity === 'PANIC' ? 'fatal' : verbosity.toLowerCase(),
      base: { mongosyncID: id, pid: process.pid },
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { bigint: String },
    },
    destinationIn(directory),
  );
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}

/** Lines that wait for room on the disk; behind them those that come are lost. */
const mostWaitingBytes = 1_000_000;
const options = { sync: true, maxLength: mostWaitingBytes } as const;

/** A sync goes on where its log can no longer be written. */
function destinationIn(directory: string | undefined): ReturnType<typeof pino.destination> {
  const destination = directory === undefined ? pino.destination({ dest: 1, ...options }) : fileIn(directory);
  // Without anybody who listens, it would be thrown at whoever tells something.
  destination.on('error', () => {});
  return destination;
}

function fileIn(directory: string): ReturnType<typeof pino.destination> {
  try {
    makeDirectory(directory);
    return pino.destination({ dest: join(directory, 'godwit-sync.log'), ...options });
  } catch (error) {
    throw new EnvironmentError('GW916', {
      summary: `The log of the sync engine cannot be written in ${directory}`,
      detail: messageOf(error),
      hint: 'Check permissions and disk, or name another directory in engine.builtin.logPath (--logPath)',
      cause: error,
    });
  }
}
