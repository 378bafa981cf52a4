import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { InfrastructureObservation } from '../infra/infrastructure-observation.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { ClusterObservation, Observation } from '../observe/observation.ts';

/** While a sync runs its states follow each other by themselves; a plan does not grow stale by that. */
const syncing: ReadonlySet<MigrationState> = new Set(['initializing', 'copying', 'buildingIndexes', 'following']);

/**
 * What a reviewer relied on (correctness rule 26): versions, topology, catalogue in scope, engine and its state, whether
 * writes are blocked. Not sizes, counts or lag.
 */
export function reviewedFacts(observation: Observation, state: MigrationState): Readonly<Record<string, string>> {
  const { source, destination, engine, journal, infrastructure } = observation;
  const hasBegun = state !== 'absent' && state !== 'provisioned';
  return {
    'source.version': source.facts.version,
    'source.topology': topologyOf(source),
    'source.writes': source.writes,
    'source.catalogue': catalogueOf(source),
    'destination.version': destination.facts.version,
    'destination.topology': topologyOf(destination),
    'destination.writes': destination.writes,
    // While syncing, the destination's catalogue is what the engine makes it.
    'destination.catalogue': hasBegun ? 'made by the sync' : catalogueOf(destination),
    engine: `${engine.type} since ${engine.startedAt ?? 'never'}`,
    state: syncing.has(state) ? 'syncing' : state,
    transaction: journal.open?.transaction ?? 'none',
    ...(infrastructure === undefined ? {} : { infrastructure: infrastructureOf(infrastructure) }),
  };
}

export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}

function infrastructureOf({ stage, cluster, changes, login }: InfrastructureObservation): string {
  const planned = changes.map(({ address, action, differences }) => ({ address, action, differences }));
  return `${stage}, ${cluster ?? 'absent'}, ${login}, ${hashOf(planned)}`;
}

function topologyOf({ facts }: ClusterObservation): string {
  return `${facts.topology} ${facts.setName ?? ''} fcv ${facts.featureCompatibilityVersion ?? 'unknown'}`;
}

function catalogueOf({ namespaces }: ClusterObservation): string {
  const lines = namespaces.map(({ database, collection, type, uuid, indexes }) => {
    const digests = indexes.map(({ name, digest }) => `${name}=${digest}`).sort();
    return [`${database}.${collection}`, type, uuid, ...digests].join(' ');
  });
  return hashOf(lines.sort());
}
