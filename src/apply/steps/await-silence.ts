import { EnvironmentError, exitCodes } from '../../lib/errors.ts';
import { clusterTimeFromParts, clusterTimeOfResumeToken, timestampOf } from '../../mongo/cluster-time.ts';
import type { ChangeStreamDocument } from '../../mongo/driver.ts';
import { isInternalCollection, isInternalDatabase } from '../../mongo/namespace.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { markSource } from '../../sync/commit.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

const shown = 3;

/**
 * Right before the switch: nothing in scope was written on the source since the mark. Users with bypass are not stopped by
 * a write block, and what they write now would be lost (correctness rule 21).
 */
export const awaitSilence: StepExecutor = {
  run: async (_step, context) => {
    const { loaded } = context.migration;
    const source = context.closing;
    const filter = new NamespaceFilter(loaded.spec.filters, source.client);
    const until = await markSource(source.client);
    const stream = source.client.watch([{ $project: { documentKey: 1, ns: 1, operationType: 1, clusterTime: 1 } }], {
      startAtOperationTime: timestampOf(markOf(context) + 1n),
      maxAwaitTimeMS: 100,
      batchSize: 1_000,
    });
    const late: string[] = [];
    try {
      for (let reached = 0n; reached < until; ) {
        context.signal.throwIfAborted();
        const event = await stream.tryNext();
        if (event !== null && (await isInScope(event, filter))) late.push(describe(event));
        if (event === null) reached = reachedBy(stream.resumeToken) ?? reached;
        if (late.length >= shown) break;
      }
    } finally {
      await stream.close();
    }
    if (late.length > 0) throw lateWrites(late);
    return { silentUntil: String(until) };
  },
};

function markOf({ outputs }: StepContext): bigint {
  return clusterTimeFromParts(outputs.get('awaitDrained')!['mark'] as { t: number; i: number });
}

function reachedBy(token: unknown): bigint | undefined {
  const { _data } = (token ?? {}) as { _data?: unknown };
  return typeof _data === 'string' ? clusterTimeOfResumeToken(_data) : undefined;
}

async function isInScope(event: ChangeStreamDocument, filter: NamespaceFilter): Promise<boolean> {
  const { db, coll } = ('ns' in event ? event.ns : {}) as { db?: string; coll?: string };
  if (db === undefined || isInternalDatabase(db)) return false;
  if (coll === undefined) return await filter.mayCoverDatabase(db);
  return !isInternalCollection(coll) && (await filter.covers({ db, coll }));
}

function describe(event: ChangeStreamDocument): string {
  const { db, coll } = ('ns' in event ? event.ns : {}) as { db?: string; coll?: string };
  const id = 'documentKey' in event ? ` _id ${JSON.stringify(event.documentKey?._id)}` : '';
  return `${event.operationType} in ${db}.${coll ?? ''}${id}`;
}

function lateWrites(late: readonly string[]): EnvironmentError {
  return new EnvironmentError('GW833', {
    summary: 'The source was written to behind the mark, so nothing is switched',
    detail: `${late.join('; ')}; users with bypassWriteBlockingMode (root, restore) are not stopped by a write block`,
    hint: 'Stop that writer, then run `godwit apply` again; the sync follows on and has what it wrote',
    exitCode: exitCodes.gateNotMet,
  });
}
