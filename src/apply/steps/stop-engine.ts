import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../../lib/errors.ts';
import type { StepExecutor } from '../step-executor.ts';

const limitMs = 60_000;

/** Ends the engine's process and waits until it is gone. */
export const stopEngine: StepExecutor = {
  run: async (_step, { migration: { engine }, signal }) => {
    await engine.stop();
    const giveUpAt = performance.now() + limitMs;
    for (;;) {
      const { isRunning, location } = await engine.observe();
      if (!isRunning) return {};
      signal.throwIfAborted();
      if (performance.now() > giveUpAt) throw doesNotEnd(location);
      await delay(50);
    }
  },
};

function doesNotEnd(location: string | undefined): EngineError {
  return new EngineError('GW828', {
    summary: `The sync engine (${location ?? 'unknown place'}) did not end within ${limitMs / 1000} s`,
    hint: 'See its log; end it by hand, then run `godwit apply` again',
  });
}
