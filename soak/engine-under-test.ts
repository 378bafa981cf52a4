import { MongosyncApiClient } from '../src/engines/mongosync/api-client.ts';
import { isGodwitError } from '../src/lib/errors.ts';
import { Semaphore } from '../src/lib/semaphore.ts';
import type { ClusterTime } from '../src/mongo/cluster-time.ts';
import { isSince, SyncProcess, type SyncProcessOptions, type SyncProgress } from '../test/support/sync/sync-process.ts';
import { pause } from './pause.ts';

const askEveryMs = 100;
/** Longer than everything that a sync of this size may rightly take, beside any fault. */
const limitMs = 5 * 60_000;
/** What a commit that is begun under writes, or beside a change of the catalogue, may be taken back for. */
const takenBack = ['GW924', 'GW925', 'GW985'];
const scopeLeft = 'GW923';
const resumePointLost = 'GW930';

export interface EngineOptions extends SyncProcessOptions {
  /** Whether collections are renamed out of the scope: whoever does that drops them soon, or brings them back. */
  readonly canBeLeft: boolean;
}

/**
 * The engine as a process that can be killed and frozen at any moment, and is started again as `apply` would; whoever looks
 * at it does what the people in charge would.
 */
export class EngineUnderTest implements AsyncDisposable {
  readonly #options: EngineOptions;
  /** Who ends a process and starts another. */
  readonly #starting = new Semaphore(1);
  #process: SyncProcess;
  #pausesUnderWay = 0;
  #mayBePaused = false;
  #isPointLost = false;

  private constructor(options: EngineOptions, process: SyncProcess) {
    this.#options = options;
    this.#process = process;
  }

  static async start(options: EngineOptions, request: Readonly<Record<string, unknown>>): Promise<EngineUnderTest> {
    const process = await SyncProcess.launch(options);
    await process.start(request);
    return new EngineUnderTest(options, process);
  }

  /** @param meanwhile happens between the two */
  async killAndStart(meanwhile: () => void | Promise<void> = () => {}): Promise<void> {
    await this.#starting.run(async () => {
      await this.#process.kill();
      await meanwhile();
      await this.#launch();
    });
  }

  /** Another one takes over from it while it is frozen; when it wakes it has to find that out and end. */
  async replaceFrozen(): Promise<void> {
    const frozen = this.#process;
    frozen.signal('SIGSTOP');
    await this.#starting.run(async () => await this.#launch());
    await this.until('the next one to take over', ({ state }) => state !== 'INITIALIZING');
    frozen.signal('SIGCONT');
    await whenReplaced(frozen);
  }

  /** Longer than its lease or shorter: it wakes to a world that has gone on. */
  async freezeFor(ms: number): Promise<void> {
    const frozen = this.#process;
    frozen.signal('SIGSTOP');
    await pause(ms);
    frozen.signal('SIGCONT');
  }

  /** Lets it come to a time of the source, or find out that it cannot: then it is told to repair. */
  async repairUnlessPast(time: ClusterTime): Promise<void> {
    this.#isPointLost = true;
    await this.until(
      'the end of what was lost',
      ({ appliedClusterTime }) => !this.#isPointLost || isSince(appliedClusterTime, time),
    );
    this.#isPointLost = false;
  }

  /**
   * Makes a request, which the engine may refuse in the state that it has come to, and of which it may die.
   * @returns why it was not granted, or not known to be
   */
  async ask(command: string, body: Readonly<Record<string, unknown>> = {}): Promise<string | undefined> {
    return command === 'pause' ? await this.#askForPause() : await this.#ask(command, body);
  }

  /** One that is refused may be the second of two, the first of which was granted. */
  async #askForPause(): Promise<string | undefined> {
    this.#pausesUnderWay += 1;
    try {
      return await this.#ask('pause', {});
    } finally {
      this.#pausesUnderWay -= 1;
    }
  }

  async #ask(command: string, body: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    try {
      const answer = await this.#api.send('POST', `/api/v1/${command}`, body);
      const isGranted = answer['success'] === true;
      if (isGranted && ['pause', 'resume'].includes(command)) this.#mayBePaused = command === 'pause';
      return isGranted ? undefined : String(answer['errorDescription']);
    } catch (error) {
      if (!isGodwitError(error)) throw error;
      if (command === 'pause') this.#mayBePaused = true;
      return error.message;
    }
  }

  /** Lets the sync go on where that is asked for. @throws when it has stopped by itself */
  async lookAfter(): Promise<void> {
    const mayBePaused = this.#mayBePaused;
    const progress = await this.#progress();
    if (progress !== undefined) await this.#lookAfter(progress, mayBePaused);
  }

  /**
   * Asks for progress until the condition holds, of whichever process there is by then, and looks after it all the while.
   * @throws when the sync has stopped by itself
   */
  async until(what: string, condition: (progress: SyncProgress) => boolean | Promise<boolean>): Promise<SyncProgress> {
    let last: SyncProgress | undefined;
    for (const deadline = performance.now() + limitMs; performance.now() < deadline; await pause(askEveryMs)) {
      const mayBePaused = this.#mayBePaused;
      const progress = await this.#progress();
      if (progress === undefined) continue;
      last = progress;
      await this.#lookAfter(progress, mayBePaused);
      if (await condition(progress)) return progress;
    }
    throw new Error(`Waited five minutes in vain for ${what}: ${JSON.stringify(last)}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process[Symbol.asyncDispose]();
  }

  get #api(): MongosyncApiClient {
    return new MongosyncApiClient(this.#process.url);
  }

  /** `undefined` where nobody answers. One that has ended, as one does that finds a server away, is started again. */
  async #progress(): Promise<SyncProgress | undefined> {
    try {
      if (this.#process.hasEnded) {
        await this.#starting.run(async () => {
          if (this.#process.hasEnded) await this.#launch();
        });
      }
      return await this.#process.progress();
    } catch {
      return undefined;
    }
  }

  async #launch(): Promise<void> {
    this.#process = await SyncProcess.launch(this.#options);
  }

  /**
   * What was paused is resumed, and so is what stopped at something that was done to it.
   * @param wasPaused perhaps, before it told its progress: it may have been resumed since
   */
  async #lookAfter({ state, failure, verifier, lostChanges }: SyncProgress, wasPaused: boolean): Promise<void> {
    const mayStopAt = [
      ...(this.#options.canBeLeft ? [scopeLeft] : []),
      ...(this.#isPointLost ? [resumePointLost] : []),
    ];
    const isPauseMeant = wasPaused || this.#mayBePaused || this.#pausesUnderWay > 0;
    const isStopped = state === 'PAUSED' && !isPauseMeant;
    if (failure) {
      const isMeant = mayStopAt.includes(failure.code) || (takenBack.includes(failure.code) && !isStopped);
      if (!isMeant) throw new Error(`The sync failed: ${failure.code} ${failure.message}`);
    } else if (isStopped && mayStopAt.length === 0) {
      // Nobody has asked for that: it failed, and was started again since. What it may stop at comes again.
      throw new Error('The sync had stopped before; the log tells why');
    }
    if (failure?.code === resumePointLost) await this.#repair();
    else if (state === 'PAUSED') await this.ask('resume');
    // Of a repair it is what differs yet.
    if ((verifier?.mismatchCount ?? 0) > 0 && !lostChanges) {
      throw new Error(`godwit found mismatches: ${JSON.stringify(verifier)}`);
    }
  }

  /** Refused for a moment: that the resume point is lost is told before it is written down. */
  async #repair(): Promise<void> {
    if ((await this.ask('godwit/repair')) === undefined) this.#isPointLost = false;
  }
}

/** One that had nothing left to do, or was paused, is not told of it. */
async function whenReplaced(frozen: SyncProcess): Promise<void> {
  const ended = frozen.whenEnded().then(() => true);
  if (await Promise.race([ended, pause(30_000)])) return;
  const { state } = await frozen.progress();
  await frozen.kill();
  if (state !== 'PAUSED' && state !== 'COMMITTED') throw new Error(`An engine that was replaced goes on: ${state}`);
}
