import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../lib/errors.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { SyncRun } from './sync-run.ts';
import type { VerificationStatus } from './verification-port.ts';

const askEveryMs = 50;

/**
 * Waits until everything up to the mark was compared, where the sync is verified: a commit by mongosync's contract ends
 * only when the verifier agrees.
 * @throws EngineError GW991 when it does not
 */
export async function awaitAgreement(run: SyncRun, mark: ClusterTime, signal: AbortSignal): Promise<void> {
  const { verification } = run;
  if (verification === undefined) return;
  const { limits } = run.context;
  limits.set('commit', 'told', 'everything is compared before the commit');
  try {
    for (;;) {
      signal.throwIfAborted();
      verification.hurry();
      const status = verification.status();
      if (status.watermark !== undefined && status.watermark >= mark) return refuseMismatches(status);
      await delay(askEveryMs, undefined, { signal });
    }
  } finally {
    limits.set('commit', 'told', undefined);
  }
}

function refuseMismatches({ mismatchCount, mismatches }: VerificationStatus): void {
  if (mismatchCount === 0) return;
  const first = mismatches.slice(0, 3).map(({ namespace, kind, id }) => `${id} of ${namespace} is ${kind}`);
  throw new EngineError('GW991', {
    summary: `The destination differs from the source in ${mismatchCount} document(s), so the sync is not committed`,
    detail: first.join('; '),
    hint: 'See `verifier` in the progress; the sync follows on. Repair what differs (`godwit verify --repair`), or find who writes to the destination',
  });
}
