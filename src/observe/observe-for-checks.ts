import { join } from 'node:path';
import { ClosingStack } from '../lib/closing-stack.ts';
import { isGodwitError, messageOf } from '../lib/errors.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import { connectCluster } from '../mongo/connect.ts';
import { isPermission } from '../mongo/failures.ts';
import type { ConnectionSettings } from '../spec/blocks/connection.ts';
import type { LoadedMigration } from '../spec/loaded-migration.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { effectiveUri } from './effective-uri.ts';
import { expectedDestination } from './expected-destination.ts';
import { namesInScope } from './names-in-scope.ts';
import { nothingBegun } from './nothing-begun.ts';
import type { ClusterObservation, Observation } from './observation.ts';
import { observe } from './observe.ts';
import { observeVisible } from './observe-cluster.ts';
import { type OpenOptions, openMigration } from './open-migration.ts';

export interface ObservedMigration {
  readonly observation: Observation;
  readonly state: MigrationState;
}

/**
 * What this version cannot carry out, a ledger that this user may not read, Atlas without credentials for it: the clusters,
 * or what the file says of them, tell more about that.
 */
const bearable: ReadonlySet<string> = new Set(['GW701', 'GW504', 'GW730']);

/**
 * All that the checks need, whether or not this version could carry the migration out: a file that asks for an engine or a
 * destination that is not there yet is looked at as far as that goes.
 */
export async function observeForChecks(
  loaded: LoadedMigration,
  options: OpenOptions,
  now: Date,
): Promise<ObservedMigration> {
  let unknown: string;
  try {
    await using migration = await openMigration(loaded, { ...options, mayBeOutOfSight: true });
    const observation = await observe(migration, now, { forChecks: true });
    return { observation, state: deriveState(observation.engine, observation.journal) };
  } catch (error) {
    const isOfNoAccount = isGodwitError(error) ? bearable.has(error.code) : isPermission(error);
    if (!isOfNoAccount) throw error;
    unknown = messageOf(error);
  }
  const observation = await observeClusters(loaded, options, now);
  if (loaded.spec.destination.kind !== 'atlas') return { observation, state: 'absent' };
  const because = { kind: 'unasked', asked: "Atlas' Admin API", role: '', detail: unknown } as const;
  return { observation: { ...observation, atlas: { isKnown: false, because } }, state: 'absent' };
}

/** The two clusters alone, as if nothing had begun. */
async function observeClusters(
  { spec, baseDirectory }: LoadedMigration,
  { env }: OpenOptions,
  now: Date,
): Promise<Observation> {
  await using stack = new ClosingStack();
  const context = { baseDirectory, env, privateDirectory: join(baseDirectory, '.godwit', spec.name, 'private') };
  let filter: NamespaceFilter | undefined;
  const look = async (settings: ConnectionSettings, role: string): Promise<ClusterObservation> => {
    const uri = await effectiveUri(settings, role, context);
    const cluster = stack.use(await connectCluster({ uri, role }));
    if (role === 'source') filter = new NamespaceFilter(spec.filters, cluster.client);
    return await observeVisible(cluster, role === 'source' ? filter : undefined, uri);
  };
  const { destination: target } = spec;
  const [source, destination] = await Promise.allSettled([
    look(spec.source, 'source'),
    target.kind === 'atlas' ? expectedDestination(target.atlas) : look(target, 'destination'),
  ]);
  if (source.status === 'rejected') throw source.reason;
  if (destination.status === 'rejected') throw destination.reason;
  return {
    takenAt: now.toISOString(),
    source: source.value,
    destination: destination.value,
    destinationInScope: await namesInScope(destination.value, filter!, spec.filters.mapping),
    ...nothingBegun(spec.engine.type),
    ledgerLocation: 'nowhere yet',
  };
}
