import type { EngineObservation, EngineState } from '../engines/engine.ts';
import type { Journal } from '../ledger/journal.ts';
import type { MigrationState } from './migration-state.ts';

/** What an engine's state means for the migration, were it not for the ledger. */
const byEngine: Readonly<Record<EngineState, MigrationState>> = {
  absent: 'provisioned',
  initializing: 'initializing',
  copying: 'copying',
  buildingIndexes: 'buildingIndexes',
  following: 'following',
  paused: 'paused',
  committing: 'cuttingOver',
  committed: 'cutOver',
  reversing: 'reversing',
  failed: 'failed',
};

/**
 * The migration's state, from what the engine and the ledger say now. The engine knows what it does; only the ledger knows
 * what a commit was for, that a cutover is half done, and that a migration without metadata was once completed.
 */
export function deriveState(observed: EngineObservation, journal: Journal): MigrationState {
  if (journal.open !== undefined) return 'cuttingOver';
  const engine = isSeenCommitted(observed, journal) ? { ...observed, state: 'committed' as const } : observed;
  if (engine.state === 'absent' && isCompleted(journal)) return 'complete';
  if (engine.state === 'committed' && journal.ended.get('detach') === 'done') return 'detached';
  if (engine.isReversed === true && engine.state !== 'absent') return reversedState(engine.state);
  return byEngine[engine.state];
}

/**
 * A process that was ended may not have written down how far it had come; the ledger has: a cutover is done when the engine
 * was seen to have committed. To plan a second cutover then would be wrong.
 */
function isSeenCommitted({ state, isRunning }: EngineObservation, { entries }: Journal): boolean {
  if (state !== 'committing' || isRunning) return false;
  const last = entries.findLast((entry) => entry.kind === 'transactionEnded');
  return last?.kind === 'transactionEnded' && last.outcome === 'done' && last.transaction !== 'rollback';
}

/** A sync back that is paused or has failed is the way back all the same. */
function reversedState(state: EngineState): MigrationState {
  if (state === 'committed') return 'rolledBack';
  return state === 'committing' ? 'cuttingOver' : 'reversing';
}

/** The state to go on from when the open transaction has been taken back. */
export function stateWhenUndone({ state, isReversed }: EngineObservation): MigrationState {
  if (isReversed === true) return state === 'committed' ? 'rolledBack' : 'reversing';
  return state === 'committing' ? 'following' : byEngine[state];
}

/**
 * The last step that was begun removes the metadata, and the metadata is gone: whether or not the run lived to write down
 * that it succeeded.
 */
function isCompleted({ entries }: Journal): boolean {
  const last = entries.findLast((entry) => entry.kind === 'stepStarted' && !afterTheEnd.test(entry.step));
  return last?.kind === 'stepStarted' && last.step === 'removeMetadata';
}

/** Steps on the infrastructure, and on balancers, may come after the metadata is gone, then and ever after. */
const afterTheEnd = /^(?:startBalancer|applyResource|addTemporaryAccess|awaitDestination|removeSyncUsers)(?::|$)/;
