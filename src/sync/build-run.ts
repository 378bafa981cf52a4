/** What a run is made of: its parts, and what each of them is given of the others. */
import { Semaphore } from '../lib/semaphore.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { Absence } from '../mongo/natural-scan.ts';
import { Activities } from './activities.ts';
import { Catalog } from './catalog/catalog.ts';
import { CatalogSync } from './catalog/catalog-sync.ts';
import type { CollectionEntry } from './catalog/collection-entry.ts';
import { scopeOf } from './catalog/scope.ts';
import type { CheckpointStore, ClaimedCheckpoint } from './checkpoint/checkpoint-store.ts';
import { Checkpointer } from './checkpoint/checkpointer.ts';
import { EntryStore } from './checkpoint/entry-store.ts';
import { Horizon } from './checkpoint/horizon.ts';
import type { Lease } from './checkpoint/lease.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import { storeWriterSessions } from './checkpoint/writer-sessions.ts';
import { Carriers } from './copy/carriers.ts';
import { Copier, type CopyLimits } from './copy/copier.ts';
import { RangeStore } from './copy/range-store.ts';
import type { CopyWorkersTuning } from './copy/workers/copy-workers.ts';
import { DestinationWriter } from './destination-writer.ts';
import { ChangeStream, type EventStream, type StreamPosition } from './follow/change-stream.ts';
import { transactionLimits } from './follow/command-size.ts';
import { Follower } from './follow/follower.ts';
import { Handover } from './follow/handover.ts';
import { divideMemory, type MemoryDivision } from './memory.ts';
import type { RunRecord } from './run-record.ts';
import type { Spool, SpoolOptions } from './spool/spool.ts';
import { SpooledStream } from './spool/spooled-stream.ts';
import { SyncStatistics } from './statistics.ts';
import type { SyncCluster, SyncContext } from './sync-context.ts';
import type { SyncRun } from './sync-run.ts';
import { notAskedYet } from './throttle/http-watch.ts';
import { Limits } from './throttle/limits.ts';
import { readPreferenceOf, type SyncLoad } from './throttle/load.ts';
import { verifiable } from './verifiable-sync.ts';
import type { RepairedDocuments, RunningVerification, VerificationPort } from './verification-port.ts';
import type { SessionId } from './write-sessions.ts';

export interface SyncRunParts {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  readonly metadata: Metadata;
  readonly lease: Lease;
  readonly record: RunRecord;
  readonly tuning: SyncTuning;
  readonly verification: VerificationPort | undefined;
  /** What runs before this one wrote under; the destination refuses what may still come under these. */
  readonly earlierSessions: readonly SessionId[];
  /** Called when everything was compared behind a gap and nothing differs any more. */
  readonly onGapClosed: () => Promise<void>;
  /** Called when changes were spooled that are of no use to this run. */
  readonly onSpoolLeft: (words: string) => void;
  /** Called when the member is waited for that a copy in natural order reads from, and when that begins anew. */
  readonly onAbsence: (entry: CollectionEntry, absence: Absence) => void;
}

/** How much a sync does at once. */
export interface SyncTuning {
  readonly copyParallelism: number;
  readonly writeParallelism: number;
  /** Threads beside this one for the bytes of the copy; none when left out. */
  readonly copyWorkers?: CopyWorkersTuning | undefined;
  /** Where the sync's own load limits say nothing. */
  readonly readBytesPerSecond?: number | undefined;
  /** A minute when left out. */
  readonly indexRetryMs?: number | undefined;
  /** What passes through memory at once; the engine's own measure when left out. */
  readonly memory?: MemoryDivision | undefined;
  /** Where changes wait that are read and not applied yet; only what fits into memory is read ahead when left out. */
  readonly spool?: SpoolOptions | undefined;
}

/** As good as no limit: spans are copied by fewer. */
const mostCollections = 1_000_000;

/** What was found when a run began. */
export interface BeginningOfRun {
  readonly checkpoint: ClaimedCheckpoint;
  /** Where it goes on. */
  readonly position: StreamPosition;
  readonly spool: Spool | undefined;
  readonly repaired: RepairedDocuments | undefined;
  readonly now: ClusterTime;
  readonly overlap: ClusterTime;
  /** Of the destination, as far as it is told. */
  readonly cacheBytes: number | undefined;
}

export interface BuiltRun {
  readonly context: SyncContext;
  readonly store: CheckpointStore;
  readonly stream: EventStream;
  readonly follower: Follower;
  readonly checkpointer: Checkpointer;
  readonly carriers: Carriers;
  readonly verification: RunningVerification | undefined;
  readonly spool: Spool | undefined;
}

function memoryOf({ memory }: SyncTuning): MemoryDivision {
  return memory ?? divideMemory({ workers: 0 });
}

export function copyLimits({ copyParallelism, copyCollections }: SyncLoad, tuning: SyncTuning): CopyLimits {
  const ranges = copyParallelism ?? tuning.copyParallelism;
  return { ranges, collections: copyCollections ?? mostCollections };
}

export function loadWithin({ readBytesPerSecond }: SyncTuning, load: SyncLoad): SyncLoad {
  return { readBytesPerSecond, ...load };
}

export async function storeSessions(
  { metadata, lease, earlierSessions: earlier }: SyncRunParts,
  { sessionIds: sessions }: DestinationWriter,
): Promise<void> {
  await storeWriterSessions(metadata, lease.token, { sessions, earlier });
}

export function buildRun(
  run: SyncRun,
  parts: SyncRunParts,
  { checkpoint, position, spool, repaired, now, overlap, cacheBytes }: BeginningOfRun,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): BuiltRun {
  const { source, destination, metadata, lease, record, tuning } = parts;
  const { store, horizon: durable } = checkpoint;
  const memory = memoryOf(tuning);
  const seen = { memoryBytes: memory.comparisonBytes, repairedBefore: repaired, signal };
  const isVerified = record.settings.verification || record.gap !== undefined;
  const verification = isVerified ? parts.verification?.(verifiable(run, parts, seen)) : undefined;
  const catalog = new Catalog();
  const load = loadWithin(tuning, record.load ?? {});
  const limits = new Limits(load, signal);
  limits.set('http', 'copy', load.http && notAskedYet(load.http));
  const activities = new Activities();
  const draft: { -readonly [Key in keyof SyncContext]?: SyncContext[Key] } = {
    source,
    destination,
    copyReadPreference: readPreferenceOf(load),
    isCommitting: false,
    settings: record.settings,
    ...scopeOf(record.settings, source.client),
    catalog,
    entries: new EntryStore(catalog, metadata, lease.token, record.startTime),
    metadata,
    lease,
    horizon: new Horizon({
      overlap,
      durable,
      sourceTime: () => follower.sourceTime,
      raiseTo: async (time) => await store.raiseHorizon(time),
    }),
    writer: new DestinationWriter({
      client: destination.client,
      lease,
      activities,
      limits,
      parallelism: tuning.writeParallelism,
      isSharded: destination.facts.topology === 'sharded',
      signal,
    }),
    touches: new Handover(),
    turns: new Handover(),
    memory,
    inTransaction: transactionLimits(cacheBytes),
    fetchSlots: new Semaphore(memory.fetchesAtOnce),
    onApplied:
      verification === undefined ? undefined : (entry, ids, time) => verification.changed(entry.uuid, ids, time),
    limits,
    activities,
    statistics: new SyncStatistics(),
    signal,
  };
  const context = draft as SyncContext;
  draft.catalogSync = new CatalogSync(context, onError, tuning.indexRetryMs);
  const openStream = (from: StreamPosition, until: AbortSignal) =>
    new ChangeStream(source, from, until, (reason) => limits.set('stream', 'told', reason), memory.eventBatchBytes);
  const stream: EventStream =
    spool === undefined
      ? openStream(position, signal)
      : new SpooledStream({
          stream: (until) => openStream(spool.end, until),
          spool,
          checkpoint: position,
          durable: () => checkpointer.durablePosition,
          signal,
          onWaiting: (reason) => limits.set('spool', 'told', reason),
        });
  const follower = new Follower(context, stream, now);
  const rangeStore = new RangeStore(metadata, lease.token);
  const carriers = new Carriers({
    source,
    destination,
    writer: context.writer,
    parallelism: tuning.writeParallelism,
    workers: tuning.copyWorkers,
    storeSessions: async () => await storeSessions(parts, context.writer),
  });
  draft.copier = new Copier(context, rangeStore, {
    limits: copyLimits(load, tuning),
    carriers,
    sourceTime: () => follower.sourceTime,
    onAbsence: parts.onAbsence,
    onError,
  });
  const checkpointer = new Checkpointer(context, store, rangeStore, {
    position: () => follower.applied,
    ranges: () => context.copier.openRanges,
  });
  return { context, store, stream, follower, checkpointer, carriers, verification, spool };
}
