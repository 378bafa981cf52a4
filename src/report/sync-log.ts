import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
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
 */
export function syncLog({ directory, verbosity, id }: SyncLogOptions): SyncLog {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 });
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

/** A sync goes on where its log cannot be written. */
function destinationIn(directory: string | undefined): ReturnType<typeof pino.destination> {
  const dest = directory === undefined ? 1 : join(directory, 'godwit-sync.log');
  const destination = pino.destination({ dest, sync: true, mkdir: true, maxLength: mostWaitingBytes });
  // Without anybody who listens, it would be thrown at whoever tells something.
  destination.on('error', () => {});
  return destination;
}
