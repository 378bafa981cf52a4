import type { CommanderError } from 'commander';
import { UserError } from '../lib/errors.ts';

/** The command line cannot be understood. */
export const usageErrorCode = 'GW600';

/** What the command line parser refuses, in the form of every other error. */
export function usageError(error: CommanderError): UserError {
  const parts = /^error: ([\s\S]*?)(?:\n\(Did you mean ([\s\S]*)\?\))?$/.exec(error.message);
  const message = parts?.[1] ?? error.message;
  const suggestion = parts?.[2];
  return new UserError(usageErrorCode, {
    summary: message.replace(/[.\s]+$/, '').replace(/^./, (first) => first.toUpperCase()),
    hint: suggestion ? `Did you mean ${suggestion}?` : 'See `godwit --help`, or `godwit COMMAND --help`',
  });
}
