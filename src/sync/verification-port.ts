/**
 * What the engine and a verifier have to do with each other. The engine tells what changed and how far it is; the verifier
 * reads both sides itself. It lies above this folder (src/verify), serves other engines too, and shares nothing with the
 * copy.
 */
import type { BsonValue } from '../mongo/bson/value.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { Document, MongoClient, ReadPreference } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import type { FilterEntry } from './catalog/namespace-filter.ts';

/** A collection that is to be the same on both sides. */
export interface VerifiableCollection {
  /** Tells it from an earlier or later collection of the same name. */
  readonly id: string;
  readonly source: Namespace;
  readonly destination: Namespace;
  /** Documents at its head may be gone on one side only. */
  readonly isCapped: boolean;
  /** A query: of the source, only documents that match are meant. */
  readonly match?: Document | undefined;
}

/** How much is compared: every document, a share of them, or only how many there are; and of which collections nothing is. */
export type VerificationExtent = (
  | { readonly mode: 'full' }
  | { readonly mode: 'sample'; readonly samplePercent: number }
  | { readonly mode: 'counts' }
) & { readonly exclude?: readonly FilterEntry[] | undefined };

/** A sync that can be looked at while it runs. */
export interface VerifiableSync {
  readonly extent: VerificationExtent;
  /** Collections that are compared at the same time; the verification's own choice when absent. */
  readonly parallelism?: number | undefined;
  /** What may be in memory of both sides, of all collections together; the verification's own measure when absent. */
  readonly memoryBytes?: number | undefined;
  readonly source: MongoClient;
  readonly destination: MongoClient;
  /** Collections whose documents are all there. */
  collections(): readonly VerifiableCollection[];
  /** All collections in scope are among `collections`. */
  isComplete(): boolean;
  /** Everything at the source up to this time is on the destination. */
  appliedTime(): ClusterTime;
  whenApplied(time: ClusterTime): Promise<void>;
  /** Which members of the source may be read from for a scan; the primary when absent. */
  scanReadPreference?(): ReadPreference;
  /** Waits as long as the load limits ask for, before so many bytes more are read. */
  beforeScanning?(bytes: number): Promise<void>;
  /** Changes were lost: all that differs is to be repaired, where otherwise it is told. */
  readonly isBehindGap?: boolean;
  /**
   * What differs for certain is repaired and compared again, where otherwise it is told. Only while nobody but the sync
   * may write to the destination.
   */
  readonly repairsMismatches?: boolean;
  /** Brings documents to what the source has; absent where nothing is written. */
  repair?(collectionId: string, ids: readonly BsonValue[]): Promise<void>;
  /** What `repairsMismatches` had repaired before this verification began. */
  readonly repairedBefore?: RepairedDocuments | undefined;
  /** Called before documents are repaired for `repairsMismatches`, with all of them so far. */
  beforeRepair?(repaired: RepairedDocuments): Promise<void>;
  readonly signal: AbortSignal;
}

/** A verification that goes on beside a sync. */
export interface RunningVerification {
  /** Begins to read; called once, when the sync can be asked. */
  start(): void;
  /** The engine applied changes to these documents; `time` is that of the latest of them. */
  changed(collectionId: string, ids: readonly BsonValue[], time: ClusterTime): void;
  /** The end is near and waits for the verification: whatever it puts off is done now. */
  hurry(): void;
  status(): VerificationStatus;
  /** Settles, by rejecting, when the verification cannot go on. */
  readonly failure: Promise<never>;
}

export type VerificationPort = (sync: VerifiableSync) => RunningVerification;

export interface VerificationStatus {
  readonly extent: VerificationExtent;
  readonly phase: 'not started' | 'initial hashing' | 'stream hashing';
  readonly totalCollections: number;
  readonly scannedCollections: number;
  readonly estimatedDocuments: number;
  readonly comparedDocuments: number;
  /** Everything up to this source time was compared and found equal, but for the mismatches; absent before that. */
  readonly watermark: ClusterTime | undefined;
  /** Documents that changed and wait to be compared again. */
  readonly pendingDocuments: number;
  readonly mismatches: readonly VerificationMismatch[];
  /** May exceed the list. */
  readonly mismatchCount: number;
  /** Told only where differences are repaired. */
  readonly repaired?: RepairedDocuments | undefined;
}

/** Documents of the destination that were overwritten or removed, since they differed. */
export interface RepairedDocuments {
  readonly count: number;
  /** The first of them, as they had differed. */
  readonly documents: readonly VerificationMismatch[];
}

export interface VerificationMismatch {
  readonly namespace: string;
  readonly kind: 'missing' | 'extra' | 'different';
  /** Extended JSON. */
  readonly id: string;
}
