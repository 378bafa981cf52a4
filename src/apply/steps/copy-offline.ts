import { EngineError } from '../../lib/errors.ts';
import { syncOrigin } from '../../lifecycle/foreign-sync.ts';
import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Copies everything with an engine that cannot follow; returns when all of it is on the destination. */
export const copyOffline: StepExecutor = {
  run: async (_step, context) => {
    const { engine, source } = context.migration;
    const origin = syncOrigin(source.facts);
    await engine.launch();
    const { state } = await engine.observe();
    if (state === 'committed') return { ...origin };
    // What an attempt that was interrupted left is dropped by the next one.
    if (state === 'absent') await engine.start();
    else if (state !== 'committing') await engine.resume();
    const { progress } = await pollEngine(context, {
      until: (seen) => {
        if (seen.state === 'absent') throw copyGone();
        return seen.state === 'committing' || seen.state === 'committed';
      },
    });
    return {
      copiedBytes: progress?.copiedBytes,
      copiedDocuments: progress?.copiedDocuments,
      warnings: progress?.warnings ?? [],
      ...origin,
    };
  },
  undo: async (_step, { migration: { engine } }) => {
    await engine.stop();
    const { state } = await engine.observe();
    if (state === 'committing') await engine.undoCommit();
  },
};

function copyGone(): EngineError {
  return new EngineError('GW822', {
    summary: 'The record of the copy is gone from the destination while it ran',
    hint: 'See `godwit status` and `godwit plan` for what is so now',
  });
}
