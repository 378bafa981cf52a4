import type { EngineState } from '../engines/engine.ts';
import { UserError } from '../lib/errors.ts';
import type { OpenMigration } from '../observe/open-migration.ts';
import { ownSync } from './own-sync.ts';

/**
 * The state of a sync that may be paused, or is paused already.
 * @throws UserError GW812 where there is nothing to pause
 */
export async function pausableState(migration: OpenMigration): Promise<EngineState> {
  const { state } = await ownSync(migration);
  if (state === 'absent' || state === 'committed') throw nothingToPause(migration.loaded.name, state);
  return state;
}

/** Stops copying and following at a checkpoint; nothing happens to a sync that is paused. */
export async function pauseSync(migration: OpenMigration): Promise<void> {
  if ((await pausableState(migration)) !== 'paused') await migration.engine.pause();
}

function nothingToPause(name: string, state: 'absent' | 'committed'): UserError {
  return new UserError('GW812', {
    summary: `${name} cannot be paused: its sync ${state === 'absent' ? 'has not begun' : 'is committed'}`,
    hint: 'See `godwit status`',
  });
}
