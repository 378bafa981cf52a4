import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOfLog, findProgram, startProgram } from '../engines/process/program.ts';
import { GuardStore } from '../guardian/guard-document.ts';
import { EnvironmentError } from '../lib/errors.ts';
import type { OpenMigration } from '../observe/open-migration.ts';

const name = 'guardian';
const readyTimeoutMs = 30_000;

/**
 * Starts the guardian of a cutover apart from us, since it has to outlive us, and returns when it watches.
 * @returns who it is, for people
 * @throws EnvironmentError GW713 when it does not come to that; nothing is blocked yet
 */
export async function startGuardian(
  migration: OpenMigration,
  transaction: string,
  signal: AbortSignal,
): Promise<string> {
  const { command, workDirectory, sourceUri, destinationUri, destination, loaded } = migration;
  const directory = join(workDirectory, 'engine');
  const order = {
    source: sourceUri.reveal(),
    destination: destinationUri.reveal(),
    migration: loaded.name,
    transaction,
  };
  await startProgram({
    name,
    command: [...command, 'guard', '--order', '-'],
    input: JSON.stringify(order),
    directory,
  });
  const store = new GuardStore(destination.client);
  const giveUpAt = performance.now() + readyTimeoutMs;
  for (;;) {
    const guard = await store.read(loaded.name);
    if (guard?.transaction === transaction && guard.standingBy !== undefined) return guard.standingBy;
    const hasEnded = (await findProgram(directory, name)) === undefined;
    if (hasEnded || performance.now() > giveUpAt) throw notWatching(await endOfLog(directory, name), directory);
    await delay(50, undefined, { signal });
  }
}

function notWatching(said: string, directory: string): EnvironmentError {
  return new EnvironmentError('GW713', {
    summary: 'The guardian of the cutover could not be started, so that nobody would unblock writes if this run died',
    detail: said === '' ? undefined : said,
    hint: `Nothing was blocked. See ${join(directory, `${name}.log`)}`,
  });
}
