import { setTimeout as delay } from 'node:timers/promises';
import type { EngineObservation } from '../engines/engine.ts';
import { ChecksWatch } from './checks-watch.ts';
import { EngineWatch, engineDied, engineFailed } from './engine-watch.ts';
import type { StepContext } from './step-executor.ts';

const everyMs = 250;

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
  const watch = new EngineWatch(context, options);
  // What is supervised goes on for days, in which more can change than the engine.
  const checks = options.supervises === true ? new ChecksWatch(context) : undefined;
  for (;;) {
    context.signal.throwIfAborted();
    checks?.lookWhenDue();
    const seen = await watch.look((one) => one);
    if (seen !== undefined) {
      context.progress(seen);
      if (options.until(seen)) return seen;
      if (seen.state === 'failed') throw engineFailed(seen);
    }
    if (seen?.isRunning === false) {
      if (options.supervises !== true) throw engineDied(seen, 0);
      await watch.restart(seen);
    }
    await delay(options.everyMs ?? everyMs, undefined, { signal: context.signal }).catch(() => {});
  }
}
