import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endMarkedProcesses, markVariable } from './marked-processes.mjs';
import { removeIfEmpty } from './remove-if-empty.mjs';

/** This side of the process in guard-process.mjs, which ends what a script started when the script cannot. */
export class Guard {
  /** Of this run: for its files, and the mark of its processes. */
  directory;
  #process;

  constructor(directory, process) {
    this.directory = directory;
    this.#process = process;
  }

  /** From here on whatever this process starts is ended with it. The directory's name begins with `prefix`. */
  static async start(prefix) {
    const directory = mkdtempSync(join(tmpdir(), prefix));
    const { [markVariable]: _, ...env } = process.env;
    const child = fork(fileURLToPath(new URL('./guard-process.mjs', import.meta.url)), [directory], {
      // In a session of its own: neither Ctrl+C nor a closed terminal reaches it.
      detached: true,
      env,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await once(child, 'message');
    child.unref();
    child.channel.unref();
    process.env[markVariable] = directory;
    return new Guard(directory, child);
  }

  /** Returns when everything has ended that was started since. */
  async endEverything() {
    await endMarkedProcesses(this.directory);
    await this.letGo();
    removeIfEmpty(this.directory);
  }

  /** Lets what runs run on after this process has ended. */
  async letGo() {
    if (!this.#process.connected) return;
    this.#process.send('let go');
    this.#process.ref();
    await once(this.#process, 'exit');
  }
}
