import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deferred } from '../../../src/lib/deferred.ts';
import { waitFor } from '../wait-for.ts';
import { findFreePort } from './free-port.ts';
import { type KeptProcess, sendSignal, theKeeper } from './keeper.ts';
import { isVersionIn, type Mongod } from './mongod/mongod.ts';

/** What every kind of server may be started with. */
export interface MongodOptions {
  /** Default 0.25: several servers share a small machine with the tests. */
  readonly cacheSizeGB?: number;
  readonly args?: readonly string[];
  readonly setParameters?: Readonly<Record<string, string | number | boolean>>;
}

const startLimitMs = 60_000;
const stopLimitMs = 60_000;

/** The exit code of a mongod that could not listen on its port. */
const addressInUseExitCode = 48;

/** One mongod on a loopback port, with a data directory of its own; ended at the latest when this process ends. */
export class MongodProcess implements AsyncDisposable {
  readonly directory: string;
  readonly port: number;
  readonly #options: MongodOptions;
  #mongod: Mongod;
  #process: KeptProcess | undefined;
  /** The one that was told to end. */
  #ending: KeptProcess | undefined;
  readonly #endedByItself = deferred();
  #exitCode: number | null = null;

  private constructor(mongod: Mongod, directory: string, port: number, options: MongodOptions) {
    this.#mongod = mongod;
    this.directory = directory;
    this.port = port;
    this.#options = options;
  }

  /** Starts a server, and returns once it accepts connections. */
  static async start(mongod: Mongod, options: MongodOptions): Promise<MongodProcess> {
    const { directory: parent } = await theKeeper();
    for (;;) {
      const directory = await mkdtemp(join(parent, 'mongod-'));
      const server = new MongodProcess(mongod, directory, await findFreePort(), options);
      try {
        await server.#start();
        return server;
      } catch (error) {
        await rm(directory, { recursive: true, force: true });
        // Somebody took the port since it was found free.
        if (!(error instanceof MongodStartError) || error.exitCode !== addressInUseExitCode) throw error;
      }
    }
  }

  get mongod(): Mongod {
    return this.#mongod;
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get pid(): number {
    if (!this.#process) throw new Error(`The mongod on port ${this.port} is not running`);
    return this.#process.pid;
  }

  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  /** Resolves when it ends and nobody has told it to: it crashed, or gave up. */
  get endedByItself(): Promise<void> {
    return this.#endedByItself.promise;
  }

  /** Ends the server in order (SIGTERM): it steps down, flushes, and leaves its data for `restart`. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends the server as a power cut would (SIGKILL); its data stay for `restart`. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Freezes the server (SIGSTOP): its connections stay open and nothing answers. */
  pause(): void {
    sendSignal(this.pid, 'SIGSTOP');
  }

  /** Lets a frozen server go on. */
  resume(): void {
    sendSignal(this.pid, 'SIGCONT');
  }

  /** Starts the server again on the same port and data; ends it first where it still runs. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#start();
  }

  /** Starts another version on the same data: an upgrade in place. */
  async upgrade(mongod: Mongod): Promise<void> {
    await this.stop();
    this.#mongod = mongod;
    await this.#start();
  }

  /** The server's own log so far. */
  async readLog(): Promise<string> {
    return readFile(this.#logPath, 'utf8').catch(() => '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.directory, { recursive: true, force: true });
  }

  get #logPath(): string {
    return join(this.directory, 'mongod.log');
  }

  async #start(): Promise<void> {
    const keeper = await theKeeper();
    const { path, env } = this.mongod;
    const logLength = (await this.readLog()).length;
    const started = await keeper.run({ file: path, args: this.#args(), env: { ...process.env, ...env } });
    this.#process = started;
    void started.exited.then((exit) => {
      if (this.#process === started) this.#process = undefined;
      if (this.#ending !== started) this.#endedByItself.resolve();
      this.#exitCode = exit.code;
    });
    // The log tells it is this server that listens; a connection could reach a stranger on the same port.
    const isListening = async () => /waiting for connections/i.test((await this.readLog()).slice(logLength));
    const isDone = async () => !this.isRunning || (await isListening());
    await waitFor(`mongod ${this.mongod.version} on port ${this.port}`, isDone, { timeoutMs: startLimitMs });
    if (!this.isRunning) throw new MongodStartError(this.#exitCode, await this.readLog());
  }

  #args(): string[] {
    const { cacheSizeGB = 0.25, args = [], setParameters } = this.#options;
    const parameters = { ...this.#ownParameters(), ...setParameters };
    return [
      ...['--dbpath', this.directory, '--port', String(this.port), '--bind_ip', '127.0.0.1', '--nounixsocket'],
      ...['--logpath', this.#logPath, '--logappend', '--wiredTigerCacheSizeGB', String(cacheSizeGB)],
      ...Object.entries(parameters).flatMap(([name, value]) => ['--setParameter', `${name}=${value}`]),
      ...args,
    ];
  }

  #ownParameters(): NonNullable<MongodOptions['setParameters']> {
    return {
      diagnosticDataCollectionEnabled: false,
      // From 5.0 on a primary would wait 15 seconds for its clients before it ends.
      ...(isVersionIn(this.mongod.version, '>=5.0') && { shutdownTimeoutMillisForSignaledShutdown: 100 }),
    };
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const ending = this.#process;
    if (!ending) return;
    this.#ending = ending;
    sendSignal(ending.pid, signal);
    // A frozen server would not see SIGTERM.
    sendSignal(ending.pid, 'SIGCONT');
    await waitFor(`mongod on port ${this.port} to end`, () => this.#process !== ending, { timeoutMs: stopLimitMs });
  }
}

class MongodStartError extends Error {
  readonly exitCode: number | null;

  constructor(exitCode: number | null, log: string) {
    super(`mongod ended with exit code ${exitCode} while starting; the end of its log:\n${log.slice(-2000)}`);
    this.exitCode = exitCode;
  }
}
