/**
 * What plan and apply know of a sync engine, and all that they know. Each engine is a folder beside this file with files
 * of the same names: `engine.ts` (the verbs), `capabilities.ts` (what it can do), `progress.ts` (its answers as ours).
 * The rules of an engine belong to its checks (src/preflight), how it is drawn to src/report.
 */
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { EngineType } from '../spec/blocks/engine.ts';

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

/** What an engine is able to do; what it cannot, `plan` refuses with the reason. */
export interface EngineCapabilities {
  readonly title: string;
  /** Follows the source while it is written to. */
  readonly isOnline: boolean;
  readonly canReverse: boolean;
  readonly canPause: boolean;
  readonly filters: 'none' | 'names' | 'wildcards' | 'regex';
  readonly canMapNamespaces: boolean;
  readonly canFilterDocuments: boolean;
  readonly canShard: boolean;
  /** The destination may hold other data. */
  readonly canKeepData: boolean;
  readonly needsAtlas: boolean;
  readonly canUsePrivateNetwork: boolean;
  readonly verification: 'none' | 'own' | 'godwit';
  /** How it is proven that everything up to a mark at the source has arrived. */
  readonly drainProof: 'clusterTime' | 'marker' | 'own';
  /** The step of a cutover behind which there is no way but forward, or through reverse. */
  readonly pointOfNoReturn: 'switch' | 'commit';
  readonly blocksSource: 'engine' | 'godwit';
  readonly blocksDestination: 'engine' | 'godwit' | 'nobody';
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
  readonly warnings: readonly string[];
}

export interface EngineVerification {
  readonly phase: string;
  readonly comparedDocuments: number;
  readonly pendingDocuments: number;
  readonly mismatchCount: number;
  readonly mismatches: readonly { readonly namespace: string; readonly kind: string; readonly id: string }[];
  /** Compared up to this source time. */
  readonly watermark: ClusterTime | undefined;
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
   * that; none is begun.
   */
  launch(): Promise<void>;
  /** Begins the sync. */
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
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
