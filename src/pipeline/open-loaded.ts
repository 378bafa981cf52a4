import { type OpenMigration, openMigration } from '../observe/open-migration.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { interruptible } from './interruptible.ts';
import { programCommand } from './program-command.ts';
import type { RunContext } from './run-context.ts';

/**
 * Connects to everything that a migration has; given up as soon as the user interrupts.
 * @param mayBeOutOfSight whether the caller can deal with a destination that has yet to be made
 */
export async function openLoaded(
  loaded: LoadedMigration,
  { env, signal }: Pick<RunContext, 'env' | 'signal'>,
  { lockTimeoutMs }: { readonly lockTimeoutMs: number },
  mayBeOutOfSight = false,
): Promise<OpenMigration> {
  const options = { env, signal, lockTimeoutMs, mayBeOutOfSight, command: programCommand() };
  return await interruptible(
    signal,
    async () => await openMigration(loaded, options),
    async (late) => await late[Symbol.asyncDispose](),
  );
}
