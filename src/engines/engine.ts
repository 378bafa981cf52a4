/**
 * What plan and apply know of a sync engine, and all that they know. Each engine is a folder beside this file with files
 * of the same names: `engine.ts` (the verbs), `capabilities.ts` (what it can do), `progress.ts` (its answers as ours).
 * The rules of an engine belong to its checks (src/preflight), how it is drawn to src/report.
 */
import type { ClusterFacts } from '../mongo/cluster-facts.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { EngineType } from '../spec/blocks/engine.ts';
import type { VerificationExtent } from '../sync/verification-port.ts';

export type { EngineType };

/** Where an engine's sync stands, in godwit's words. */
export type EngineState =
  | 'absent'
  | 'initializing'
  | 'copying'
  | 'buildingIndexes'
  | 'following'
  | 'paused'
  | 'committing'
  | 'committed'
  | 'reversing'
  | 'failed';

/**
 * `clusterTime`: its adapter tells up to which source time everything is applied. `own`: its commit waits for that by
 * itself, or nothing has to be waited for.
 */
export type DrainProof = 'clusterTime' | 'own';

/** What an engine is able to do; what it cannot, `plan` refuses with the reason. */
export interface EngineCapabilities {
  readonly title: string;
  /** Follows the source while it is written to. */
  readonly isOnline: boolean;
  readonly canReverse: boolean;
  readonly canPause: boolean;
  /** Can end as a copy while the source goes on. */
  readonly canDetach: boolean;
  /** A copy that was interrupted goes on where it was; where not, it starts over. */
  readonly resumesCopy: boolean;
  readonly filters: 'none' | 'includes' | 'wildcards' | 'regex';
  readonly canMapNamespaces: boolean;
  readonly canFilterDocuments: boolean;
  readonly canShard: boolean;
  /** The destination may hold other data. */
  readonly canKeepData: boolean;
  readonly needsAtlas: boolean;
  /** A person starts and commits it, where nobody else can; apply tells them what to do, and waits. */
  readonly needsPerson?: boolean;
  readonly canUsePrivateNetwork: boolean;
  /** Of those that do not verify, `beside` tells how far it is, so that a verification of ours can go on beside it. */
  readonly verification: 'none' | 'own' | 'godwit' | 'beside';
  /** How it is proven that everything up to a mark at the source has arrived. */
  readonly drainProof: DrainProof;
  /** The step of a cutover behind which there is no way but forward, or through reverse. */
  readonly pointOfNoReturn: 'switch' | 'commit';
  readonly blocksSource: 'engine' | 'godwit';
  /** Its end may allow writes on the source again, which somebody else had blocked. */
  readonly liftsBlock?: boolean;
  readonly blocksDestination: 'engine' | 'godwit' | 'nobody';
  /** Who stops the balancers of sharded clusters for the time of the sync, and starts them again. */
  readonly stopsBalancers: 'engine' | 'godwit';
  /** Its process is ours to end; one that was reached by URL is not. */
  readonly canStop: boolean;
  readonly source: EngineSide;
  readonly destination: EngineSide;
  /** Source and destination have to be both replica sets or both sharded. */
  readonly needsAlikeTopologies: boolean;
  readonly canMoveTimeSeries: boolean;
  readonly canMoveUsers: boolean;
  /** For people who choose. */
  readonly profile: EngineProfile;
}

/** The servers that an engine works with. */
export interface EngineSide {
  /** Major and minor as one number, as in `ClusterFacts.versionNumber`. */
  readonly oldest: number;
  /** The newest series that it is known to work with; `undefined` where there is no known limit. */
  readonly newest: number | undefined;
  readonly topologies: readonly ClusterFacts['topology'][];
}

/** What cannot be checked and still decides which engine to take. */
export interface EngineProfile {
  /** What has to be there before it can start. */
  readonly setup: string;
  /** Where its process runs. */
  readonly runsWhere: string;
  /** For how long writes are stopped. */
  readonly downtime: string;
  readonly tunables: readonly string[];
  readonly licence: string;
}

/** What an engine tells of its sync; `undefined` where it does not tell, rather than a guess. */
export interface EngineProgress {
  readonly copiedBytes: number | undefined;
  readonly totalBytes: number | undefined;
  readonly copiedDocuments: number | undefined;
  readonly totalDocuments: number | undefined;
  readonly copyBytesPerSecond: number | undefined;
  readonly eventsPerSecond: number | undefined;
  readonly eventsApplied: number | undefined;
  readonly lagSeconds: number | undefined;
  readonly indexesBuilt: number | undefined;
  readonly indexesTotal: number | undefined;
  readonly canCommit: boolean;
  readonly whyNotCommit: readonly string[];
  /** Applications may write to the destination. */
  readonly canWrite: boolean;
  /** Everything at the source up to this time is applied. */
  readonly appliedTime: ClusterTime | undefined;
  /** The destination's clock when writes were allowed. */
  readonly writableTime: ClusterTime | undefined;
  readonly verification: EngineVerification | undefined;
  /** Why it waits, in words. */
  readonly waitingFor: readonly string[];
  /** Nothing moves although the source does, and why; only told by engines that notice. */
  readonly stuck?: string | undefined;
  readonly warnings: readonly string[];
  /** Changes that were read and wait on disk; only told by engines that keep them there. */
  readonly spool?: EngineSpool | undefined;
  /** Only told by engines that tell it for each. */
  readonly collections?: CollectionsProgress | undefined;
}

export interface EngineSpool {
  readonly bytes: number;
  readonly maxBytes: number;
  /** It holds what happened between these times on the source, of which the earlier part may be applied already. */
  readonly from: ClusterTime;
  readonly until: ClusterTime;
}

/** How far the collections in scope are: how many are in each state, and those that matter most at the moment. */
export interface CollectionsProgress {
  readonly total: number;
  readonly pending: number;
  readonly copying: number;
  /** Copied, and followed. */
  readonly live: number;
  /** Those that are being copied, then those to come, then those that change most; not more than some tens. */
  readonly shown: readonly CollectionProgress[];
}

export interface CollectionProgress {
  readonly namespace: string;
  readonly state: string;
  /** Unknown where it was copied before the present run of the engine, or came into being meanwhile. */
  readonly copiedDocuments: number | undefined;
  readonly totalDocuments: number | undefined;
  readonly copiedBytes: number | undefined;
  readonly totalBytes: number | undefined;
  readonly changesApplied: number | undefined;
}

export interface EngineVerification {
  readonly extent: VerificationExtent;
  readonly phase: string;
  readonly comparedDocuments: number;
  readonly pendingDocuments: number;
  readonly mismatchCount: number;
  readonly mismatches: readonly UnequalDocument[];
  /** Of the destination, overwritten or removed since they differed; absent where nothing is repaired. */
  readonly repaired?: { readonly count: number; readonly documents: readonly UnequalDocument[] } | undefined;
  /** Compared up to this source time. */
  readonly watermark: ClusterTime | undefined;
}

/** A document that differs, or had differed. */
export interface UnequalDocument {
  readonly namespace: string;
  readonly kind: string;
  readonly id: string;
}

/** What is there of an engine's sync, read from where it is and never remembered. */
export interface EngineObservation {
  readonly type: EngineType;
  readonly state: EngineState;
  /** Its process answers. An engine that does not may still have a sync to go on with. */
  readonly isRunning: boolean;
  /** Where its process is or was: an address, or words. */
  readonly location: string | undefined;
  readonly startedAt: string | undefined;
  /** It syncs from the destination back to the source. */
  readonly isReversed?: boolean | undefined;
  /** Once it is committed, a sync the other way round can be begun. */
  readonly isReversible?: boolean | undefined;
  readonly progress: EngineProgress | undefined;
  readonly failure: { readonly code: string; readonly message: string; readonly hint: string | undefined } | undefined;
  /** In what the sync that was begun differs from what the file asks for now; absent where the engine does not tell. */
  readonly otherOptions?: readonly OtherOption[] | undefined;
  /** Load limits that the file asks for and the sync does not have yet; they can be changed while it runs. */
  readonly otherLoad?: OtherOption | undefined;
  /** Why the sync cannot be gone on with, so that what it copied has to be removed and it begins anew. */
  readonly mustStartOver?: string | undefined;
  /**
   * The source's oplog rolled over its position, which is this time (ISO): `repair` goes on with what is copied.
   */
  readonly lostChangesSince?: string | undefined;
  /** Why it paused by itself, in words; absent where somebody paused it. */
  readonly pausedFor?: string | undefined;
  /** When whoever runs it ends it by itself, unless it is cut over before; ISO 8601. */
  readonly endsAt?: string | undefined;
  /** What the sync was begun with, where the engine tells: compared with the file when a sync of others is adopted. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** An option of a sync that was settled when it began; values as JSON. */
export interface OtherOption {
  readonly option: string;
  readonly running: string;
  readonly asked: string;
  /** It decides which documents arrive. */
  readonly changesData: boolean;
}

/** `cutover`: nobody writes to the source any more. `detach`: the source goes on, the destination becomes a copy. */
export type CommitMode = 'cutover' | 'detach';

export interface CommitOptions {
  /** `reverse` is going to be asked for. */
  readonly isReversible: boolean;
}

/** One engine, made for one migration. */
export interface Engine {
  readonly type: EngineType;
  readonly capabilities: EngineCapabilities;
  observe(): Promise<EngineObservation>;
  /**
   * Starts its process, or reaches the one that runs, and returns when it takes commands. A sync that was begun goes on by
   * that, unless it was paused or has failed; none is begun.
   */
  launch(): Promise<void>;
  /** Begins the sync. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Sets the load limits of the file, while the sync goes on; where it can. */
  changeLoad?(): Promise<void>;
  /** After changes were lost: follows anew from now, compares everything and repairs what differs; where it can. */
  repair?(): Promise<void>;
  /** Called again and again by a run that waits: what is observed follows from it. Absent where the engine tells by itself. */
  pulse?(): Promise<void>;
  /** Has the verification do now what it puts off; absent where nothing is put off. */
  verifyNow?(): Promise<void>;
  /** Begins the commit; `observe` tells how it goes. */
  commit(mode: CommitMode, options?: CommitOptions): Promise<void>;
  /** Takes a commit back as long as nobody has switched; only where the point of no return is the switch. */
  undoCommit(): Promise<void>;
  /** Finishes a commit that waits for the switch; nothing where the engine finishes by itself. */
  finishCommit(): Promise<void>;
  /** Turns a committed sync round, from the moment on at which writes were allowed. */
  reverse(): Promise<void>;
  /** Ends its process; the sync could be gone on with. */
  stop(): Promise<void>;
  /** Removes everything that it keeps on the clusters for itself. */
  removeMetadata(): Promise<void>;
}
