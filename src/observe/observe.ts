/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import type { EngineObservation } from '../engines/engine.ts';
import { readTraces } from '../engines/traces.ts';
import { CutoverBoard } from '../guardian/cutover-board.ts';
import { GuardStore } from '../guardian/guard-document.ts';
import { readJournal } from '../ledger/journal.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import { MongoError } from '../mongo/driver.ts';
import { explainFailure } from '../mongo/explain-failure.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { namesInScope } from './names-in-scope.ts';
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
  const [sourceSeen, destinationSeen, engineSeen, traces, entries, unclaimedNames, guard, { waiting }] =
    await Promise.all([
      explained('source', source, observeCluster(source, filter, forChecks ? sourceUri : undefined)),
      explained(
        'destination',
        destination,
        observeCluster(destination, undefined, forChecks ? destinationUri : undefined),
      ),
      observeEngine(migration),
      explained('destination', destination, readTraces(destination.client)),
      ledger.read(),
      ledger.unclaimedNames(),
      explained('destination', destination, new GuardStore(destination.client).read(loaded.name)),
      explained('destination', destination, new CutoverBoard(destination.client, loaded.name).read()),
    ]);
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    destination: destinationSeen,
    destinationInScope: await namesInScope(destinationSeen, filter, loaded.spec.filters.mapping),
    engine: engineSeen,
    otherEngines: traces.filter(({ type }) => type !== engine.type),
    journal: readJournal(entries),
    unclaimedNames,
    guard,
    waiting,
    ledgerLocation: ledger.location,
  };
}

/** The engine's part alone: what its sync is doing. */
export async function observeEngine({ engine, destination }: OpenMigration): Promise<EngineObservation> {
  return await explained('destination', destination, engine.observe());
}

/** What has to be granted for looking and for the sync that follows, so that it does not fail one step later. */
const roles = {
  source: 'readAnyDatabase and clusterMonitor (a cutover needs clusterManager and restore as well)',
  destination: 'readWriteAnyDatabase, dbAdminAnyDatabase, clusterMonitor and restore',
} as const;

/** @throws UserError GW504 for a missing privilege, EnvironmentError GW505 when no server answers any more, GW506 otherwise */
export async function explained<T>(
  side: keyof typeof roles,
  { address }: ConnectedCluster,
  looking: Promise<T>,
): Promise<T> {
  try {
    return await looking;
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    throw explainFailure(error, {
      code: 'GW506',
      summary: `The ${side} (${address}) cannot be looked at`,
      role: roles[side],
      hint: 'Nothing was changed. Run the same command again when it answers',
    });
  }
}
