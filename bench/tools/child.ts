import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A program that is measured: what it says goes into a file. */
export class Child {
  readonly process: ChildProcess;
  readonly #name: string;
  readonly #logPath: string;
  readonly #ended: Promise<string | undefined>;

  /** @param stdio of its input and output; its errors go into the log */
  constructor(command: readonly [string, ...string[]], { name, directory, stdio, env }: ChildOptions) {
    this.#name = name;
    this.#logPath = join(directory, `${name}.log`);
    const log = openSync(this.#logPath, 'a');
    const [program, ...args] = command;
    const [input, output] = stdio ?? [];
    this.process = spawn(program, args, {
      stdio: [input ?? 'ignore', output ?? log, log],
      env: { ...process.env, ...env },
    });
    this.#ended = once(this.process, 'exit').then(
      ([code, signal]) => (code === 0 ? undefined : `ended with ${code ?? signal}`),
      (error: Error) => `could not be run: ${error.message}`,
    );
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Waits for its good end; throws what it said otherwise. */
  async whenDone(): Promise<void> {
    const failure = await this.#ended;
    if (failure !== undefined) throw new Error(`${this.#name} ${failure}:\n${await this.lastWords()}`);
  }

  /** Asks it to end, and waits until it has. */
  async end(): Promise<void> {
    if (!this.hasEnded) this.process.kill('SIGTERM');
    await this.#ended;
  }

  async lastWords(): Promise<string> {
    return (await readFile(this.#logPath, 'utf8')).trimEnd().split('\n').slice(-10).join('\n');
  }
}

export interface ChildOptions {
  readonly name: string;
  readonly directory: string;
  readonly stdio?: readonly [SpawnInput, SpawnInput];
  readonly env?: Readonly<Record<string, string>>;
}

type SpawnInput = Exclude<SpawnOptions['stdio'], string | undefined>[number];
