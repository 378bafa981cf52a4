import type { EngineType } from '../../engines/engine.ts';
import { removeTraces } from '../../engines/traces.ts';
import { EngineError } from '../../lib/errors.ts';
import type { StepExecutor } from '../step-executor.ts';

/** Gives up the sync of another engine that the file no longer names: only what it keeps for itself is removed here. */
export const abandonSync: StepExecutor = {
  run: async (step, { migration, verifyLock }) => {
    const type = step.inputs['engine'] as EngineType;
    await verifyLock();
    const alive = await removeTraces(type, migration.destination.client, migration.workDirectory);
    if (alive !== undefined) throw stillRuns(type, alive);
    return { abandoned: type };
  },
};

function stillRuns(type: EngineType, where: string): EngineError {
  return new EngineError('GW944', {
    summary: `The ${type} engine still works on this destination (${where})`,
    hint: 'Stop it there, then run `godwit apply` again',
  });
}
