/** Which engine can carry out a migration, and why another cannot: from what they declare, the file, and what is known of the clusters. */
import { areInAtlas } from '../mongo/atlas-hosts.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';
import type { Migration } from '../spec/migration.ts';
import type { EngineCapabilities, EngineSide } from './engine.ts';

/** Why an engine cannot, and where the file asks for it. */
export interface Misfit {
  readonly why: string;
  readonly pointer: string;
}

export interface KnownFacts {
  /** `undefined` where a side was not looked at. */
  readonly source: ClusterFacts | undefined;
  readonly destination: ClusterFacts | undefined;
  readonly hasTimeSeries: boolean;
}

type Test = (capabilities: EngineCapabilities, spec: Migration, facts: KnownFacts) => Misfit | undefined;

const tests: readonly Test[] = [
  (can, spec, facts) =>
    demand(!can.needsAtlas || isAtlas(spec, facts), 'it needs a destination in Atlas', '/destination'),
  (can, spec) =>
    demand(
      can.isOnline || spec.phase !== 'synced',
      'it cannot follow a source, so that synced is never reached',
      '/phase',
    ),
  (can, spec) => demand(can.canDetach || spec.phase !== 'detached', 'it cannot leave a copy and go', '/phase'),
  (can, { filters }) => filterMisfit(can, filters),
  (can, { filters }) =>
    demand(can.canMapNamespaces || filters.mapping.length === 0, 'it cannot rename namespaces', '/filters/mapping'),
  (can, { filters }) =>
    demand(
      can.canFilterDocuments || filters.documents.length === 0,
      'it cannot filter documents',
      '/filters/documents',
    ),
  (can, { sharding }) => demand(can.canShard || sharding === undefined, 'it does not shard collections', '/sharding'),
  (can, { destination }) =>
    demand(
      can.canKeepData || destination.existingData !== 'keep',
      'it does not keep other data of the destination',
      '/destination/existingData',
    ),
  (can, { cutover }) =>
    demand(can.canReverse || cutover.rollback.mode !== 'reverse', 'it cannot reverse', '/cutover/rollback/mode'),
  (can, _spec, { source }) => sideMisfit('source', can.source, source),
  (can, _spec, { destination }) => sideMisfit('destination', can.destination, destination),
  (can, _spec, { source, destination }) =>
    demand(
      !can.needsAlikeTopologies || !source || !destination || isSharded(source) === isSharded(destination),
      'it needs two replica sets or two sharded clusters',
      '/engine/type',
    ),
  (can, _spec, { hasTimeSeries }) =>
    demand(can.canMoveTimeSeries || !hasTimeSeries, 'it leaves time-series collections out', '/filters'),
];

/** Every reason, in the order of the file. */
export function misfitsOf(can: EngineCapabilities, spec: Migration, facts: KnownFacts): readonly Misfit[] {
  return tests.map((test) => test(can, spec, facts)).filter((misfit) => misfit !== undefined);
}

function demand(holds: boolean, why: string, pointer: string): Misfit | undefined {
  return holds ? undefined : { why, pointer };
}

function filterMisfit(can: EngineCapabilities, { include, exclude }: Migration['filters']): Misfit | undefined {
  const entries = [...include, ...exclude];
  if (entries.length === 0) return undefined;
  if (can.filters === 'none') return { why: 'it knows no filters', pointer: '/filters' };
  const hasPattern = entries.some((one) => one.databaseRegex !== undefined || one.collectionsRegex !== undefined);
  if (hasPattern && can.filters !== 'regex') {
    return { why: 'its filters know no regular expressions', pointer: '/filters' };
  }
  return can.filters === 'includes' && exclude.length > 0
    ? { why: 'it can only include, and not exclude', pointer: '/filters/exclude' }
    : undefined;
}

function sideMisfit(
  side: 'source' | 'destination',
  { oldest, newest, topologies }: EngineSide,
  facts: ClusterFacts | undefined,
): Misfit | undefined {
  if (facts === undefined) return undefined;
  const pointer = `/${side}`;
  if (facts.versionNumber < oldest) {
    return { why: `its oldest ${side} is MongoDB ${seriesOf(oldest)}, and this is ${facts.version}`, pointer };
  }
  if (newest !== undefined && facts.versionNumber > newest) {
    return { why: `its newest ${side} is MongoDB ${seriesOf(newest)}, and this is ${facts.version}`, pointer };
  }
  return demand(topologies.includes(facts.topology), `its ${side} cannot be ${topologyWords[facts.topology]}`, pointer);
}

const topologyWords: Readonly<Record<ClusterFacts['topology'], string>> = {
  standalone: 'a standalone server',
  replicaSet: 'a replica set',
  sharded: 'a sharded cluster',
};

/** 602 is written 6.2. */
export function seriesOf(versionNumber: number): string {
  return `${Math.floor(versionNumber / 100)}.${versionNumber % 100}`;
}

/** Declared as such, or by the names of its hosts. */
function isAtlas({ destination }: Migration, facts: KnownFacts): boolean {
  return destination.kind === 'atlas' || areInAtlas(facts.destination?.hosts ?? []);
}

function isSharded({ topology }: ClusterFacts): boolean {
  return topology === 'sharded';
}
