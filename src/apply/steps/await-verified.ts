import type { EngineVerification } from '../../engines/engine.ts';
import { EngineError, exitCodes } from '../../lib/errors.ts';
import { type ClusterTime, clusterTimeFromParts } from '../../mongo/cluster-time.ts';
import type { VerificationExtent } from '../../sync/verification-port.ts';
import { covers, extentOf, notCompared } from '../../verify/extent.ts';
import { expectSyncing } from '../expect-syncing.ts';
import { lookAgain } from '../look-again.ts';
import { pollEngine } from '../poll-engine.ts';
import { repairedOutput } from '../repaired-output.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';

/** Waits until both sides were compared: once, or in a cutover up to the mark. */
export const awaitVerified: StepExecutor = {
  run: async (step, context) => {
    const isOwn = step.inputs['isOwn'] === true;
    const mark = step.inputs['isTail'] === true ? markOf(context) : undefined;
    const { loaded } = context.migration;
    const asked = extentOf(loaded.spec.verification);
    await context.verification?.begin();
    if (mark !== undefined) await lookAgain(context);
    const { progress } = await pollEngine(context, {
      supervises: mark === undefined,
      ...(mark === undefined ? {} : { everyMs: 25 }),
      until: (seen) => {
        expectSyncing(seen);
        const { verification } = seen.progress ?? {};
        if (seen.state === 'following' && seen.progress !== undefined && verification === undefined)
          throw notVerifying(undefined, asked);
        if (verification !== undefined && asked !== undefined && !covers(verification.extent, asked))
          throw notVerifying(verification.extent, asked);
        if (isOwn) return seen.progress?.verification?.phase === 'stream hashing';
        return isVerified(seen.progress?.verification, mark);
      },
    });
    if (mark !== undefined) await context.verification?.endRepairs();
    const verification = progress?.verification;
    return {
      comparedDocuments: verification?.comparedDocuments,
      mismatches: 0,
      ...verification?.extent,
      ...repairedOutput(verification ?? {}),
    };
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

/** What the sync was begun with stays as it was. */
function notVerifying(running: VerificationExtent | undefined, asked: VerificationExtent | undefined): EngineError {
  const mode = running?.mode ?? 'off';
  if (running !== undefined && covers({ mode } as VerificationExtent, { mode: asked?.mode } as VerificationExtent)) {
    return new EngineError('GW827', {
      summary: 'The sync was begun with collections in verification.exclude that the file has compared now',
      detail: notCompared(running).join(''),
      hint: 'Leave them in verification.exclude, or begin the sync anew; `godwit verify --namespace NAME` compares them by themselves',
    });
  }
  return new EngineError('GW827', {
    summary:
      running === undefined
        ? 'The sync was begun without verification, and the file asks for it now'
        : `The sync was begun with verification.mode: ${mode}, and the file asks for ${asked?.mode} now, which shows more`,
    hint: `Set verification.mode: ${mode}, or begin the sync anew`,
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
