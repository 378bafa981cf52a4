import type { ClusterTime } from '../src/mongo/cluster-time.ts';
import { SyncFailure, SyncProcess, type SyncProcessOptions } from '../test/support/sync/sync-process.ts';
import { waitFor } from '../test/support/wait-for.ts';

const resumePointLost = 'GW930';

/** The engine as a process that can be killed and frozen at any moment, and is started again as `apply` would. */
export class EngineUnderTest implements AsyncDisposable {
  readonly #options: SyncProcessOptions;
  #process: SyncProcess;

  private constructor(options: SyncProcessOptions, process: SyncProcess) {
    this.#options = options;
    this.#process = process;
  }

  static async launch(options: SyncProcessOptions): Promise<EngineUnderTest> {
    return new EngineUnderTest(options, await SyncProcess.launch(options));
  }

  async begin(request: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#process.start(request);
  }

  /** @param meanwhile happens between the two */
  async killAndStart(meanwhile: () => void | Promise<void> = () => {}): Promise<void> {
    await this.#process.kill();
    await meanwhile();
    this.#process = await SyncProcess.launch(this.#options);
  }

  /**
   * Lets it come to a time of the source, or find out that it cannot: then it is told to repair.
   * @returns whether it was
   */
  async repairUnlessPast(time: ClusterTime): Promise<boolean> {
    try {
      await this.#process.whenApplied(time);
      return false;
    } catch (error) {
      if (!(error instanceof SyncFailure) || error.code !== resumePointLost) throw error;
    }
    // That it is lost is told a moment before it is written down.
    await waitFor('the repair to be taken', async () => await this.#process.repair().then(() => true));
    return true;
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

  /** So that there is a way back. */
  async commit(): Promise<void> {
    await this.#process.when('it to take the sync up', ({ state }) => {
      // Nobody has asked for that: it failed, and was started again since.
      if (state === 'PAUSED') throw new Error('The sync had stopped before; the log tells why');
      return state !== 'INITIALIZING';
    });
    await this.#process.changeLoad({});
    await this.#process.whenFollowing();
    await this.#process.commit({ reversible: true });
  }

  /** Behind a commit. */
  async reverse(): Promise<void> {
    await this.#process.reverse();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }
}
