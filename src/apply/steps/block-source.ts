import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, isGodwitError, messageOf, UserError } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { refusedCommand } from '../../mongo/explain-failure.ts';
import { isPermission } from '../../mongo/failures.ts';
import { writesOf } from '../../observe/observe-cluster.ts';
import type { StepExecutor } from '../step-executor.ts';

const attempts = 5;

const mayNotBlockCode = 'GW830';

/**
 * The command takes the global lock and queues behind open transactions; while it queues, even reads wait. So it gets two
 * seconds, then others get their turn (correctness rule 20).
 */
const maxTimeMs = 2_000;

/** Stops the writes of everyone without `bypassWriteBlockingMode` on the whole source cluster. */
export const blockSource: StepExecutor = {
  run: async (_step, { migration, signal, now, verifyLock }) => {
    await setBlock(migration.source.client, true, async () => {
      signal.throwIfAborted();
      // Nobody would own the block of a run that slept, and was taken over meanwhile.
      await verifyLock();
    });
    return { blockedAt: now().toISOString() };
  },
  undo: async (_step, { migration }) => {
    try {
      await setBlock(migration.source.client, false);
    } catch (error) {
      // Whoever may not block has not blocked; what an earlier run did as somebody else can be seen.
      const isMissing = isGodwitError(error) && error.code === mayNotBlockCode;
      if (!isMissing || (await writesOf(migration.source.client)) !== 'allowed') throw error;
    }
  },
};

/** Blocks or allows user writes, and makes sure that it is so. */
async function setBlock(
  client: MongoClient,
  isBlocked: boolean,
  beforeEach: () => Promise<void> = async () => {},
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await beforeEach();
    try {
      await client.db('admin').command({ setUserWriteBlockMode: 1, global: isBlocked, maxTimeMS: maxTimeMs });
      break;
    } catch (error) {
      if (isPermission(error)) throw mayNotBlock(error);
      if (attempt === attempts) throw cannotBlock(isBlocked, error);
      await delay(500);
    }
  }
  const writes = await writesOf(client);
  if (writes === (isBlocked ? 'allowed' : 'blocked')) throw cannotBlock(isBlocked, new Error(`writes are ${writes}`));
}

function mayNotBlock(cause: unknown): UserError {
  return new UserError(mayNotBlockCode, {
    summary: 'The user of the source may not block writes',
    detail: refusedCommand(messageOf(cause)),
    hint: 'Grant it a role with the cluster actions setUserWriteBlockMode and bypassWriteBlockingMode (the roles root and restore have them)',
    cause,
  });
}

function cannotBlock(isBlocked: boolean, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW831', {
    summary: isBlocked
      ? 'Writes could not be blocked on the source'
      : 'Writes could not be allowed on the source again',
    detail: messageOf(cause),
    hint: isBlocked
      ? 'Look for open transactions and index builds: db.currentOp({ "transaction": { $exists: true } })'
      : 'Do it by hand at once: db.adminCommand({ setUserWriteBlockMode: 1, global: false })',
    cause,
  });
}
