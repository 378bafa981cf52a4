import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError, messageOf, UserError } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { refusedCommand } from '../mongo/explain-failure.ts';
import { isPermission } from '../mongo/failures.ts';
import { setUserWriteBlock, writesOf } from '../mongo/write-block.ts';

const attempts = 5;

export const mayNotBlockCode = 'GW830';

/** Blocks or allows user writes, and makes sure that it is so. */
export async function setBlock(
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
  return new UserError(mayNotBlockCode, {
    summary: 'Our user may not block writes',
    detail: refusedCommand(messageOf(cause)),
    hint: 'Grant it a role with the cluster actions setUserWriteBlockMode and bypassWriteBlockingMode (the roles root and restore have them)',
    cause,
  });
}

function cannotBlock(isBlocked: boolean, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW831', {
    summary: isBlocked ? 'Writes could not be blocked' : 'Writes could not be allowed again',
    detail: messageOf(cause),
    hint: isBlocked
      ? 'Look for open transactions and index builds: db.currentOp({ "transaction": { $exists: true } })'
      : 'Do it by hand at once: db.adminCommand({ setUserWriteBlockMode: 1, global: false })',
    cause,
  });
}
