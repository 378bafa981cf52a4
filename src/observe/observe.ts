/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import { readJournal } from '../ledger/journal.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { Observation } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import type { OpenMigration } from './open-migration.ts';

export interface ObserveOptions {
  /** Look at all that checks need, too. */
  readonly forChecks?: boolean;
}

export async function observe(
  migration: OpenMigration,
  now: Date,
  { forChecks = false }: ObserveOptions = {},
): Promise<Observation> {
  const { loaded, source, destination, sourceUri, destinationUri, engine, ledger } = migration;
  const filter = new NamespaceFilter(loaded.spec.filters, source.client);
  const [sourceSeen, destinationSeen, engineSeen, entries] = await Promise.all([
    observeCluster(source, filter, forChecks ? sourceUri : undefined),
    observeCluster(destination, undefined, forChecks ? destinationUri : undefined),
    engine.observe(),
    ledger.read(),
  ]);
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    destination: destinationSeen,
    engine: engineSeen,
    journal: readJournal(entries),
    ledgerLocation: ledger.location,
  };
}
