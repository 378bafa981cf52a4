import type { CommitMode, EngineObservation } from '../../engines/engine.ts';
import { EngineError } from '../../lib/errors.ts';
import { clusterTimeParts } from '../../mongo/cluster-time.ts';
import { askPerson } from '../ask-person.ts';
import { pollEngine } from '../poll-engine.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Commits the sync up to where applications may write to the destination. */
export const commitSync: StepExecutor = {
  run: async (step, context) => {
    const { engine } = context.migration;
    const isDetach = step.inputs['mode'] === 'detach';
    // What cannot be taken back is carried through, with whatever process.
    const isForward = isDetach || engine.capabilities.pointOfNoReturn === 'commit';
    if (isForward && (await engine.observe()).state !== 'committed') await engine.launch();
    const before = await engine.observe();
    const isBegun = before.state === 'committing' || before.state === 'committed';
    if (!isBegun && before.progress?.canWrite !== true) {
      await context.verifyLock();
      await engine.commit((step.inputs['mode'] ?? 'cutover') as CommitMode, {
        isReversible: step.inputs['isReversible'] === true,
      });
    }
    if (engine.capabilities.needsPerson === true) askPerson(step.details, context);
    const { progress } = await pollEngine(context, {
      // A person takes longer than a look.
      everyMs: engine.capabilities.needsPerson === true ? 500 : 25,
      supervises: isForward,
      until: (seen) => {
        if (seen.isRunning && (seen.state === 'following' || seen.state === 'paused')) throw commitRefused(seen);
        return isDetach ? seen.state === 'committed' : seen.progress?.canWrite === true;
      },
    });
    // A sync back would begin at this time of the destination's clock.
    return { writableTime: progress?.writableTime && clusterTimeParts(progress.writableTime) };
  },
  undo: async (_step, context) => {
    const { engine } = context.migration;
    if (!isCommitting(await engine.observe())) return;
    // Only a process can take a commit back; the one that was asked for it may be dead.
    await engine.launch();
    await pollEngine(context, {
      everyMs: 25,
      toleranceMs: 5_000,
      until: (seen) => !isCommitting(seen) || seen.progress?.canWrite === true,
    });
    if (isCommitting(await engine.observe())) await engine.undoCommit();
  },
};

function isCommitting({ state }: EngineObservation): boolean {
  return state === 'committing';
}

function commitRefused({ failure }: EngineObservation): EngineError {
  return new EngineError('GW824', {
    summary: 'The sync engine took the commit back',
    detail: failure?.message,
    hint: failure?.hint ?? 'It follows on; remove the cause and apply again',
  });
}
