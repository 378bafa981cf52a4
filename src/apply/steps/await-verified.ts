import type { EngineVerification } from '../../engines/engine.ts';
import { EngineError, exitCodes } from '../../lib/errors.ts';
import { type ClusterTime, clusterTimeFromParts } from '../../mongo/cluster-time.ts';
import type { Migration } from '../../spec/migration.ts';
import { covers } from '../../verify/extent.ts';
import { expectSyncing } from '../expect-syncing.ts';
import { pollEngine } from '../poll-engine.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Waits until both sides were compared: once, or in a cutover up to the mark. */
export const awaitVerified: StepExecutor = {
  run: async (step, context) => {
    const isOwn = step.inputs['isOwn'] === true;
    const mark = step.inputs['isTail'] === true ? markOf(context) : undefined;
    const { engine, loaded } = context.migration;
    const asked = loaded.spec.verification.mode;
    await context.verification?.begin();
    if (mark !== undefined) await Promise.all([engine.verifyNow?.(), context.verification?.hurry()]);
    const { progress } = await pollEngine(context, {
      supervises: mark === undefined,
      ...(mark === undefined ? {} : { everyMs: 25 }),
      until: (seen) => {
        expectSyncing(seen);
        const { verification } = seen.progress ?? {};
        if (seen.state === 'following' && seen.progress !== undefined && verification === undefined)
          throw notVerifying('off', asked);
        if (verification !== undefined && asked !== 'off' && !covers(verification.extent, asked))
          throw notVerifying(verification.extent.mode, asked);
        if (isOwn) return seen.progress?.verification?.phase === 'stream hashing';
        return isVerified(seen.progress?.verification, mark);
      },
    });
    const verification = progress?.verification;
    return { comparedDocuments: verification?.comparedDocuments, mismatches: 0, ...verification?.extent };
  },
};

function isVerified(verification: EngineVerification | undefined, mark: ClusterTime | undefined): boolean {
  if (verification?.watermark === undefined) return false;
  if (mark !== undefined && verification.watermark < mark) return false;
  if (verification.mismatchCount > 0) throw mismatch(verification);
  return true;
}

function markOf({ outputs }: StepContext): ClusterTime {
  const { t, i } = outputs.get('awaitDrained')!['mark'] as { t: number; i: number };
  return clusterTimeFromParts({ t, i });
}

type Mode = Migration['verification']['mode'];

/** What the sync was begun with stays as it was. */
function notVerifying(running: Mode, asked: Mode): EngineError {
  return new EngineError('GW827', {
    summary:
      running === 'off'
        ? 'The sync was begun without verification, and the file asks for it now'
        : `The sync was begun with verification.mode: ${running}, and the file asks for ${asked} now, which shows more`,
    hint: `Set verification.mode: ${running}, or begin the sync anew`,
  });
}

function mismatch({ mismatchCount, mismatches }: EngineVerification): EngineError {
  const shown = mismatches.slice(0, 5).map(({ namespace, kind, id }) => `${namespace} _id ${id} (${kind})`);
  return new EngineError('GW823', {
    summary: `${mismatchCount} documents differ between source and destination`,
    detail: shown.join('; '),
    hint: 'Nothing was switched. See `godwit status --format json` for the list, and `godwit verify` for every document; look for writers on the destination',
    context: { mismatchCount, mismatches },
    exitCode: exitCodes.verificationMismatch,
  });
}
