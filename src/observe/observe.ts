/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import { CutoverBoard } from '../guardian/cutover-board.ts';
import { GuardStore } from '../guardian/guard-document.ts';
import { readJournal } from '../ledger/journal.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { Observation } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import type { OpenMigration } from './open-migration.ts';

export async function observe(migration: OpenMigration, now: Date): Promise<Observation> {
  const { loaded, source, destination, engine, ledger } = migration;
  const filter = new NamespaceFilter(loaded.spec.filters, source.client);
  const [sourceSeen, destinationSeen, engineSeen, entries, guard, { waiting }] = await Promise.all([
    observeCluster(source, filter),
    observeCluster(destination, undefined),
    engine.observe(),
    ledger.read(),
    new GuardStore(destination.client).read(loaded.name),
    new CutoverBoard(destination.client, loaded.name).read(),
  ]);
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    destination: destinationSeen,
    engine: engineSeen,
    journal: readJournal(entries),
    guard,
    waiting,
    ledgerLocation: ledger.location,
  };
}
