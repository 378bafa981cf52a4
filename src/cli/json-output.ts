import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../lib/errors.ts';
import type { CommandContext, Output } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { usageErrorCode } from './usage-error.ts';

/** Where JSON lines go: standard output with `--format json`, and the file of `--json-into`. */
export function jsonOutputs(context: CommandContext, { format, jsonInto }: GlobalOptions): readonly Output[] {
  const standard = format === 'json' ? [context.stdout] : [];
  return jsonInto === undefined ? standard : [...standard, jsonFile(resolve(context.cwd, jsonInto))];
}

/** Where JSON lines go beside the output itself, if anywhere. */
export function jsonFileOf({ cwd }: CommandContext, { jsonInto }: GlobalOptions): Output | undefined {
  return jsonInto === undefined ? undefined : jsonFile(resolve(cwd, jsonInto));
}

/** A file that lines are added to; one that cannot be written is refused before anything is begun. */
function jsonFile(path: string): Output {
  try {
    appendFileSync(path, '');
  } catch (error) {
    throw new UserError(usageErrorCode, {
      summary: `The file of --json-into cannot be written: ${path}`,
      detail: messageOf(error),
      hint: 'Name a file in a directory that exists and may be written to',
    });
  }
  return { write: (text) => appendFileSync(path, text) };
}
