import type { EngineObservation } from '../engines/engine.ts';
import { EngineError } from '../lib/errors.ts';

/**
 * A run that waits for a sync would wait for ever when somebody else pauses, commits or removes it.
 * @throws EngineError GW822 then, GW977 where the sync has paused by itself
 */
export function expectSyncing({ state, pausedFor }: EngineObservation): void {
  if (state === 'paused' && pausedFor !== undefined) {
    throw new EngineError('GW977', {
      summary: 'The sync paused while this run waited for it',
      detail: pausedFor,
      hint: 'Remove the cause, then `godwit resume`, or `godwit apply`, which does that as a step',
    });
  }
  if (state === 'paused') {
    throw new EngineError('GW822', {
      summary: 'The sync was paused by somebody while this run waited for it',
      hint: 'Resume it with `godwit resume`, or run `godwit apply` again, which does that as a step',
    });
  }
  if (state !== 'absent' && state !== 'committing' && state !== 'committed' && state !== 'reversing') return;
  throw new EngineError('GW822', {
    summary: `The sync became ${state} while this run waited for it to follow the source`,
    detail: "Somebody else used the engine's API, or changed its metadata on the destination",
    hint: 'See `godwit status` and `godwit plan` for what is so now',
  });
}
