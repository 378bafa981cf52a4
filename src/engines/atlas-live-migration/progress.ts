/** What Atlas tells of a live migration, which is little (contract, section 4), as ours. Pure. */
import type { LiveMigrationJob } from '../../atlas/api-types.ts';
import type { EngineObservation, EngineProgress, EngineState } from '../engine.ts';
import { unknownProgress } from '../unknown-progress.ts';
import { endOfSync, endWarning } from './deadline.ts';
import type { LiveMigrationRecord } from './record.ts';

export function stateOf(job: LiveMigrationJob, { phase }: LiveMigrationRecord): EngineState {
  switch (job.status) {
    case 'COMPLETE':
      return 'committed';
    case 'FAILED':
    case 'EXPIRED':
      return 'failed';
    case 'NEW':
      return 'initializing';
    default:
      if (phase === 'committing') return 'committing';
      // It tells a lag only while it follows.
      return job.readyForCutover === true || job.lagTimeSeconds !== undefined ? 'following' : 'copying';
  }
}

export function progressOf(job: LiveMigrationJob, record: LiveMigrationRecord, now: Date): EngineProgress {
  const state = stateOf(job, record);
  const canCommit = state === 'following' && job.readyForCutover === true;
  const warning = state === 'following' && record.readySince && endWarning(endOfSync(record.readySince), now);
  return {
    ...unknownProgress,
    lagSeconds: job.lagTimeSeconds,
    canCommit,
    whyNotCommit: canCommit ? [] : [whyNot(job, state)],
    canWrite: state === 'committed',
    warnings: warning ? [warning] : [],
  };
}

/** While Atlas cannot be asked. */
export function progressWhenSilent(reason: string): EngineProgress {
  return { ...unknownProgress, whyNotCommit: ['Atlas does not answer'], waitingFor: [reason] };
}

export function failureOf({ status }: LiveMigrationJob): EngineObservation['failure'] {
  if (status === 'FAILED') {
    return {
      code: 'GW964',
      message: 'Atlas says that the live migration FAILED',
      hint: "The reason is on the cluster's page in Atlas and in the mail about it; no API tells it. Remove the cause, then run `godwit plan`: it begins anew",
    };
  }
  if (status !== 'EXPIRED') return undefined;
  return {
    code: 'GW964',
    message: 'Atlas says that the live migration EXPIRED: nobody cut over in the 120 hours after it was ready',
    hint: 'The source is as it was. `godwit plan` shows how it begins anew; cut over within 120 hours, or press Extend Sync in Atlas',
  };
}

function whyNot({ status, lagTimeSeconds }: LiveMigrationJob, state: EngineState): string {
  if (state !== 'following') return `it is ${status ?? 'in a state that Atlas does not tell'}`;
  return lagTimeSeconds === undefined ? 'Atlas does not call it ready' : `its lag is ${lagTimeSeconds} s`;
}
