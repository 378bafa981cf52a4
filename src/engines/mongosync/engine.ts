/** mongosync for plan and apply: one instance, or one per source shard, reached by URL or started here. */
import { EngineError, type GodwitError, isGodwitError } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Engine, EngineCapabilities, EngineObservation } from '../engine.ts';
import { fatalIn } from './fatal-log.ts';
import { MongosyncInstances } from './instances.ts';
import { knownFailure } from './known-failures.ts';
import type { LaunchedInstances } from './launch-instances.ts';
import { dropMongosyncMetadata, readMongosyncMetadata } from './metadata.ts';

export interface MongosyncEngineOptions {
  readonly capabilities: EngineCapabilities;
  readonly urls: readonly string[];
  /** Undefined where it runs already and is not ours to start. */
  readonly launched: LaunchedInstances | undefined;
  /** Of one that runs already, where it can be read here. */
  readonly attachedLog: string | undefined;
  readonly startRequest: Readonly<Record<string, unknown>>;
  readonly destinationClient: MongoClient;
}

export class MongosyncEngine implements Engine {
  readonly type = 'mongosync';
  readonly capabilities: EngineCapabilities;
  readonly #options: MongosyncEngineOptions;
  readonly #instances: MongosyncInstances;

  constructor(options: MongosyncEngineOptions) {
    this.capabilities = options.capabilities;
    this.#options = options;
    this.#instances = new MongosyncInstances(options.urls);
  }

  async observe(): Promise<EngineObservation> {
    const [{ state, progress, answering, total }, metadata] = await Promise.all([
      this.#instances.merged(),
      readMongosyncMetadata(this.#options.destinationClient),
    ]);
    const isRunning = answering === total;
    const fatal = isRunning ? undefined : await this.#fatal();
    const known = fatal === undefined ? undefined : knownFailure(fatal);
    const isLost = known?.isFinal === true && metadata !== undefined;
    // One that is still starting does not know yet where it stands.
    const isTold = isRunning && state !== undefined && (state !== 'initializing' || metadata === undefined);
    return {
      type: this.type,
      state: isLost ? 'failed' : isTold ? state : (metadata?.state ?? (isRunning ? 'initializing' : 'absent')),
      isRunning,
      location: this.#instances.location,
      startedAt: metadata?.startedAt,
      progress: isTold ? progress : undefined,
      failure: fatal === undefined ? undefined : failureOf(fatal),
      mustStartOver: isLost ? known?.cause : undefined,
      settings: metadata?.settings,
    };
  }

  async launch(): Promise<void> {
    const { launched, startRequest, destinationClient } = this.#options;
    try {
      await launched?.start();
      await this.#instances.whenReady(async () =>
        launched === undefined ? await this.#endedForGood() : launched.ended(),
      );
    } finally {
      await launched?.removeConfigFiles();
    }
    // One that was begun and settles in IDLE has to be begun once more, in the same words (contract, section 10).
    const { state } = await this.#instances.merged();
    if (state !== 'absent' || (await readMongosyncMetadata(destinationClient)) === undefined) return;
    await this.#instances.tell('start', ['IDLE'], startRequest);
  }

  async start(): Promise<void> {
    await this.#instances.tell('start', ['IDLE'], this.#options.startRequest);
  }

  async pause(): Promise<void> {
    await this.#instances.tell('pause', ['RUNNING']);
  }

  async resume(): Promise<void> {
    await this.#instances.tell('resume', ['PAUSED']);
  }

  /** Whoever asks again after a time-out finds the commit begun. */
  async commit(): Promise<void> {
    const { progress } = await this.#instances.merged();
    if (progress?.canCommit !== true) await this.#refuseCommit(progress?.whyNotCommit ?? []);
    try {
      await this.#instances.tell('commit', ['RUNNING']);
    } catch (error) {
      if (!isSilence(error)) throw error;
      const { state } = await this.#instances.merged();
      if (state !== 'committing' && state !== 'committed') throw error;
    }
  }

  async undoCommit(): Promise<void> {
    throw notPossible('take a commit back', 'Its commit is the point of no return');
  }

  /** It finishes by itself. */
  async finishCommit(): Promise<void> {}

  async reverse(): Promise<void> {
    await this.#instances.tell('reverse', ['COMMITTED']);
  }

  async stop(): Promise<void> {
    await this.#options.launched?.stop();
  }

  async removeMetadata(): Promise<void> {
    await dropMongosyncMetadata(this.#options.destinationClient);
  }

  async #fatal(): Promise<string | undefined> {
    const { launched, attachedLog } = this.#options;
    return attachedLog === undefined ? await launched?.fatal() : await fatalIn(attachedLog);
  }

  /** Whoever runs it may start it again, which helps unless the sync is lost. */
  async #endedForGood(): Promise<string | undefined> {
    const fatal = await this.#fatal();
    return fatal !== undefined && knownFailure(fatal)?.isFinal === true ? fatal : undefined;
  }

  async #refuseCommit(why: readonly string[]): Promise<never> {
    throw new EngineError('GW902', {
      summary: 'mongosync cannot commit yet',
      detail: why.join('; ') || 'It does not say that it can',
      hint: 'Wait until `godwit status` shows that it can; nothing was changed',
    });
  }
}

function failureOf(message: string): NonNullable<EngineObservation['failure']> {
  const known = knownFailure(message);
  return { code: 'GW941', message: known === undefined ? message : `${known.cause} (${message})`, hint: known?.fix };
}

function isSilence(error: unknown): error is GodwitError {
  return isGodwitError(error) && error.code === 'GW906';
}

function notPossible(what: string, why: string): EngineError {
  return new EngineError('GW943', { summary: `mongosync cannot ${what}`, detail: why, hint: 'See `godwit engines`' });
}
