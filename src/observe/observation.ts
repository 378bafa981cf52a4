/**
 * The actual state, as plan and checks see it: read from the systems, read-only, at one moment. A value that could not be
 * read is `undefined` and never guessed.
 */
import type { EngineObservation } from '../engines/engine.ts';
import type { InfrastructureObservation } from '../infra/infrastructure-observation.ts';
import type { Journal } from '../ledger/journal.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';

/** A collection or view in the migration's scope. */
export interface NamespaceObservation {
  readonly database: string;
  readonly collection: string;
  readonly type: 'collection' | 'view' | 'timeseries';
  readonly uuid: string;
  readonly isCapped: boolean;
  readonly isClustered: boolean;
  readonly documents: number;
  /** Of the documents, uncompressed. */
  readonly bytes: number;
  readonly indexes: readonly IndexObservation[];
}

export interface IndexObservation {
  readonly name: string;
  /** Field and direction or kind, in order. */
  readonly key: readonly (readonly [field: string, kind: string])[];
  readonly isUnique: boolean;
  readonly expireAfterSeconds: number | undefined;
  /** Of the whole specification: two indexes with the same digest are the same. */
  readonly digest: string;
}

export interface ClusterObservation {
  /** Hosts, without user and password. */
  readonly address: string;
  readonly facts: ClusterFacts;
  /** Whether users may write, as far as `setUserWriteBlockMode` is concerned. */
  readonly writes: 'allowed' | 'blocked' | 'unknown';
  readonly oplogWindowSeconds: number | undefined;
  /** In scope; of the destination, everything that users have. */
  readonly namespaces: readonly NamespaceObservation[];
}

/** Why a destination that godwit provisions cannot be looked at yet. */
export type OutOfSight = 'absent' | 'noLogin' | 'unreachable';

export interface Observation {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly source: ClusterObservation;
  /** While it is out of sight: what the file says that it will be. */
  readonly destination: ClusterObservation;
  readonly outOfSight?: OutOfSight | undefined;
  /** Of a destination in Atlas that godwit provisions. */
  readonly infrastructure?: InfrastructureObservation | undefined;
  readonly engine: EngineObservation;
  readonly journal: Journal;
  /** Where the ledger is kept, for people. */
  readonly ledgerLocation: string;
}

/** Sums over namespaces, for people. */
export interface SizeSummary {
  readonly databases: number;
  readonly collections: number;
  readonly views: number;
  readonly documents: number;
  readonly bytes: number;
  readonly indexes: number;
}

export function sizeSummary(namespaces: readonly NamespaceObservation[]): SizeSummary {
  const collections = namespaces.filter(({ type }) => type !== 'view');
  return {
    databases: new Set(namespaces.map(({ database }) => database)).size,
    collections: collections.length,
    views: namespaces.length - collections.length,
    documents: collections.reduce((sum, { documents }) => sum + documents, 0),
    bytes: collections.reduce((sum, { bytes }) => sum + bytes, 0),
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
  };
}
