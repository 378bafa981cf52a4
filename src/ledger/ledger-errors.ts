import { EnvironmentError, exitCodes, type GodwitError, messageOf, UserError } from '../lib/errors.ts';
import { isNodeError } from '../lib/node-error.ts';
import { explainFailure } from '../mongo/explain-failure.ts';
import { isWriteBlocked } from '../mongo/failures.ts';
import type { LockInfo } from './ledger-store.ts';

/** Another run holds the lock. */
export function lockedError(migration: string, { id, holder, pid, purpose, since, heartbeatAt }: LockInfo): UserError {
  const job = holder.job === undefined ? '' : `, job ${holder.job}`;
  return new UserError('GW801', {
    summary: `The migration "${migration}" is locked by ${holder.user} on ${holder.host} (pid ${pid}${job})`,
    detail: `It has been running "${purpose}" since ${since}; last sign of life ${heartbeatAt}`,
    hint: `Wait (--lock-timeout 10m, or GODWIT_LOCK_TIMEOUT in the environment), or if that run is surely dead: godwit lock release ${id}`,
    context: { id, holder, purpose, since },
    exitCode: exitCodes.locked,
  });
}

/** The lock was taken away while we worked: whatever we would write now could contradict the new holder. */
export function lockLostError(migration: string): EnvironmentError {
  return new EnvironmentError('GW802', {
    summary: `This run lost the lock of the migration "${migration}" and stopped`,
    detail: 'It was away for longer than its heartbeat allows, and another run took over or the lock was released',
    hint: 'See `godwit lock status` and `godwit status`; the other run goes on where this one stopped',
    exitCode: exitCodes.locked,
  });
}

/** `lock release` with an id that is not the holder's. */
export function wrongLockIdError(migration: string, id: string, current: LockInfo | undefined): UserError {
  return new UserError('GW803', {
    summary:
      current === undefined
        ? `The migration "${migration}" is not locked`
        : `The lock of "${migration}" has another id than ${id}`,
    ...(current === undefined ? {} : { hint: 'See `godwit lock status`: someone else may hold it by now' }),
    // Not done is not done, although nobody holds it.
    exitCode: current === undefined ? exitCodes.error : exitCodes.locked,
  });
}

/** A newer godwit wrote it; an older one must not guess. */
export function futureLedger(location: string, version: number, known: number): UserError {
  return new UserError('GW804', {
    summary: `The ledger (${location}) was written by a newer godwit (format ${version}, this one knows ${known})`,
    hint: 'Use the newer version; nothing was changed',
  });
}

/** It is not what this program writes; whatever is done to it is done by people. */
export function damagedLedger(location: string, what: string): EnvironmentError {
  return new EnvironmentError('GW805', {
    summary: `The ledger (${location}) is damaged: ${what}`,
    hint: 'Restore it from version control or a backup, or move it away, all that belongs to it, to begin a new one; nothing was changed',
  });
}

/** Less than what was written, and known to be durable: going on from there would repeat what was done. */
export function truncatedLedger(location: string, found: number, written: number): EnvironmentError {
  return damagedLedger(location, `it ends at entry ${found}, and ${written} were written`);
}

export function cannotRead(location: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW806', {
    summary: `The ledger (${location}) cannot be read`,
    detail: messageOf(cause),
    hint: 'Check the permissions, or name another place in `ledger:`',
    cause,
  });
}

export function cannotWrite(location: string, cause: unknown): EnvironmentError {
  const isFull = isNodeError(cause, 'ENOSPC') || isNodeError(cause, 'EDQUOT');
  return new EnvironmentError('GW807', {
    summary: isFull ? `The disk of the ledger (${location}) is full` : `The ledger (${location}) cannot be written`,
    detail: messageOf(cause),
    hint: isFull
      ? 'Make room and run the same command again: nothing is done before it is written down'
      : 'Check the permissions, or name another place in `ledger:`',
    cause,
  });
}

/** An old file, or an old branch: the migration has another name by now. */
export function renamedMigration(former: string, name: string): UserError {
  return new UserError('GW808', {
    summary: `The migration "${former}" was renamed to "${name}"`,
    hint: `Use the file that is named ${name}; a migration that is to begin anew needs a name that was never used`,
  });
}

/** What a server answered instead of reading or writing the ledger. */
export function ledgerFailed(location: string, access: 'read' | 'write', cause: unknown): GodwitError {
  if (isWriteBlocked(cause)) {
    return new EnvironmentError('GW807', {
      summary: `The ledger (${location}) cannot be written: writes are blocked there`,
      detail: messageOf(cause),
      hint: "Give the ledger's user a role with the cluster action bypassWriteBlockingMode (root and restore have it), or keep the ledger where no cutover blocks writes; then run the same command again",
      cause,
    });
  }
  return explainFailure(cause, {
    code: access === 'read' ? 'GW806' : 'GW807',
    summary: `The ledger (${location}) cannot be ${access === 'read' ? 'read' : 'written'}`,
    role: "readWrite on the ledger's database (readWriteAnyDatabase has it)",
    hint: 'Nothing is done before it is written down: run the same command again when the server answers',
  });
}
