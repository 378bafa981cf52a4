/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import { readTraces } from '../engines/traces.ts';
import { readJournal } from '../ledger/journal.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { Observation } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import type { OpenMigration } from './open-migration.ts';

export async function observe(migration: OpenMigration, now: Date): Promise<Observation> {
  const { loaded, source, destination, engine, ledger } = migration;
  const filter = new NamespaceFilter(loaded.spec.filters, source.client);
  const [sourceSeen, destinationSeen, engineSeen, traces, entries] = await Promise.all([
    observeCluster(source, filter),
    observeCluster(destination, undefined),
    engine.observe(),
    readTraces(destination.client),
    ledger.read(),
  ]);
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    destination: destinationSeen,
    engine: engineSeen,
    otherEngines: traces.filter(({ type }) => type !== engine.type),
    journal: readJournal(entries),
    ledgerLocation: ledger.location,
  };
}
