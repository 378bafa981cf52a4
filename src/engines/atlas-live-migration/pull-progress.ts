/** What both clusters show of a pull migration, as ours. Pure. */
import type { WriteState } from '../../mongo/write-block.ts';
import type { EngineObservation, EngineProgress, EngineState } from '../engine.ts';
import { unknownProgress } from '../unknown-progress.ts';
import { endOfSync, endWarning } from './deadline.ts';
import type { PullMark } from './pull-marks.ts';
import type { LiveMigrationRecord } from './record.ts';

/** What was looked at. */
export interface PullEvidence {
  readonly record: LiveMigrationRecord | undefined;
  /** What mongosync, which Atlas runs, has written down on the destination; absent too where we may not see it. */
  readonly mongosync: EngineState | undefined;
  /** Atlas keeps others from writing to the destination as long as it works on it. */
  readonly writes: WriteState;
  /** The mark on the source, and as it has arrived. */
  readonly sent: PullMark | undefined;
  readonly arrived: PullMark | undefined;
  /** Unique indexes of the source that are not unique on the destination: it has not been committed. */
  readonly isUniqueMissing: boolean;
  /** Writes on the source since the person was asked for the cutover. */
  readonly lateWrites: readonly string[];
}

/** Behind by no more, it is ready to be cut over to. */
const readyAtSeconds = 10;

/** A migration that Atlas works on; before the record of it, too. */
export function hasPullBegun({ record, mongosync, writes, arrived }: PullEvidence): boolean {
  return record !== undefined || mongosync !== undefined || writes === 'blocked' || arrived !== undefined;
}

export function pullState(evidence: PullEvidence): EngineState {
  const { record, arrived } = evidence;
  if (!hasPullBegun(evidence)) return 'absent';
  if (record?.isDone === true) return 'committed';
  if (isLetGo(evidence)) {
    if (record?.phase !== 'committing' || evidence.lateWrites.length > 0) return 'failed';
    return 'committing';
  }
  if (record?.phase === 'committing') return 'committing';
  // The first one that arrives may be part of the copy; another one after it was followed.
  const { firstMark } = record ?? {};
  return firstMark !== undefined && arrived !== undefined && arrived.number > firstMark ? 'following' : 'copying';
}

/** Whether Atlas has carried the cutover out, which is written down once, when a run sees it. */
export function isCutOver(evidence: PullEvidence): boolean {
  const { record, mongosync, isUniqueMissing, lateWrites } = evidence;
  if (record?.phase !== 'committing' || !isLetGo(evidence)) return false;
  return (mongosync === undefined || mongosync === 'committed') && !isUniqueMissing && lateWrites.length === 0;
}

function isLetGo({ record, writes }: PullEvidence): boolean {
  return record?.wasClosed === true && writes === 'allowed';
}

export function pullProgress(evidence: PullEvidence, now: Date): EngineProgress {
  const state = pullState(evidence);
  const { record, arrived } = evidence;
  const isFollowing = state === 'following' || state === 'committing';
  const lagSeconds = isFollowing ? lagOf(evidence) : undefined;
  const canCommit = state === 'following' && lagSeconds !== undefined && lagSeconds <= readyAtSeconds;
  const warning = state === 'following' && record?.readySince && endWarning(endOfSync(record.readySince), now);
  return {
    ...unknownProgress,
    lagSeconds,
    canCommit,
    whyNotCommit: canCommit ? [] : [lagSeconds === undefined ? `it is ${state}` : `its lag is ${lagSeconds} s`],
    canWrite: state === 'committed',
    appliedTime: isFollowing ? arrived?.time : undefined,
    waitingFor: waitingFor(state, evidence),
    warnings: warning ? [warning] : [],
  };
}

export function pullFailure(state: EngineState, lateWrites: readonly string[]): EngineObservation['failure'] {
  if (state !== 'failed') return undefined;
  if (lateWrites.length > 0) {
    return {
      code: 'GW881',
      message: `The source was written to after the cutover had been asked for, so nothing is switched: ${lateWrites.join('; ')}`,
      hint: "The destination lacks those writes. The cluster's page in Atlas tells whether it was cut over or cancelled: after a cancelled one, begin anew with a migration of another name into an empty cluster; after a cutover, bring them over (`godwit verify --repair`) and switch the applications by hand",
    };
  }
  return {
    code: 'GW881',
    message: 'Atlas has let go of the destination, and godwit had not asked for the cutover',
    hint: "The cluster's page in Atlas tells whether somebody cut over, cancelled it, or it expired; godwit cannot, and touches nothing. Where it was cancelled, remove the file of this migration to give it up, and begin anew into an empty cluster",
  };
}

/** Between the mark that was sent last and the one that has arrived. */
function lagOf({ sent, arrived }: PullEvidence): number | undefined {
  if (sent === undefined || arrived === undefined) return undefined;
  return Math.max(0, Math.round((sent.at.getTime() - arrived.at.getTime()) / 1000));
}

function waitingFor(state: EngineState, { isUniqueMissing, writes }: PullEvidence): readonly string[] {
  if (state !== 'committing') return [];
  return isUniqueMissing && writes === 'allowed'
    ? [
        'unique indexes of the source, which the destination does not have: was the migration cancelled in place of a cutover?',
      ]
    : ['a person who presses "Cut Over" on the page of the cluster in Atlas, and for Atlas to carry that out'];
}
