import { GodwitError, isGodwitError, messageOf } from '../../lib/errors.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** An error that ended a command, for people. Only what is godwit's own fault is shown with its stack. */
export function renderFailure(error: unknown, paint: Paint): string {
  if (!isGodwitError(error) || error.name === 'BugError') return renderBug(error, paint);
  return [
    `${paint('red', paint('bold', `error[${error.code}]`))}${paint('bold', `: ${printable(error.summary)}`)}`,
    ...(error.detail ? [`  ${paint('blue', '=')} ${paint('bold', 'note')}: ${printable(error.detail)}`] : []),
    ...(error.hint ? [`  ${paint('blue', '=')} ${paint('bold', 'help')}: ${printable(error.hint)}`] : []),
    '',
  ].join('\n');
}

function renderBug(error: unknown, paint: Paint): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = error instanceof GodwitError ? error.summary : messageOf(error);
  return [
    `${paint('red', paint('bold', 'bug'))}${paint('bold', `: ${what}`)}`,
    '',
    ...stack.split('\n').map((line) => `  ${line}`),
    '',
    `  ${paint('blue', '=')} ${paint('bold', 'help')}: This is a mistake in godwit, not yours. Please report it with the lines above and the command that you ran`,
    '',
  ].join('\n');
}
