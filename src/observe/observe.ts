/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import { stageFor } from '../infra/stage-for.ts';
import { readJournal } from '../ledger/journal.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { expectedDestination, idleEngine } from './expected-destination.ts';
import type { Observation } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import type { OpenMigration } from './open-migration.ts';

/** @param planning given by those who want to know what Terraform would do as well, which takes seconds: stops it */
export async function observe(migration: OpenMigration, now: Date, planning?: AbortSignal): Promise<Observation> {
  const { loaded, source, ledger, infrastructure, outOfSight } = migration;
  const { spec } = loaded;
  const filter = new NamespaceFilter(spec.filters, source.client);
  const [sourceSeen, [destinationSeen, engineSeen], entries] = await Promise.all([
    observeCluster(source, filter),
    observeDestination(migration),
    ledger.read(),
  ]);
  const journal = readJournal(entries);
  // What the infrastructure should be follows from where the migration stands.
  const stage =
    outOfSight === undefined
      ? stageFor(deriveState(engineSeen, journal), spec.phase)
      : { outOfSight, phase: spec.phase };
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    destination: destinationSeen,
    outOfSight,
    infrastructure: planning && (await infrastructure?.observe(stage, planning)),
    engine: engineSeen,
    journal,
    ledgerLocation: ledger.location,
  };
}

async function observeDestination(migration: OpenMigration) {
  const { spec } = migration.loaded;
  if (migration.outOfSight !== undefined && spec.destination.kind === 'atlas') {
    return [expectedDestination(spec.destination.atlas), idleEngine(spec.engine.type)] as const;
  }
  const { destination, engine } = migration;
  return await Promise.all([observeCluster(destination, undefined), engine.observe()]);
}
