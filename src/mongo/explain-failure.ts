/** What a server or the way to it answered, as an error that a person can act on. */
import {
  EnvironmentError,
  type ErrorCode,
  type GodwitError,
  isGodwitError,
  messageOf,
  UserError,
} from '../lib/errors.ts';
import { isLoginRefused, isPermission, isTransient } from './failures.ts';

export interface FailedTask {
  /** For what is neither a missing privilege nor a matter of the network. */
  readonly code: ErrorCode;
  /** What could not be done, to what: one sentence, no full stop. */
  readonly summary: string;
  /** Roles with which it can be done. */
  readonly role: string;
  /** What to do when it is not for a missing privilege. */
  readonly hint: string;
}

/** An error of the driver or a server by what has to be done about it; ours are given back as they are. */
export function explainFailure(cause: unknown, { code, summary, role, hint }: FailedTask): GodwitError {
  if (isGodwitError(cause)) return cause;
  if (isLoginRefused(cause)) {
    return new UserError('GW503', {
      summary: `${summary}: the user or the password is refused`,
      detail: messageOf(cause),
      hint: 'Check user, password, authSource and authMechanism in the connection string',
      cause,
    });
  }
  if (isPermission(cause)) {
    return new UserError('GW504', {
      summary: `${summary}: the user lacks a privilege`,
      detail: refusedCommand(messageOf(cause)),
      hint: `Grant the user a role that has it: ${role}`,
      cause,
    });
  }
  if (isTransient(cause)) {
    return new EnvironmentError('GW505', {
      summary: `${summary}: no server answers`,
      detail: selectionReason(cause),
      hint,
      cause,
    });
  }
  return new EnvironmentError(code, { summary, detail: messageOf(cause), hint, cause });
}

/** Why something did not work, in one line that people can read: for what is only told, and stops nothing. */
export function reasonOf(error: unknown): string {
  if (isPermission(error)) return refusedCommand(messageOf(error));
  return isTransient(error) ? selectionReason(error) : messageOf(error);
}

/** The server repeats the whole command; its name and place are enough, and hold no values. */
export function refusedCommand(message: string): string {
  const [, database, command, collection] =
    /not authorized on (\S+) to execute command \{ (\w+): (?:"([^"]*)")?/.exec(message) ?? [];
  if (database === undefined || command === undefined) return message;
  const place = collection === undefined || collection === '' ? database : `${database}.${collection}`;
  return `Not authorized to run ${command} on ${place}`;
}

/** A selection time-out hides the cause of each server's failure; the first one tells most. */
export function selectionReason(error: unknown): string {
  const reason = (error as { reason?: { servers?: Map<string, { error?: unknown }> } }).reason;
  for (const { error: cause } of reason?.servers?.values() ?? []) {
    if (cause !== undefined && cause !== null) return messageOf(cause);
  }
  return messageOf(error);
}
