import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LockTimes } from '../../../src/ledger/ledger-store.ts';

/** What a process opens its store with. */
export interface HolderSetup {
  readonly migration: string;
  readonly times: LockTimes;
  /** Where it says that it runs; somewhere else than it does when left out. */
  readonly host?: string;
  readonly directory?: string;
  readonly uri?: string;
  readonly database?: string;
}

const fixture = fileURLToPath(new URL('./fixtures/hold-lock.ts', import.meta.url));

/** A process that holds a lock and does what it is told; see fixtures/hold-lock.ts. */
export class LockHolder implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]();
  }

  /** Returns when the process holds the lock. */
  static async start(setup: HolderSetup): Promise<LockHolder> {
    const process_ = spawn(process.execPath, ['--import', 'tsx', fixture, JSON.stringify(setup)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const holder = new LockHolder(process_);
    const answer = await holder.#answer();
    if (answer !== 'locked') throw new Error(`The holder could not take the lock: ${answer}`);
    return holder;
  }

  /** `done`, or the code of the error. */
  async append(name: string): Promise<string> {
    this.#process.stdin!.write(`append ${name}\n`);
    return await this.#answer();
  }

  async isLost(): Promise<boolean> {
    this.#process.stdin!.write('lost\n');
    return (await this.#answer()) === 'yes';
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Returns when it is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.kill(signal);
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
  }

  async #answer(): Promise<string> {
    const { value } = await this.#lines.next();
    return value ?? 'it ended';
  }
}
