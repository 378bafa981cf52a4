import type { EngineObservation } from '../engines/engine.ts';
import { readJournal } from '../ledger/journal.ts';
import { UserError } from '../lib/errors.ts';
import { foreignSync } from '../lifecycle/foreign-sync.ts';
import { observeEngine } from '../observe/observe.ts';
import type { OpenMigration } from '../observe/open-migration.ts';

/**
 * The engine's sync, for commands that change it without a plan.
 * @throws UserError GW717 when it is another migration's
 */
export async function ownSync(migration: OpenMigration): Promise<EngineObservation> {
  const [engine, entries] = await Promise.all([observeEngine(migration), migration.ledger.read()]);
  const why = foreignSync(engine, readJournal(entries), migration.source.facts, migration.loaded.spec.engine.adopt);
  if (why === undefined) return engine;
  throw new UserError('GW717', {
    summary: `The sync on the destination (${migration.destination.address}) is not that of ${migration.loaded.name}: ${why}`,
    hint: 'Run the command with the file and the ledger of the migration that began it',
  });
}
