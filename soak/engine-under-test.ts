import { SyncProcess, type SyncProcessOptions } from '../test/support/sync/sync-process.ts';

/** The engine as a process that can be killed and frozen at any moment, and is started again as `apply` would. */
export class EngineUnderTest implements AsyncDisposable {
  readonly #options: SyncProcessOptions;
  #process: SyncProcess;

  private constructor(options: SyncProcessOptions, process: SyncProcess) {
    this.#options = options;
    this.#process = process;
  }

  static async start(
    options: SyncProcessOptions,
    request: Readonly<Record<string, unknown>>,
  ): Promise<EngineUnderTest> {
    const process = await SyncProcess.launch(options);
    await process.start(request);
    return new EngineUnderTest(options, process);
  }

  /** @param meanwhile happens between the two */
  async killAndStart(meanwhile: () => void = () => {}): Promise<void> {
    await this.#process.kill();
    meanwhile();
    this.#process = await SyncProcess.launch(this.#options);
  }

  /** Another one takes over from it while it is frozen; when it wakes it has to find that out and end. */
  async replaceFrozen(): Promise<void> {
    const frozen = this.#process;
    frozen.signal('SIGSTOP');
    this.#process = await SyncProcess.launch(this.#options);
    await this.#process.when('the next one to take over', ({ state }) => state !== 'INITIALIZING');
    frozen.signal('SIGCONT');
    await frozen.whenEnded();
  }

  /** Longer than its lease or shorter: it wakes to a world that has gone on. */
  async freezeFor(ms: number): Promise<void> {
    this.#process.signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.#process.signal('SIGCONT');
  }

  async commit(): Promise<void> {
    await this.#process.when('it to take the sync up', ({ state }) => {
      // Nobody has asked for that: it failed, and was started again since.
      if (state === 'PAUSED') throw new Error('The sync had stopped before; the log tells why');
      return state !== 'INITIALIZING';
    });
    await this.#process.changeLoad({});
    await this.#process.whenFollowing();
    await this.#process.commit();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
