import type { StepExecutors } from './step-executor.ts';
import { abandonSync } from './steps/abandon-sync.ts';
import { addTemporaryAccess } from './steps/add-temporary-access.ts';
import { allowWrites } from './steps/allow-writes.ts';
import { applyResource } from './steps/apply-resource.ts';
import { armGuardian } from './steps/arm-guardian.ts';
import { awaitDestination } from './steps/await-destination.ts';
import { awaitDrained } from './steps/await-drained.ts';
import { awaitSilence } from './steps/await-silence.ts';
import { awaitSynced } from './steps/await-synced.ts';
import { awaitVerified } from './steps/await-verified.ts';
import { beginSwitch } from './steps/begin-switch.ts';
import { blockSource } from './steps/block-source.ts';
import { changeLoad } from './steps/change-load.ts';
import { checkGates } from './steps/check-gates.ts';
import { claimLedger } from './steps/claim-ledger.ts';
import { clearCopy } from './steps/clear-copy.ts';
import { clearDestination } from './steps/clear-destination.ts';
import { closeDestination } from './steps/close-destination.ts';
import { commitSync } from './steps/commit-sync.ts';
import { compareData } from './steps/compare-data.ts';
import { compareQueries } from './steps/compare-queries.ts';
import { copyAccounts } from './steps/copy-accounts.ts';
import { copyOffline } from './steps/copy-offline.ts';
import { createAtlasAccounts } from './steps/create-atlas-accounts.ts';
import { createSearchIndexes } from './steps/create-search-indexes.ts';
import { createSyncUser } from './steps/create-sync-user.ts';
import { finishCommit } from './steps/finish-commit.ts';
import { launchEngine } from './steps/launch-engine.ts';
import { removeMetadata } from './steps/remove-metadata.ts';
import { removeSyncUsers } from './steps/remove-sync-users.ts';
import { repairSync } from './steps/repair-sync.ts';
import { resumeSync } from './steps/resume-sync.ts';
import { runHook } from './steps/run-hook.ts';
import { settleInfrastructure } from './steps/settle-infrastructure.ts';
import { startBalancer } from './steps/start-balancer.ts';
import { startSync } from './steps/start-sync.ts';
import { stopBalancer } from './steps/stop-balancer.ts';
import { stopEngine } from './steps/stop-engine.ts';
import { turnRound } from './steps/turn-round.ts';
import { undoTransaction } from './steps/undo-transaction.ts';
import { warmDestination } from './steps/warm-destination.ts';
import { watchCutover } from './steps/watch-cutover.ts';

/** Who carries out which kind of step; a kind without an executor does not compile. */
export const executors: StepExecutors = {
  applyResource,
  addTemporaryAccess,
  createSyncUser,
  awaitDestination,
  settleInfrastructure,
  removeSyncUsers,
  claimLedger,
  undoTransaction,
  clearDestination,
  closeDestination,
  stopBalancer,
  startBalancer,
  launchEngine,
  startSync,
  copyOffline,
  clearCopy,
  abandonSync,
  resumeSync,
  repairSync,
  changeLoad,
  awaitSynced,
  awaitVerified,
  compareData,
  copyAccounts,
  createAtlasAccounts,
  createSearchIndexes,
  compareQueries,
  checkGates,
  warmDestination,
  armGuardian,
  runHook,
  blockSource,
  awaitDrained,
  commitSync,
  awaitSilence,
  beginSwitch,
  allowWrites,
  finishCommit,
  turnRound,
  stopEngine,
  watchCutover,
  removeMetadata,
};
