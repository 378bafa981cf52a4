import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expectEvent } from '../schemas.ts';
import { waitFor } from '../wait-for.ts';

/**
 * Most commands end before an optimising compiler has earned its keep, and collect garbage of modules that they have just
 * loaded: without both, a run of hundreds of them takes a quarter less of the machine. What commands start is started as
 * always.
 */
const forShortRuns = ['--no-opt', '--min-semi-space-size=16'];

/** What runs the built program: Node, then its main file. */
export const builtProgram: readonly [string, ...string[]] = [
  process.execPath,
  ...forShortRuns,
  fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url)),
];

/** How a command line ended, and what it said. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly durationMs: number;
}

/** One line of `--format json`. */
export interface CliEvent {
  readonly type: string;
  readonly '@message': string;
  readonly step?: { readonly id: string };
  readonly stepId?: string;
  readonly [field: string]: unknown;
}

export interface CliSetup {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Who runs it, for tests that run as root and need somebody who may not do everything. */
  readonly uid?: number | undefined;
  /** What it is run by: `unshare`, `script` and the like. */
  readonly wrapper?: readonly string[] | undefined;
}

/** A command line that runs; what is written meanwhile can be looked at. */
export class RunningCli {
  readonly result: Promise<CliResult>;
  readonly process: ChildProcess;
  stdout = '';
  stderr = '';
  readonly #events: CliEvent[] = [];
  #readLength = 0;

  constructor(args: readonly string[], { cwd, env, uid, wrapper = [] }: CliSetup) {
    const startedAt = performance.now();
    const [file, ...rest] = [...wrapper, ...builtProgram, ...args] as [string, ...string[]];
    this.process = spawn(file, rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...(uid && { uid, gid: uid }) });
    this.process.stdout!.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.process.stderr!.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.result = once(this.process, 'close').then(([exitCode, signal]) => {
      const { stdout, stderr } = this;
      // Every event that any test makes is held against the grammar.
      for (const event of this.events) expectEvent(event);
      return { exitCode, signal, stdout, stderr, durationMs: performance.now() - startedAt };
    });
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** What came so far of `--format json`. */
  get events(): readonly CliEvent[] {
    // Whole lines only: the last one may still be on its way. Each is read once, however often somebody looks.
    const end = this.stdout.lastIndexOf('\n') + 1;
    const lines = this.stdout.slice(this.#readLength, end).split('\n');
    this.#readLength = end;
    for (const line of lines) if (line.startsWith('{"@level"')) this.#events.push(JSON.parse(line));
    return this.#events;
  }

  /** Waits for an event; fails when the command ends without it. */
  async event(type: string, stepId?: string): Promise<CliEvent> {
    const name = stepId === undefined ? type : `${type} of ${stepId}`;
    return await waitFor(name, () => {
      const found = this.events.find((event) => event.type === type && (stepId ?? idOf(event)) === idOf(event));
      if (found === undefined && this.hasEnded) {
        throw new Error(`The command ended without ${name}:\n${this.stdout}\n${this.stderr}`);
      }
      return found;
    });
  }

  /** Waits for a text in what it printed. */
  async says(text: string | RegExp): Promise<void> {
    await waitFor(`the command to say ${text}`, () => {
      const said = this.stdout + this.stderr;
      return typeof text === 'string' ? said.includes(text) : text.test(said);
    });
  }

  async kill(signal: NodeJS.Signals): Promise<CliResult> {
    this.process.kill(signal);
    return await this.result;
  }
}

/** The step that an event is about. */
function idOf(event: CliEvent): string | undefined {
  return event.step?.id ?? event.stepId;
}
