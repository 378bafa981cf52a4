import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, messageOf, UserError } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { isPermission } from '../../mongo/failures.ts';
import { setUserWriteBlock, writesOf } from '../../mongo/write-block.ts';
import type { StepExecutor } from '../step-executor.ts';

const attempts = 5;

/** Stops the writes of everyone without `bypassWriteBlockingMode` on the whole source cluster. */
export const blockSource: StepExecutor = {
  run: async (_step, { closing, signal, now, verifyLock, guard }) => {
    await guard.describe({ kind: 'server' });
    await setBlock(closing.client, true, async () => {
      signal.throwIfAborted();
      // Nobody would own the block of a run that slept, and was taken over meanwhile.
      await verifyLock();
      await guard.verify();
    });
    return { blockedAt: now().toISOString() };
  },
  undo: async (_step, { closing }) => {
    await setBlock(closing.client, false);
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
      await setUserWriteBlock(client, isBlocked);
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
  return new UserError('GW830', {
    summary: 'The user of the source may not block writes',
    detail: messageOf(cause),
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
