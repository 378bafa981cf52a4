/** Reads the actual state of one migration, everything at the same time, changing nothing. */
import type { EngineObservation, EngineType } from '../engines/engine.ts';
import { readTraces } from '../engines/traces.ts';
import { CutoverBoard } from '../guardian/cutover-board.ts';
import { GuardStore } from '../guardian/guard-document.ts';
import type { InfrastructureObservation } from '../infra/infrastructure-observation.ts';
import { stageFor } from '../infra/stage-for.ts';
import { type Journal, readJournal } from '../ledger/journal.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { ConnectedCluster } from '../mongo/connect.ts';
import { observed } from '../mongo/details/observed.ts';
import { MongoError } from '../mongo/driver.ts';
import { explainFailure } from '../mongo/explain-failure.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { expectedDestination } from './expected-destination.ts';
import { namesInScope } from './names-in-scope.ts';
import { nothingBegun } from './nothing-begun.ts';
import type { Observation, OutOfSight } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';
import type { OpenMigration } from './open-migration.ts';

export interface ObserveOptions {
  /** Look at all that checks need, too. */
  readonly forChecks?: boolean;
  /** Ask Terraform as well what it would do, which takes seconds; the signal stops it. */
  readonly planning?: AbortSignal | undefined;
}

export async function observe(
  migration: OpenMigration,
  now: Date,
  { forChecks = false, planning }: ObserveOptions = {},
): Promise<Observation> {
  const { loaded, infrastructure, source, sourceUri, ledger, outOfSight } = migration;
  const { spec } = loaded;
  const filter = new NamespaceFilter(spec.filters, source.client);
  // The credentials of the destination may reach the source's project, too.
  const askAtlas = infrastructure && (async (hosts: readonly string[]) => await infrastructure.searchIndexesOf(hosts));
  const [sourceSeen, there, atlas, entries, unclaimedNames] = await Promise.all([
    explained('source', source, observeCluster(source, filter, forChecks ? sourceUri : undefined, askAtlas)),
    observeThere(migration, forChecks),
    forChecks ? infrastructure && observed(atlasQuestion, async () => await infrastructure.facts()) : undefined,
    ledger.read(),
    ledger.unclaimedNames(),
  ]);
  const journal = readJournal(entries);
  return {
    takenAt: now.toISOString(),
    source: sourceSeen,
    ...there,
    destinationInScope: await namesInScope(there.destination, filter, spec.filters.mapping),
    outOfSight,
    atlas,
    infrastructure: planning && (await observeInfrastructure(migration, there.engine, journal, planning)),
    journal,
    unclaimedNames,
    ledgerLocation: ledger.location,
  };
}

const atlasQuestion = { asked: "Atlas' Admin API", role: '' } as const;

/** What the destination tells, of itself and of the sync into it. */
type SeenThere = Pick<Observation, 'destination' | 'engine' | 'otherEngines' | 'guard' | 'waiting'>;

async function observeThere(migration: OpenMigration, forChecks: boolean): Promise<SeenThere> {
  const { spec, name } = migration.loaded;
  if (migration.outOfSight !== undefined && spec.destination.kind === 'atlas') {
    return nothingThere(spec.destination.atlas, migration.outOfSight, spec.engine.type);
  }
  const { destination, destinationUri, engine } = migration;
  const { client } = destination;
  const [seen, engineSeen, traces, guard, { waiting }] = await Promise.all([
    explained(
      'destination',
      destination,
      observeCluster(destination, undefined, forChecks ? destinationUri : undefined),
    ),
    observeEngine(migration),
    explained('destination', destination, readTraces(client)),
    explained('destination', destination, new GuardStore(client).read(name)),
    explained('destination', destination, new CutoverBoard(client, name).read()),
  ]);
  // mongosync is what Atlas runs, before anything of ours is on the destination.
  const isAtlas = engine.capabilities.needsPerson === true;
  const otherEngines = traces.filter(({ type }) => type !== engine.type && !(isAtlas && type === 'mongosync'));
  return { destination: seen, engine: engineSeen, otherEngines, guard, waiting };
}

/** As the file describes it, with nothing begun. */
function nothingThere(atlas: AtlasDestination, outOfSight: OutOfSight, type: EngineType): SeenThere {
  const destination = expectedDestination(atlas, outOfSight);
  return { ...nothingBegun(type), destination };
}

/** What it should be follows from where the migration stands. */
async function observeInfrastructure(
  { infrastructure, outOfSight, loaded }: OpenMigration,
  engine: EngineObservation,
  journal: Journal,
  signal: AbortSignal,
): Promise<InfrastructureObservation | undefined> {
  const { phase } = loaded.spec;
  const stage = outOfSight === undefined ? stageFor(deriveState(engine, journal), phase) : { outOfSight, phase };
  return await infrastructure?.observe(stage, signal);
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
