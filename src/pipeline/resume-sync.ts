import type { EngineState } from '../engines/engine.ts';
import { UserError } from '../lib/errors.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { ownSync } from './own-sync.ts';

/**
 * The state of a sync that may be told to go on, whether or not it has to be.
 * @throws UserError GW812 where there is nothing to resume
 */
export async function resumableState(migration: OpenMigration): Promise<EngineState> {
  const { state } = await ownSync(migration);
  if (state === 'absent' || state === 'committed') throw nothingToResume(migration.loaded.name, state);
  return state;
}

/** Lets a paused or failed sync go on at its checkpoint; its process is started where it does not run. */
export async function resumeSync(migration: OpenMigration): Promise<void> {
  const { engine } = migration;
  await resumableState(migration);
  await engine.launch();
  const { state: launched } = await engine.observe();
  if (launched === 'paused' || launched === 'failed') await engine.resume();
}

function nothingToResume(name: string, state: 'absent' | 'committed'): UserError {
  return new UserError('GW812', {
    summary: `${name} cannot be resumed: its sync ${state === 'absent' ? 'has not begun' : 'is committed'}`,
    hint: state === 'absent' ? 'Begin it with `godwit apply`' : 'See `godwit status`',
  });
}
