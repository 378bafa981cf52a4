/** The engine as a run sees it for as long as it waits: through servers that are away for a while, and deaths of its process. */
import type { EngineObservation } from '../engines/engine.ts';
import { EngineError, EnvironmentError } from '../lib/errors.ts';
import { orAborted } from '../lib/or-aborted.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import { selectionReason } from '../mongo/explain-failure.ts';
import { isTransient } from '../mongo/failures.ts';
import type { StepContext } from './step-executor.ts';

const defaultToleranceMs = 30_000;
const maxRestarts = 5;
/** A run that has gone well for so long has earned its restarts back. */
const forgivenAfterMs = 10 * 60_000;

export interface EngineWatchOptions {
  /** What a process that was started again has to be told. */
  readonly afterRestart?: () => Promise<void>;
  /** For how long it is borne that nothing can be seen. */
  readonly toleranceMs?: number;
}

export class EngineWatch {
  readonly #context: StepContext;
  readonly #options: EngineWatchOptions;
  readonly #trouble: Trouble;
  #restarts = 0;
  #lastDeath = 0;

  constructor(context: StepContext, options: EngineWatchOptions = {}) {
    this.#context = context;
    this.#options = options;
    this.#trouble = new Trouble(context, options.toleranceMs ?? defaultToleranceMs);
  }

  /**
   * Hands what is seen of the engine to `use`, which may ask the servers for more.
   * @returns `undefined` where nothing can be seen for the moment
   * @throws EnvironmentError GW505 when that lasts
   */
  async look<T>(use: (seen: EngineObservation) => Promise<T> | T): Promise<T | undefined> {
    const { signal } = this.#context;
    return await this.#trouble.watch(async () => await use(await orAborted(signal, observeEngine(this.#context))));
  }

  /** Starts the engine's process again, which does not answer. @throws EngineError GW821 when it died too often */
  async restart(seen: EngineObservation): Promise<void> {
    if (performance.now() - this.#lastDeath > forgivenAfterMs) this.#restarts = 0;
    if (this.#restarts === maxRestarts) throw engineDied(seen, this.#restarts);
    this.#restarts += 1;
    this.#lastDeath = performance.now();
    this.#context.note(`The sync engine does not answer; starting it again (${this.#restarts} of ${maxRestarts})`);
    await this.#trouble.watch(async () => {
      await this.#context.migration.engine.launch();
      await this.#options.afterRestart?.();
    });
  }
}

/** What is seen of the engine, with what a verification of this run says. */
async function observeEngine({
  migration,
  verification,
}: Pick<StepContext, 'migration' | 'verification'>): Promise<EngineObservation> {
  await migration.engine.pulse?.();
  const seen = await migration.engine.observe();
  return verification === undefined ? seen : await verification.told(seen);
}

/** Bears it when a server is away for a while, as in an election. */
class Trouble {
  readonly #context: StepContext;
  readonly #toleranceMs: number;
  #since: number | undefined;

  constructor(context: StepContext, limitMs: number) {
    this.#context = context;
    this.#toleranceMs = limitMs;
  }

  async watch<T>(action: () => Promise<T>): Promise<T | undefined> {
    const startedAt = performance.now();
    try {
      const result = await action();
      this.#since = undefined;
      return result;
    } catch (error) {
      this.#context.signal.throwIfAborted();
      if (!isTransient(error)) throw error;
      if (this.#since === undefined)
        this.#context.note(`Waiting for a server that does not answer (${selectionReason(error)})`);
      this.#since ??= startedAt;
      const awayMs = performance.now() - this.#since;
      if (awayMs > this.#toleranceMs) throw await sideAway(this.#context, awayMs, error);
      return undefined;
    }
  }
}

/** What an engine has done is read from both sides: a sync back keeps that on the source. */
async function sideAway({ migration }: StepContext, awayMs: number, cause: unknown): Promise<EnvironmentError> {
  const { source, destination } = migration;
  const [isSourceThere, isDestinationThere] = await Promise.all([source, destination].map(answers));
  const isSource = isDestinationThere && !isSourceThere;
  const [role, { address }] = isSource ? (['source', source] as const) : (['destination', destination] as const);
  return new EnvironmentError('GW505', {
    summary: `The ${role} (${address}) has not answered for ${Math.round(awayMs / 1000)} s`,
    detail: selectionReason(cause),
    hint: 'See its log: a mongod whose disk is full ends by itself. When it is back, run `godwit apply` again: it goes on at the last checkpoint',
    cause,
  });
}

async function answers({ client }: ConnectedCluster): Promise<boolean> {
  const asked = client.db('admin').command({ ping: 1 });
  return await asked.then(
    () => true,
    () => false,
  );
}

export function engineFailed({ failure }: EngineObservation): EngineError {
  return new EngineError('GW820', {
    summary: 'The sync engine stopped with an error',
    detail: failure === undefined ? undefined : failure.message,
    hint: failure?.hint ?? 'Remove the cause, then run `godwit apply` again: it resumes where it stopped',
    context: { failure },
  });
}

export function engineDied({ location, failure }: EngineObservation, restarts: number): EngineError {
  const again = restarts === 0 ? [] : [`It was started again ${restarts} times in a short time`];
  const detail = [...(failure === undefined ? [] : [failure.message]), ...again].join('; ');
  return new EngineError('GW821', {
    summary: `The sync engine (${location ?? 'unknown place'}) does not answer`,
    detail: detail === '' ? undefined : detail,
    hint: failure?.hint ?? 'See its log; `godwit apply` starts it again, and it goes on at its last checkpoint',
  });
}
