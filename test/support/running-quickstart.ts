import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitFor } from './wait-for.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = join(root, 'scripts/quickstart.mjs');

export interface QuickstartStart {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Through npm, as people do it; else Node itself. */
  readonly throughNpm?: boolean;
}

/** A quickstart as a child process, with a directory for temporary files that it shares with nobody. */
export class RunningQuickstart implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #temporary: string;
  readonly #ended: Promise<number | null>;
  #output = '';

  private constructor(child: ChildProcess, temporary: string) {
    this.#child = child;
    this.#temporary = temporary;
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
    this.#ended = once(child, 'close').then(([exitCode]) => exitCode as number | null);
  }

  static async start({ args = [], env = {}, throughNpm = false }: QuickstartStart = {}): Promise<RunningQuickstart> {
    const temporary = await mkdtemp(join(tmpdir(), 'godwit-test-'));
    const command = throughNpm ? ['npm', 'run', '--silent', 'quickstart', '--'] : [process.execPath, script];
    const child = spawn(command[0]!, [...command.slice(1), ...args], {
      cwd: root,
      env: { ...process.env, ...env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningQuickstart(child, temporary);
  }

  /** Everything that it has said so far. */
  get output(): string {
    return this.#output;
  }

  /** The exit code, once it has ended and nobody can write to its output any more. */
  get ended(): Promise<number | null> {
    return this.#ended;
  }

  /** Where its files are. */
  async directory(): Promise<string> {
    const [name] = (await readdir(this.#temporary)).filter((entry) => entry.startsWith('godwit-quickstart-'));
    return join(this.#temporary, name!);
  }

  async hasSaid(text: string): Promise<void> {
    await waitFor(`"${text}" in the output`, () => this.#output.includes(text) || this.#child.exitCode !== null, {
      timeoutMs: 90_000,
    });
    if (!this.#output.includes(text)) throw new Error(`It ended without saying "${text}":\n${this.#output}`);
  }

  /** To the process that was started, and to no other. */
  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Processes that it started, however indirectly, by what they run: they have inherited its directory. */
  async processes(): Promise<{ readonly pid: number; readonly commandLine: string }[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(
      pids.map(async (pid) => {
        const [environment, commandLine] = await Promise.all([readProc(pid, 'environ'), readProc(pid, 'cmdline')]);
        const isOurs = environment.split('\0').includes(`TMPDIR=${this.#temporary}`);
        return isOurs ? [{ pid: Number(pid), commandLine: commandLine.replaceAll('\0', ' ') }] : [];
      }),
    );
    return found.flat();
  }

  /** Waits until no process is left of it, nor any server's data. */
  async hasLeftNothing(): Promise<void> {
    await waitFor('every process to end', async () => (await this.processes()).length === 0, { timeoutMs: 15_000 });
    await waitFor("the servers' data to be removed", async () => {
      return (await readdir(this.#temporary)).every((name) => !name.startsWith('godwit-servers-'));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { pid } of await this.processes()) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended meanwhile.
      }
    }
    await this.#ended;
    await rm(this.#temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Empty for a process that is gone, or not ours to look at. */
function readProc(pid: string, name: string): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
}
