import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf, UserError } from '../lib/errors.ts';
import { version } from '../pipeline/version.ts';
import { versionEvent } from '../report/json/events.ts';
import type { CommandContext, Output } from './context.ts';
import type { GlobalOptions } from './global-options.ts';
import { usageErrorCode } from './usage-error.ts';

/**
 * Where events go: standard output with `--format json`, and the file of `--json-into`. An output that fails is told once
 * and left alone: a full disk of a log must not stop a cutover half-way.
 */
export class EventOutputs {
  readonly #context: CommandContext;
  readonly #outputs: Output[];

  /** @param takesStandardOutput for commands whose `--format json` is events, and no single document */
  constructor(context: CommandContext, { format, jsonInto }: GlobalOptions, takesStandardOutput: boolean) {
    this.#context = context;
    this.#outputs = [
      ...(takesStandardOutput && format === 'json' ? [context.stdout] : []),
      ...(jsonInto === undefined ? [] : [jsonFile(resolve(context.cwd, jsonInto))]),
    ];
    this.write(versionEvent(version(), context.now()));
  }

  write(event: string): void {
    for (const output of [...this.#outputs]) {
      try {
        output.write(event);
      } catch (error) {
        this.#outputs.splice(this.#outputs.indexOf(output), 1);
        this.#context.stderr.write(`The output as JSON ends here: ${messageOf(error)}\n`);
      }
    }
  }
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
