/**
 * What the checks want to know of a cluster beyond its catalogue, each part for itself: a user who may not see one thing
 * still learns about the others.
 */
import type { Observed } from './observed.ts';

export interface ClusterDetails {
  /** How it is connected to. */
  readonly connection: ConnectionFacts;
  /** Whom we are, and what that user may do. */
  readonly user: Observed<UserFacts>;
  /** Whether collections and indexes could be listed; what they are is told apart. */
  readonly catalogue: Observed<true>;
  readonly featureVersion: Observed<FeatureVersion>;
  /** Of the replica set; behind a mongos not to be seen. */
  readonly members: Observed<readonly Member[]>;
  readonly oplog: Observed<OplogFacts>;
  readonly indexBuilds: Observed<readonly IndexBuild[]>;
  readonly host: Observed<HostFacts>;
  readonly disk: Observed<DiskFacts>;
  readonly status: Observed<ServerStatusFacts>;
  /** Server parameters that checks look at, by name. */
  readonly parameters: Observed<Readonly<Record<string, unknown>>>;
  readonly clients: Observed<readonly ConnectedClient[]>;
  readonly accounts: Observed<readonly Account[]>;
  /** Databases whose profiler is on. */
  readonly profiled: Observed<readonly string[]>;
  /** All databases by name, those of servers and tools included. */
  readonly databases: Observed<readonly string[]>;
  /** Known and `undefined` on replica sets. */
  readonly sharding: Observed<ShardingFacts | undefined>;
  /** Of the collections that were looked at. */
  readonly searchIndexes: Observed<readonly SearchIndex[]>;
  /** Whether search indexes can be made at all; `undefined` where that is not known. */
  readonly hasSearch?: boolean | undefined;
  /** Queries (their shapes, as the server words them) for which settings are kept. */
  readonly querySettings: Observed<readonly string[]>;
  readonly certificates: Observed<readonly Certificate[]>;
  /** Members that the others reach and this machine does not. */
  readonly unreachable: Observed<readonly string[]>;
}

/** What a connection string says, secrets apart. */
export interface ConnectionFacts {
  readonly isSrv: boolean;
  readonly hasTls: boolean;
  readonly isLoopback: boolean;
  readonly hosts: readonly string[];
  /** Options by name in lower case, of those that hold no secret. */
  readonly options: Readonly<Record<string, string>>;
}

export interface UserFacts {
  /** Absent where the server has no access control. */
  readonly name: string | undefined;
  readonly database: string | undefined;
  readonly roles: readonly string[];
  readonly privileges: readonly Privilege[];
}

export interface Privilege {
  readonly resource: Resource;
  readonly actions: readonly string[];
}

/** As `connectionStatus` shows it; empty names stand for all. */
export interface Resource {
  readonly cluster?: boolean;
  readonly anyResource?: boolean;
  readonly db?: string;
  readonly collection?: string;
}

export interface FeatureVersion {
  /** As in `6.0`. */
  readonly version: string;
  /** Set while it is being changed. */
  readonly targetVersion: string | undefined;
}

export interface Member {
  readonly host: string;
  /** As in `PRIMARY`. */
  readonly state: string;
  readonly isHealthy: boolean;
  readonly isArbiter: boolean;
  readonly votes: number;
  readonly delaySeconds: number;
}

export interface OplogFacts {
  readonly usedBytes: number;
  readonly maxBytes: number;
  /** Between the oldest and the newest entry. */
  readonly spanSeconds: number;
  /** How fast it was filled when it was filled fastest; absent where that is not known. */
  readonly peakBytesPerSecond?: number | undefined;
}

export interface IndexBuild {
  readonly namespace: string;
  readonly indexes: readonly string[];
  readonly seconds: number;
}

export interface SearchIndex {
  /** `database.collection`. */
  readonly namespace: string;
  readonly name: string;
  /** `search` or `vectorSearch`. */
  readonly type: string;
  /** As it was given. */
  readonly definition: Readonly<Record<string, unknown>>;
  /** As in `BUILDING`, `READY` or `FAILED`. */
  readonly status?: string | undefined;
  readonly isQueryable?: boolean | undefined;
}

export interface HostFacts {
  readonly memoryBytes: number;
  readonly cores: number;
}

export interface DiskFacts {
  readonly totalBytes: number;
  readonly freeBytes: number;
}

export interface ServerStatusFacts {
  readonly storageEngine: string;
  readonly supportsCommittedReads: boolean;
  readonly availableConnections: number;
  /** Transactions over several documents, since the server started. */
  readonly transactions?: number | undefined;
  /**
   * Requests by operation codes that servers from 5.1 on do not know, since the server started
   * (`opcounters.deprecated`, which 5.0 has once there was one).
   */
  readonly legacyRequests?: number | undefined;
  /** Of the data that is in memory now: what is worked with, once a server has run for a while. */
  readonly cachedBytes?: number | undefined;
  /** The server's clock minus ours, as well as one question can tell. */
  readonly clockSkewMs: number;
  /** Half the time that the question took: what the skew may be wrong by. */
  readonly clockUncertaintyMs: number;
}

export interface ConnectedClient {
  readonly driver: string;
  readonly version: string;
  readonly application: string;
  readonly connections: number;
}

export interface Account {
  /** `database.user`. */
  readonly id: string;
  readonly roles: readonly string[];
  /** `setUserWriteBlockMode` does not stop this user. */
  readonly bypassesWriteBlock: boolean;
  /** As in `SCRAM-SHA-256`; none of a user that has no password here. */
  readonly mechanisms?: readonly string[] | undefined;
}

export interface ShardingFacts {
  readonly shards: readonly string[];
  readonly balancerMode: string;
  readonly hasBalancerWindow: boolean;
  /** Namespaces with zone ranges. */
  readonly zonedNamespaces: readonly string[];
  readonly collections: readonly ShardedCollection[];
  /** Shards that are being emptied, so that they can be removed. */
  readonly draining: readonly string[];
  /** Namespaces whose shard key is being changed. */
  readonly resharding: readonly string[];
  /** Indexes that some shards lack, or have otherwise: `namespace index`. */
  readonly unequalIndexes: readonly string[];
}

export interface ShardedCollection {
  readonly namespace: string;
  readonly key: readonly (readonly [field: string, kind: string])[];
  readonly isUnique: boolean;
}

export interface Certificate {
  /** What it is for: `server HOST`, `client`, `CA`. */
  readonly what: string;
  /** ISO 8601. */
  readonly validTo: string;
}
