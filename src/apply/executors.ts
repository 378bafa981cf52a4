import type { StepExecutors } from './step-executor.ts';
import { addTemporaryAccess } from './steps/add-temporary-access.ts';
import { applyResource } from './steps/apply-resource.ts';
import { awaitDestination } from './steps/await-destination.ts';
import { awaitDrained } from './steps/await-drained.ts';
import { awaitSynced } from './steps/await-synced.ts';
import { awaitVerified } from './steps/await-verified.ts';
import { beginSwitch } from './steps/begin-switch.ts';
import { blockSource } from './steps/block-source.ts';
import { checkGates } from './steps/check-gates.ts';
import { commitSync } from './steps/commit-sync.ts';
import { createSyncUser } from './steps/create-sync-user.ts';
import { finishCommit } from './steps/finish-commit.ts';
import { launchEngine } from './steps/launch-engine.ts';
import { removeMetadata } from './steps/remove-metadata.ts';
import { removeSyncUsers } from './steps/remove-sync-users.ts';
import { resumeSync } from './steps/resume-sync.ts';
import { runHook } from './steps/run-hook.ts';
import { settleInfrastructure } from './steps/settle-infrastructure.ts';
import { startSync } from './steps/start-sync.ts';
import { stopEngine } from './steps/stop-engine.ts';
import { undoTransaction } from './steps/undo-transaction.ts';

/** Who carries out which kind of step; a kind without an executor does not compile. */
export const executors: StepExecutors = {
  applyResource,
  addTemporaryAccess,
  createSyncUser,
  awaitDestination,
  settleInfrastructure,
  removeSyncUsers,
  undoTransaction,
  launchEngine,
  startSync,
  resumeSync,
  awaitSynced,
  awaitVerified,
  checkGates,
  runHook,
  blockSource,
  awaitDrained,
  commitSync,
  beginSwitch,
  finishCommit,
  stopEngine,
  removeMetadata,
};
