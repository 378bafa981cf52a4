import { setTimeout as delay } from 'node:timers/promises';
import type { Db, Document, Timestamp } from './driver.ts';

const askAgainMs = 50;
const patienceMs = 60_000;

/** The server answers, and does not tell its time. */
export class NoOperationTimeError extends Error {
  constructor() {
    super('The server does not tell its cluster time, as one that has not got its keys to sign it with');
  }
}

/**
 * The server's time, as of the answer to a command. A server with access control that has just been started answers without
 * one until it has its keys (6.0.27: for some 400 ms), and is asked again.
 * @throws NoOperationTimeError after a minute
 */
export async function operationTimeOf(db: Db, command: Document): Promise<Timestamp> {
  for (const endsAt = performance.now() + patienceMs; performance.now() < endsAt; await delay(askAgainMs)) {
    const { operationTime } = await db.command(command);
    if (operationTime !== undefined) return operationTime;
  }
  throw new NoOperationTimeError();
}
