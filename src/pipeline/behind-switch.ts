import { readJournal } from '../ledger/journal.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import { observeEngine } from '../observe/observe.ts';
import type { OpenMigration } from '../observe/open-migration.ts';

/** States in which applications may write to the destination. */
const behind: ReadonlySet<MigrationState> = new Set(['cuttingOver', 'cutOver', 'reversing', 'detached', 'complete']);

/** The state of a migration whose destination has, or may have, data of its own; `undefined` before that. */
export async function behindSwitch(migration: OpenMigration): Promise<MigrationState | undefined> {
  const [engine, entries] = await Promise.all([observeEngine(migration), migration.ledger.read()]);
  const state = deriveState(engine, readJournal(entries));
  return behind.has(state) ? state : undefined;
}
