import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { formatDurationMs } from '../../src/lib/duration.ts';
import { aside, command, hasColors, output } from './terminal.ts';
import { type Addresses, program, type Workspace } from './workspace.ts';

export interface CommandOptions {
  /** Shows the output from the first line on that matches, and says what comes before; all of it when absent. */
  readonly showFrom?: { readonly line: RegExp; readonly before: string };
}

/** A command that hangs must not hang the quickstart. */
const timeLimitMs = 5 * 60_000;

/** The ordinary command line, as a person would use it; throws when it does not end with 0. */
export class Godwit {
  readonly #workspace: Workspace;
  readonly #addresses: Addresses;
  #count = 0;

  constructor(workspace: Workspace, addresses: Addresses) {
    this.#workspace = workspace;
    this.#addresses = addresses;
  }

  async run(args: readonly string[], { showFrom }: CommandOptions = {}): Promise<void> {
    const name = `godwit ${args.join(' ')}`;
    command(name);
    this.#count += 1;
    const log = createWriteStream(join(this.#workspace.logDirectory, `${this.#count}-${args[0]}.log`));
    const excerpt = new Excerpt(showFrom);
    const startedAt = performance.now();
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.#workspace.directory,
      env: this.#environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeLimitMs,
    });
    const take = async (stream: Readable) => {
      for await (const line of createInterface({ input: stream })) {
        log.write(`${line}\n`);
        excerpt.show(line);
      }
    };
    const [[exitCode, signal]] = await Promise.all([once(child, 'close'), take(child.stdout), take(child.stderr)]);
    log.end();
    aside(`(${formatDurationMs(performance.now() - startedAt)})`);
    if (exitCode !== 0)
      throw new Error(`\`${name}\` ended with ${exitCode === null ? signal : `exit code ${exitCode}`}`);
  }

  /** Whatever is set for godwit in this shell is for other migrations. */
  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !name.startsWith('GODWIT_') || name === 'GODWIT_QUICKSTART',
    );
    const { sourceUri, destinationUri } = this.#addresses;
    return {
      ...Object.fromEntries(inherited),
      ...(hasColors ? { FORCE_COLOR: '1' } : {}),
      SOURCE_URI: sourceUri,
      DESTINATION_URI: destinationUri,
    };
  }
}

/** Decides what is shown of an output, while it comes. An error is shown wherever it stands. */
class Excerpt {
  #showFrom: CommandOptions['showFrom'];
  #hidden = 0;

  constructor(showFrom: CommandOptions['showFrom']) {
    this.#showFrom = showFrom;
  }

  show(line: string): void {
    const plain = stripVTControlCharacters(line);
    if (this.#showFrom !== undefined && !this.#showFrom.line.test(plain) && !/^(error\[|bug:)/.test(plain)) {
      this.#hidden += 1;
      return;
    }
    if (this.#hidden > 0) aside(`... ${this.#hidden} lines: ${this.#showFrom?.before}`);
    this.#hidden = 0;
    this.#showFrom = undefined;
    output(line);
  }
}
