import { type ExitCode, exitCodes, isGodwitError, messageOf } from '../../lib/errors.ts';

/** An error that ended a command, as one line of JSON. */
export function failureJson(error: unknown): string {
  return `${JSON.stringify({ format_version: '1.0', type: 'error', error: failure(error) })}\n`;
}

function failure(error: unknown): { code: string; summary: string; exit_code: ExitCode; [key: string]: unknown } {
  if (!isGodwitError(error)) {
    const stack = error instanceof Error ? error.stack : undefined;
    return { code: 'GW999', summary: messageOf(error), is_bug: true, stack, exit_code: exitCodes.error };
  }
  const { code, summary, detail, hint, context, exitCode } = error;
  return { code, summary, detail, hint, context, is_bug: error.name === 'BugError', exit_code: exitCode };
}
