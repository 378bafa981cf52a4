import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '../end-with-parent.ts';

/** How a kept process ended. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server process that the keeper started. */
export interface KeptProcess {
  readonly pid: number;
  readonly exited: Promise<ProcessExit>;
}

interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** What keeper-process.mjs says; its head documents the exchange. */
type KeeperMessage =
  | { readonly ready: { readonly directory: string } }
  | { readonly started: { readonly id: number; readonly pid: number } }
  | { readonly failed: { readonly id: number; readonly message: string } }
  | { readonly exited: { readonly id: number } & ProcessExit };

interface Entry {
  pid?: number;
  started(pid: number): void;
  failed(error: Error): void;
  exited(exit: ProcessExit): void;
}

/**
 * The process that owns every server this process starts (see keeper-process.mjs): it ends them and removes
 * their data when this process ends, and also when this process is killed.
 */
export class Keeper {
  /** Where the servers keep their data; removed at the end. */
  readonly directory: string;
  readonly #process: ChildProcess;
  readonly #entries = new Map<number, Entry>();
  #nextId = 1;

  private constructor(process: ChildProcess, directory: string) {
    this.#process = process;
    this.directory = directory;
    process.on('message', (message: KeeperMessage) => this.#hear(message));
    process.once('exit', () => this.#becomeKeeper());
    process.unref();
    process.channel?.unref();
  }

  static async start(): Promise<Keeper> {
    endWithParent();
    const path = fileURLToPath(new URL('./keeper-process.mjs', import.meta.url));
    // Without an empty execArgv the keeper would inherit the loaders and the debugger port of this process.
    const child = fork(path, { detached: true, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const exit = once(child, 'exit').then(() => {
      throw new Error('The keeper of the test servers ended before it was ready');
    });
    const [{ ready }] = await Promise.race([once(child, 'message'), exit]);
    return new Keeper(child, ready.directory);
  }

  /** Starts a process, and returns once it runs. */
  async run(command: Command): Promise<KeptProcess> {
    const id = this.#nextId++;
    // An idle keeper does not hold this process open; one that owes an answer does.
    this.#process.channel?.ref();
    try {
      return await new Promise<KeptProcess>((resolve, reject) => {
        const exited = new Promise<ProcessExit>((resolveExit) => {
          this.#entries.set(id, { started: (pid) => resolve({ pid, exited }), failed: reject, exited: resolveExit });
        });
        this.#process.send({ start: { id, ...command } });
      });
    } finally {
      this.#process.channel?.unref();
    }
  }

  /** Lets the servers run on after this process has ended, until the keeper is ended (SIGTERM). */
  async letGo(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#process.send({ letGo: true }, (error) => (error === null ? resolve() : reject(error)));
    });
  }

  #hear(message: KeeperMessage): void {
    if ('started' in message) {
      const entry = this.#entries.get(message.started.id);
      if (!entry) return;
      entry.pid = message.started.pid;
      entry.started(entry.pid);
    } else if ('failed' in message) {
      this.#entries.get(message.failed.id)?.failed(new Error(message.failed.message));
      this.#entries.delete(message.failed.id);
    } else if ('exited' in message) {
      const { id, code, signal } = message.exited;
      this.#entries.get(id)?.exited({ code, signal });
      this.#entries.delete(id);
    }
  }

  /** Someone killed the keeper: its servers are ours to end now. */
  #becomeKeeper(): void {
    for (const entry of this.#entries.values()) {
      if (entry.pid !== undefined) sendSignal(entry.pid, 'SIGKILL');
      entry.failed(new Error('The keeper of the test servers ended'));
      entry.exited({ code: null, signal: 'SIGKILL' });
    }
    this.#entries.clear();
  }
}

let keeper: Promise<Keeper> | undefined;

/** The keeper of this process, started at the first call. */
export function theKeeper(): Promise<Keeper> {
  keeper ??= Keeper.start();
  return keeper;
}

/** Sends a signal to a process that may be gone already; tells whether it was there. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
