import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import { clusterTimeFromParts } from '../../mongo/cluster-time.ts';
import { scopeOf } from '../../sync/catalog/scope.ts';
import { writesSince } from '../../sync/writes-since.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/**
 * Right before the switch: nothing in scope was written on the source since the mark. Users with bypass are not stopped by
 * a write block, and what they write now would be lost (correctness rule 21).
 */
export const awaitSilence: StepExecutor = {
  run: async (_step, context) => {
    const { closing, migration } = context;
    const source = closing.client;
    const { filters } = migration.loaded.spec;
    const isTurned = closing === migration.destination;
    const { filter } = scopeOf({ filter: filters, mapping: filters.mapping, isTurned }, source);
    const { writes, until } = await writesSince(source, markOf(context), filter, context.signal);
    if (writes.length > 0) throw lateWrites(writes);
    return { silentUntil: String(until) };
  },
};

function markOf({ outputs }: StepContext): bigint {
  return clusterTimeFromParts(outputs.get('awaitDrained')!['mark'] as { t: number; i: number });
}

function lateWrites(late: readonly string[]): EnvironmentError {
  return new EnvironmentError('GW833', {
    summary: 'The source was written to behind the mark, so nothing is switched',
    detail: `${late.join('; ')}; users with bypassWriteBlockingMode (root, restore) are not stopped by a write block`,
    hint: 'Stop that writer, then run `godwit apply` again; the sync follows on and has what it wrote',
    exitCode: exitCodes.gateNotMet,
  });
}
