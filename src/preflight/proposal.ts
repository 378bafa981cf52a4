/**
 * From a look at a source to a migration that makes sense for it: which engine, how large a destination, what to watch.
 * Pure; what people want is in the answers, what is so in the observation, and every choice comes with its reason.
 */
import type { EngineType } from '../engines/engine.ts';
import { formatBytes, formatCount } from '../lib/size.ts';
import type { ShardedCollection } from '../mongo/details/cluster-details.ts';
import type { ClusterObservation } from '../observe/observation.ts';
import { smallestTier } from './atlas-tiers.ts';
import { counted, seriesOf, sumOf } from './wording.ts';

export interface Answers {
  readonly name: string;
  readonly sourceVariable: string;
  readonly destination:
    | { readonly kind: 'existing'; readonly variable: string }
    | {
        readonly kind: 'atlas';
        readonly projectId: string;
        readonly clusterName: string;
        readonly provider: 'AWS' | 'AZURE' | 'GCP';
        readonly region: string;
      };
  /** Databases to migrate; all of them when there are none. */
  readonly databases: readonly string[];
  /** Declared, or left to the proposal. */
  readonly engine?: EngineType | undefined;
}

/** A value and why it is that. */
interface Reasoned<T> {
  readonly value: T;
  readonly why: readonly string[];
}

export interface Proposal {
  readonly answers: Answers;
  readonly sourceSummary: readonly string[];
  readonly engine: Reasoned<EngineType>;
  readonly atlas: AtlasProposal | undefined;
  readonly shardedCollections: readonly ShardedCollection[];
}

export interface AtlasProposal {
  readonly version: string;
  readonly isSharded: boolean;
  readonly shards: number;
  readonly tier: Reasoned<string>;
  readonly diskSizeGB: Reasoned<number>;
  readonly oplogSizeGB: Reasoned<number>;
}

/** Room for index builds, the oplog and growth. */
const headroom = 1.3;

/** WiredTiger's cache is half of the memory, and connections and sorts want some of the rest. */
const memoryPerCachedByte = 2.5;

/** Atlas gives larger disks in whole gigabytes, and no smaller one than this to M10 and above. */
const smallestDiskGB = 10;

/** Versions that new clusters in Atlas can have, from the oldest. */
const atlasVersions = ['7.0', '8.0'] as const;

export function propose(source: ClusterObservation, answers: Answers): Proposal {
  const { details, facts } = source;
  const sharding = details?.sharding.isKnown ? details.sharding.value : undefined;
  return {
    answers,
    sourceSummary: summaryOf(source),
    engine:
      answers.engine === undefined ? engineFor(source, answers) : { value: answers.engine, why: ['as asked for'] },
    atlas: answers.destination.kind === 'atlas' ? atlasFor(source, sharding?.shards.length ?? 1) : undefined,
    shardedCollections: facts.topology === 'sharded' ? (sharding?.collections ?? []) : [],
  };
}

function summaryOf({ address, facts, namespaces, oplogWindowSeconds }: ClusterObservation): readonly string[] {
  const collections = namespaces.filter(({ type }) => type !== 'view');
  const bytes = sumOf(collections, (one) => one.bytes);
  const documents = sumOf(collections, (one) => one.documents);
  const kind = { standalone: 'standalone server', replicaSet: 'replica set', sharded: 'sharded cluster' }[
    facts.topology
  ];
  return [
    `${address}: MongoDB ${facts.version}, ${kind}`,
    `${formatCount(documents)} documents, ${formatBytes(bytes)}, in ${counted(collections.length, 'collection')}`,
    ...(oplogWindowSeconds === undefined ? [] : [`oplog: ${formatCount(oplogWindowSeconds / 3600)} h so far`]),
  ];
}

function engineFor({ facts }: ClusterObservation, { destination }: Answers): Reasoned<EngineType> {
  if (facts.topology === 'standalone') {
    return {
      value: 'dumpRestore',
      why: ['a standalone server has no oplog to follow; as a replica set of one member it could be followed'],
    };
  }
  if (facts.versionNumber < 402) {
    const isAtlas = destination.kind === 'atlas';
    return isAtlas && facts.topology === 'replicaSet'
      ? { value: 'mongomirror', why: [`the source is ${facts.version}; the built-in engine needs 4.2`] }
      : { value: 'dumpRestore', why: [`the source is ${facts.version}; every online engine needs a newer one`] };
  }
  if (facts.topology === 'sharded' && facts.versionNumber >= 500) {
    return { value: 'mongosync', why: ['one process per shard, and shard keys are kept'] };
  }
  return {
    value: 'builtin',
    why: ['follows every kind of change, compares every document, and needs nothing else to be installed'],
  };
}

function atlasFor(source: ClusterObservation, shards: number): AtlasProposal {
  const { facts } = source;
  const own = seriesOf(facts.version);
  const version = atlasVersions.find((one) => Number(one) >= Number(own)) ?? atlasVersions.at(-1)!;
  const isSharded = facts.topology === 'sharded';
  return {
    version,
    isSharded,
    shards,
    tier: tierFor(source),
    diskSizeGB: diskFor(source, shards),
    oplogSizeGB: oplogFor(source),
  };
}

function tierFor({ details, namespaces }: ClusterObservation): Reasoned<string> {
  const host = details?.host.isKnown ? details.host.value : undefined;
  const cached = details?.status.isKnown ? details.status.value.cachedBytes : undefined;
  const working =
    cached ?? sumOf(namespaces, ({ storageBytes, indexBytes }) => (storageBytes ?? 0) + (indexBytes ?? 0));
  const byWork = smallestTier(working * memoryPerCachedByte, 2);
  const workWords = `${formatBytes(working)} of data are ${cached === undefined ? 'stored' : 'in memory now'}, for which ${byWork.name} would do`;
  if (host === undefined) return { value: atLeastM30(byWork.name), why: [workWords] };
  const bySource = smallestTier(host.memoryBytes, host.cores);
  return {
    value: atLeastM30(bySource.name),
    why: [`the source has ${formatBytes(host.memoryBytes)} of memory and ${counted(host.cores, 'core')}`, workWords],
  };
}

/** Smaller ones share their processors, and a copy would use up their credits. */
function atLeastM30(name: string): string {
  return name === 'M10' || name === 'M20' ? 'M30' : name;
}

function diskFor({ namespaces }: ClusterObservation, shards: number): Reasoned<number> {
  const stored = sumOf(namespaces, ({ storageBytes, indexBytes }) => (storageBytes ?? 0) + (indexBytes ?? 0));
  const gigabytes = Math.ceil((stored * headroom) / shards / 1024 ** 3 / 10) * 10;
  return {
    value: Math.max(smallestDiskGB, gigabytes),
    why: [
      `${formatBytes(stored)} of data and indexes on disk${shards > 1 ? ` over ${shards} shards` : ''}, and 30 % more`,
    ],
  };
}

function oplogFor({ namespaces, details }: ClusterObservation): Reasoned<number> {
  const own = details?.oplog.isKnown ? details.oplog.value.maxBytes : 0;
  const bytes = sumOf(namespaces, (one) => one.bytes);
  // Everything that is copied goes through the destination's oplog as well.
  const gigabytes = Math.max(1, Math.ceil(Math.max(own, bytes * 0.2) / 1024 ** 3));
  return { value: gigabytes, why: ['everything that is copied goes through it once'] };
}
