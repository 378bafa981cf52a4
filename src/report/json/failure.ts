import { type ExitCode, exitCodes, isGodwitError, messageOf } from '../../lib/errors.ts';
import { line } from './events.ts';

/** An error that ended a command, or the part of it that one migration is: one line of JSON. */
export function failureJson(error: unknown, now: Date, migration?: string): string {
  const told = failure(error);
  const message = `[${told.code}] ${told.summary}`;
  const about = migration === undefined ? {} : { migration };
  return line('error', message, now, { format_version: '1.0', ...about, error: told });
}

function failure(error: unknown): { code: string; summary: string; exit_code: ExitCode; [key: string]: unknown } {
  if (!isGodwitError(error)) {
    const stack = error instanceof Error ? error.stack : undefined;
    return { code: 'GW999', summary: messageOf(error), is_bug: true, stack, exit_code: exitCodes.error };
  }
  const { code, summary, detail, hint, context, exitCode } = error;
  return { code, summary, detail, hint, context, is_bug: error.name === 'BugError', exit_code: exitCode };
}
