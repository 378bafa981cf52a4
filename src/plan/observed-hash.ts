import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { InfrastructureObservation } from '../infra/infrastructure-observation.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import { hasBegun } from '../lifecycle/progress-of-state.ts';
import type { ClusterObservation, Observation } from '../observe/observation.ts';

/** While a sync runs its states follow each other by themselves; a plan does not grow stale by that. */
const syncing: ReadonlySet<MigrationState> = new Set(['initializing', 'copying', 'buildingIndexes', 'following']);

/** Facts by name, one line each, such as `source.version: 6.0.14`. */
export type Facts = Readonly<Record<string, string>>;

/** Stands among the facts of a plan that was made before its destination could be looked at. */
export const outOfSightFact = 'destination.outOfSight';

/**
 * What a reviewer relied on (correctness rule 26): versions, topology, catalogue in scope, engine and its state, whether
 * writes are blocked. Not sizes, counts or lag. One fact for each collection, so that a plan that has grown stale can say
 * which of them changed.
 */
export function reviewedFacts(observation: Observation, state: MigrationState): Facts {
  const { source, destination, engine, journal, infrastructure, outOfSight } = observation;
  return {
    'source.version': source.facts.version,
    'source.topology': topologyOf(source),
    'source.writes': source.writes,
    ...catalogueFacts('source', source),
    // What is said of it then is what the file promises.
    ...(outOfSight === undefined ? {} : { [outOfSightFact]: outOfSight }),
    'destination.version': destination.facts.version,
    'destination.topology': topologyOf(destination),
    'destination.writes': destination.writes,
    // While syncing, the destination's catalogue is what the engine makes it.
    ...(hasBegun(state) ? { 'destination.catalogue': 'made by the sync' } : catalogueFacts('destination', destination)),
    'other engines': observation.otherEngines.map(({ type }) => type).join(' '),
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

/** `source.catalogue shop.orders`: kind, identity, and every index with its digest. */
function catalogueFacts(side: 'source' | 'destination', { namespaces }: ClusterObservation): Facts {
  const facts = namespaces.map(({ database, collection, type, uuid, indexes }) => {
    const digests = indexes.map(({ name, digest }) => `${name}=${digest}`).sort();
    return [`${side}.catalogue ${database}.${collection}`, [type, uuid, ...digests].join(' ')] as const;
  });
  return Object.fromEntries(facts.sort(([a], [b]) => (a < b ? -1 : 1)));
}
