/**
 * The actual state, as plan and checks see it: read from the systems, read-only, at one moment. A value that could not be
 * read is `undefined` and never guessed.
 */
import type { EngineObservation } from '../engines/engine.ts';
import type { EngineTrace } from '../engines/traces.ts';
import type { WaitingCutover } from '../guardian/cutover-board.ts';
import type { GuardDocument } from '../guardian/guard-document.ts';
import type { AtlasFacts } from '../infra/atlas-facts.ts';
import type { InfrastructureObservation } from '../infra/infrastructure-observation.ts';
import type { Journal } from '../ledger/journal.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';
import type { ConnectedClient } from '../mongo/connected-clients.ts';
import type { ClusterDetails } from '../mongo/details/cluster-details.ts';
import type { Observed } from '../mongo/details/observed.ts';
import type { AccountsObservation } from './missing-accounts.ts';
import type { ScanTrait } from './scan/scan-progress.ts';

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
  /** On disk, compressed; `undefined` where nobody asked. */
  readonly storageBytes?: number | undefined;
  /** Of all its indexes, on disk. */
  readonly indexBytes?: number | undefined;
  readonly options?: CollectionOptions | undefined;
  readonly indexes: readonly IndexObservation[];
}

/** Options of a collection or view that some check looks at; absent ones are absent. */
export interface CollectionOptions {
  readonly viewOn?: string | undefined;
  readonly hasValidator?: boolean | undefined;
  readonly hasCollation?: boolean | undefined;
  readonly isEncrypted?: boolean | undefined;
  /** Of a clustered or time-series collection. */
  readonly expireAfterSeconds?: number | undefined;
}

export interface IndexObservation {
  readonly name: string;
  /** Field and direction or kind, in order. */
  readonly key: readonly (readonly [field: string, kind: string])[];
  readonly isUnique: boolean;
  readonly expireAfterSeconds: number | undefined;
  /** The form in which it keeps its keys (WiredTiger's `formatVersion`); `undefined` where the server does not tell. */
  readonly keyFormat?: number | undefined;
  /** Of the whole specification: two indexes with the same digest are the same. */
  readonly digest: string;
  /** Only those that are set. */
  readonly options?: IndexOptions | undefined;
}

/** Options of an index that some check looks at. */
export interface IndexOptions {
  readonly version?: number | undefined;
  readonly isSparse?: boolean | undefined;
  readonly isHidden?: boolean | undefined;
  /** Extended JSON of the filter of a partial index. */
  readonly partialFilter?: string | undefined;
  /** Extended JSON of a collation that is not the simple one. */
  readonly collation?: string | undefined;
  /** Options that no server takes for a new index. */
  readonly unknownOptions?: readonly string[] | undefined;
}

export interface ClusterObservation {
  /** Hosts, without user and password. */
  readonly address: string;
  readonly facts: ClusterFacts;
  /** Whether users may write, as far as `setUserWriteBlockMode` is concerned. */
  readonly writes: 'allowed' | 'blocked' | 'unknown';
  readonly oplogWindowSeconds: number | undefined;
  /** Our user may write while writes are blocked; without access control nobody may. */
  readonly canBypassBlock: boolean;
  /** Who else is connected; absent where the user may not see that. */
  readonly clients: readonly ConnectedClient[] | undefined;
  /** Users' databases that are not in scope, and that a block of the whole cluster would stop. */
  readonly otherDatabases: readonly string[];
  /** In scope; of the destination, everything that users have. */
  readonly namespaces: readonly NamespaceObservation[];
  /** What checks want to know beyond; `undefined` where it was not asked for. */
  readonly details?: ClusterDetails | undefined;
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
  /** The same as Atlas has it, for the checks; `undefined` where nobody asked, or it is not in Atlas by the file. */
  readonly atlas?: Observed<AtlasFacts> | undefined;
  /** The destination's namespaces (`database.collection`) that something of the source goes to, or could. */
  readonly destinationInScope: readonly string[];
  readonly engine: EngineObservation;
  /** Syncs that other engines than that of the file have begun on this destination. */
  readonly otherEngines: readonly EngineTrace[];
  readonly journal: Journal;
  /** Names under which this migration has a ledger that does not say yet that it was renamed. */
  readonly unclaimedNames: readonly string[];
  /** Of the cutover that was begun last; the field that decides it. */
  readonly guard: GuardDocument | undefined;
  /** A cutover that waits for its gates. */
  readonly waiting: WaitingCutover | undefined;
  /** Where the ledger is kept, for people. */
  readonly ledgerLocation: string;
  /** Users and roles that the destination lacks; `undefined` where they are not to be copied. */
  readonly accounts?: Observed<AccountsObservation> | undefined;
  /** Collections of which the two sides have different numbers of documents, lastingly; `undefined` where nobody looked. */
  readonly countDifferences?: readonly CountDifference[] | undefined;
  /** Documents that others wrote to on the destination, and that differ since; `undefined` where nobody looked. */
  readonly foreignWrites?: readonly ForeignWrites[] | undefined;
  /** What a scan of all documents showed; `undefined` where nobody asked for one. */
  readonly scan?: ScanObservation | undefined;
}

export interface ForeignWrites {
  /** `database.collection`. */
  readonly namespace: string;
  /** How many of those that were looked at differ. */
  readonly documents: number;
  /** Of the one that was written last, as extended JSON. */
  readonly id: string;
}

export interface CountDifference {
  readonly database: string;
  readonly collection: string;
  /** Documents on the source. */
  readonly source: number;
  readonly destination: number;
  /** Of the destination, beyond those of the source. */
  readonly difference: number;
}

export interface ScanObservation {
  readonly documents: number;
  readonly found: readonly ScanFinding[];
}

/** Documents of one collection that have something in common that not everybody takes. */
export interface ScanFinding {
  readonly trait: ScanTrait;
  readonly namespace: string;
  /** Where it is a matter of an index. */
  readonly index?: string | undefined;
  readonly count: number;
  /** `_id`s of the first few, as extended JSON. */
  readonly first: readonly string[];
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
