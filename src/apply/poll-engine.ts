import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../engines/engine.ts';
import { EngineError, EnvironmentError } from '../lib/errors.ts';
import { orAborted } from '../lib/or-aborted.ts';
import { selectionReason } from '../mongo/explain-failure.ts';
import { isTransient } from '../mongo/failures.ts';
import { ChecksWatch } from './checks-watch.ts';
import type { StepContext } from './step-executor.ts';

const everyMs = 250;
const toleranceMs = 30_000;
const maxRestarts = 5;
/** A run that has gone well for so long has earned its restarts back. */
const forgivenAfterMs = 10 * 60_000;

export interface PollOptions {
  /** Looks at each observation; anything but `undefined` ends the polling. */
  readonly until: (engine: EngineObservation) => boolean;
  /** How often to look; a cutover looks more often than a copy of days. */
  readonly everyMs?: number;
  /** Start the engine's process again when it has died. */
  readonly supervises?: boolean;
  /** What a process that was started again has to be told. */
  readonly afterRestart?: () => Promise<void>;
  /** For how long it is borne that nothing can be seen. */
  readonly toleranceMs?: number;
}

/**
 * Watches the engine until a condition holds.
 * @throws EngineError when the engine failed, or died too often; EnvironmentError when it cannot be looked at for long
 */
export async function pollEngine(context: StepContext, options: PollOptions): Promise<EngineObservation> {
  const { engine } = context.migration;
  const trouble = new Trouble(context, options.toleranceMs ?? toleranceMs);
  // What is supervised goes on for days, in which more can change than the engine.
  const watch = options.supervises === true ? new ChecksWatch(context) : undefined;
  let restarts = 0;
  let lastDeath = 0;
  for (;;) {
    context.signal.throwIfAborted();
    watch?.lookWhenDue();
    const seen = await trouble.watch(async () => await orAborted(context.signal, observeEngine(context)));
    if (seen !== undefined) {
      context.progress(seen);
      if (options.until(seen)) return seen;
      if (seen.state === 'failed') throw engineFailed(seen);
    }
    if (seen?.isRunning === false) {
      if (options.supervises !== true || restarts === maxRestarts) throw engineDied(seen, restarts);
      if (performance.now() - lastDeath > forgivenAfterMs) restarts = 0;
      restarts += 1;
      lastDeath = performance.now();
      context.note(`The sync engine does not answer; starting it again (${restarts} of ${maxRestarts})`);
      await trouble.watch(async () => {
        await engine.launch();
        await options.afterRestart?.();
      });
    }
    await delay(options.everyMs ?? everyMs, undefined, { signal: context.signal }).catch(() => {});
  }
}

/** What is seen of the engine, with what a verification of this run says. */
export async function observeEngine({
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
      if (awayMs > this.#toleranceMs) throw destinationAway(this.#context, awayMs, error);
      return undefined;
    }
  }
}

/** What an engine has done is read from the destination, so that it is the one that is away. */
function destinationAway({ migration }: StepContext, awayMs: number, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW505', {
    summary: `The destination (${migration.destination.address}) has not answered for ${Math.round(awayMs / 1000)} s`,
    detail: selectionReason(cause),
    hint: 'See its log: a mongod whose disk is full ends by itself. When it is back, run `godwit apply` again: it goes on at the last checkpoint',
    cause,
  });
}

function engineFailed({ failure }: EngineObservation): EngineError {
  return new EngineError('GW820', {
    summary: 'The sync engine stopped with an error',
    detail: failure === undefined ? undefined : failure.message,
    hint: failure?.hint ?? 'Remove the cause, then run `godwit apply` again: it resumes where it stopped',
    context: { failure },
  });
}

function engineDied({ location, failure }: EngineObservation, restarts: number): EngineError {
  const again = restarts === 0 ? [] : [`It was started again ${restarts} times in a short time`];
  const detail = [...(failure === undefined ? [] : [failure.message]), ...again].join('; ');
  return new EngineError('GW821', {
    summary: `The sync engine (${location ?? 'unknown place'}) does not answer`,
    detail: detail === '' ? undefined : detail,
    hint: failure?.hint ?? 'See its log; `godwit apply` starts it again, and it goes on at its last checkpoint',
  });
}
