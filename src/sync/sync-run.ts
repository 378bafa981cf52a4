/**
 * One attempt at a sync: builds everything anew from the metadata, and runs until it is told to stop or something
 * fails. There is no repair inside a run: whatever could leave it in doubt about the destination (an election, a lost
 * lease, a cut connection) ends it, and the next run begins at the last checkpoint. A crash is the same case.
 */

import { setMaxListeners } from 'node:events';
import { atMost } from '../lib/at-most.ts';
import { deferred } from '../lib/deferred.ts';
import { Semaphore } from '../lib/semaphore.ts';
import { type ClusterTime, laterOf } from '../mongo/cluster-time.ts';
import { Activities } from './activities.ts';
import { Catalog } from './catalog/catalog.ts';
import { CatalogSync } from './catalog/catalog-sync.ts';
import { databasesOfBoth } from './catalog/databases-of-both.ts';
import { scopeOf } from './catalog/scope.ts';
import { CheckpointStore, type ClaimedCheckpoint } from './checkpoint/checkpoint-store.ts';
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
import { Follower } from './follow/follower.ts';
import { Touches } from './follow/touches.ts';
import { pollCatalog } from './follow/unseen-ddl.ts';
import { closeGap, repairDocuments } from './gap/repair-run.ts';
import { divideMemory, type MemoryDivision } from './memory.ts';
import { readRepaired, storeRepaired } from './repaired-store.ts';
import type { RunRecord } from './run-record.ts';
import { keepRefusing } from './settle-writes.ts';
import { sourceTimeNow } from './source-time.ts';
import { Spool, type SpoolOptions } from './spool/spool.ts';
import { SpooledStream } from './spool/spooled-stream.ts';
import { SyncStatistics } from './statistics.ts';
import type { SyncCluster, SyncContext } from './sync-context.ts';
import { notAskedYet, watchHttp } from './throttle/http-watch.ts';
import { watchLag } from './throttle/lag-watch.ts';
import { Limits } from './throttle/limits.ts';
import { readPreferenceOf, type SyncLoad } from './throttle/load.ts';
import { applySchedule, watchSchedule } from './throttle/schedule.ts';
import type { RepairedDocuments, RunningVerification, VerifiableSync, VerificationPort } from './verification-port.ts';
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

/** Parts of a run that wait for its end at the same time; Node warns of a leak behind more. */
const mostWaiting = 100;
/** As good as no limit: spans are copied by fewer. */
const mostCollections = 1_000_000;

export class SyncRun {
  readonly context: SyncContext;
  readonly follower: Follower;
  readonly checkpointer: Checkpointer;
  /** Absent where changes are not spooled. */
  readonly spool: Spool | undefined;
  /** Absent where the settings say so. */
  readonly verification: RunningVerification | undefined;
  readonly #abort = new AbortController();
  readonly #store: CheckpointStore;
  readonly #stream: EventStream;
  readonly #carriers: Carriers;
  readonly #failed = deferred<never>();
  readonly #settleMs: number;
  /** Something that the run sent to the destination had no answer when it stopped, and may still be carried out. */
  leavesWrites = false;
  /** Changes were lost, and what they left different is being repaired. */
  isBehindGap = false;
  #tasks: Promise<unknown> = Promise.resolve();
  /** None of them does anything any more. */
  #ended: Promise<unknown> = Promise.resolve();
  #hasBegun = false;
  #hasFailed = false;
  #endedCopied = false;

  private constructor(build: (run: SyncRun, signal: AbortSignal) => BuiltRun, settleMs: number) {
    this.#settleMs = settleMs;
    this.#failed.promise.catch(() => {});
    setMaxListeners(mostWaiting, this.#abort.signal);
    const { context, store, stream, follower, checkpointer, carriers, verification, spool } = build(
      this,
      this.#abort.signal,
    );
    this.context = context;
    this.spool = spool;
    this.#store = store;
    this.#stream = stream;
    this.follower = follower;
    this.checkpointer = checkpointer;
    this.#carriers = carriers;
    this.verification = verification;
  }

  /** Reads the metadata and begins to work. */
  static async start(parts: SyncRunParts): Promise<SyncRun> {
    const now = await sourceTimeNow(parts.source.client);
    const checkpoint = await CheckpointStore.claim(parts.metadata, parts.lease.token);
    const repaired = await readRepaired(parts.metadata);
    // What was applied after the last checkpoint is on the destination already; where it is not known how late that may
    // have been, it was before now.
    const overlap = checkpoint.horizon ?? now;
    const position = checkpoint.position ?? { token: undefined, time: parts.record.startTime };
    const spool = await openSpool(parts, checkpoint.store.run, position);
    const run = new SyncRun(
      (self, signal) =>
        buildRun(self, parts, { checkpoint, position, spool, repaired, now, overlap }, signal, (error) =>
          self.fail(error),
        ),
      parts.lease.durationMs,
    );
    const { entries, catalog, writer } = run.context;
    await storeSessions(parts, writer);
    await entries.load();
    await applySchedule(run.context.limits, new Date());
    for (const entry of catalog.entries) {
      entry.extendOverlap(overlap);
      if (entry.copied !== undefined) run.context.statistics.standsAt(entry, entry.copied);
    }
    run.isBehindGap = parts.record.gap !== undefined;
    const closing = run.isBehindGap ? [closeGap(run, parts.onGapClosed)] : [];
    const polling = parts.source.facts.canCompareUuid ? [] : [pollCatalog(run.context)];
    const tasks: readonly Promise<unknown>[] = [
      run.follower.run(),
      run.checkpointer.run(),
      run.#begin(),
      watchLag(run.context),
      watchSchedule(run.context),
      watchHttp(run.context),
      keepRefusing(parts.destination.client, parts.earlierSessions, run.context.signal),
      ...polling,
      ...closing,
    ];
    run.#tasks = Promise.all(tasks);
    run.#tasks.catch((error: unknown) => run.fail(error));
    run.#ended = Promise.allSettled(tasks);
    run.verification?.start();
    run.verification?.failure.catch((error: unknown) => run.fail(error));
    return run;
  }

  /** Settles, by rejecting, when the run cannot go on. */
  get failure(): Promise<never> {
    return this.#failed.promise;
  }

  fail(error: unknown): void {
    // A copy that fails is not idle yet.
    this.#endedCopied = this.wasCopied;
    this.#hasFailed = true;
    if (!this.#abort.signal.aborted) this.#failed.reject(error);
  }

  /** All documents of all collections in scope are there. A copy that failed is idle as well, and nothing is known of it. */
  get isCopied(): boolean {
    return this.#hasBegun && !this.#hasFailed && !this.#abort.signal.aborted && this.context.copier.isIdle;
  }

  /** The same; of a run that has failed or ended, as it was by then. */
  get wasCopied(): boolean {
    return this.#endedCopied || this.isCopied;
  }

  /** The source does not tell what updates did, so that every document that is updated is fetched. */
  get isWithoutDeltas(): boolean {
    return this.#stream.isWithoutDeltas;
  }

  /** What happened on the source up to this time is no longer needed of its oplog. */
  get readTime(): ClusterTime {
    return laterOf(this.follower.applied.time, this.spool?.end.time ?? 0n);
  }

  /** Seconds between the source's clock and what is applied, both as of the source's last answer. */
  get lagSeconds(): number {
    return Math.max(0, Number((this.follower.sourceTime >> 32n) - (this.follower.applied.time >> 32n)));
  }

  /** Ends the run in order: the next one has next to nothing to do again. */
  async end({ isLast = false } = {}): Promise<void> {
    await this.checkpointer.write();
    await this.stop({ isLast });
    await this.#store.lowerHorizon(this.context.horizon.close());
  }

  /**
   * Ends the run. What was done since the last checkpoint is done again by the next.
   * @param isLast whether the process ends, and nobody in it goes on: then it does not wait for what has no answer
   */
  async stop({ isLast = false } = {}): Promise<void> {
    this.#endedCopied = this.wasCopied;
    this.#abort.abort();
    // As long as a lease: what a server has not answered by then it has ended. A collection that is dropped by this run
    // when the next one has made it anew would be gone, with its documents.
    let isSettled = false;
    const settled = this.context.writer.whenSettled().then(() => {
      isSettled = true;
    });
    // A worker that is ended first would leave its inserts to the server, and nobody to wait for them.
    await atMost(this.#settleMs, settled);
    if (!isSettled) this.leavesWrites = true;
    await this.#carriers.close();
    if (isLast && !isSettled) return;
    await this.#tasks.catch(() => {});
    // None of them may write anything down beside the next run.
    await atMost(this.#settleMs, this.#ended);
  }

  /** Takes effect with the next batch, the next span, the next cursor: nothing is begun anew. */
  changeLoad(load: SyncLoad, tuning: SyncTuning): void {
    this.context.limits.change(loadWithin(tuning, load));
    this.context.limits.set('http', 'copy', load.http && notAskedYet(load.http));
    this.context.copier.change(copyLimits(load, tuning));
    this.context.copyReadPreference = readPreferenceOf(load);
  }

  async #begin(): Promise<void> {
    const { catalog, catalogSync, copier } = this.context;
    for (const db of await databasesOfBoth(this.context)) catalogSync.viewsChanged(db);
    for (const entry of catalog.entries) if (entry.state === 'live') catalogSync.optionsChanged(entry);
    await copier.addAll(catalog.entries);
    this.#hasBegun = true;
  }
}

/** What a verifier sees of a run. */
function verifiable(
  run: SyncRun,
  { source, destination, record, metadata, lease, tuning }: SyncRunParts,
  repairedBefore: RepairedDocuments | undefined,
  signal: AbortSignal,
): VerifiableSync {
  return {
    // What was lost behind a gap is found by comparing everything, and by nothing less.
    extent: (record.gap === undefined ? record.settings.verificationExtent : undefined) ?? { mode: 'full' },
    parallelism: record.settings.verificationParallelism,
    memoryBytes: memoryOf(tuning).comparisonBytes,
    source: source.client,
    destination: destination.client,
    collections: () =>
      run.context.catalog.entries
        .filter(({ state, held, isGoneFromSource }) => state === 'live' && held.isEmpty && !isGoneFromSource)
        .map((entry) => ({
          id: entry.uuid,
          source: entry.source,
          destination: entry.destination,
          isCapped: entry.kind === 'capped',
          match: entry.match,
        })),
    isComplete: () => run.wasCopied,
    appliedTime: () => run.follower.applied.time,
    whenApplied: async (time) => await run.follower.whenApplied(time),
    scanReadPreference: () => run.context.copyReadPreference,
    beforeScanning: async (bytes) => await run.context.limits.beforeScanning(bytes, () => run.context.isCommitting),
    get isBehindGap() {
      return run.isBehindGap;
    },
    // A sync back writes to the cluster that was the source: what differs there is told, and looked at by people.
    get repairsMismatches() {
      const { isCommitting } = run.context;
      return record.settings.repairsMismatches === true && record.isSyncBack !== true && !isCommitting;
    },
    repair: async (id, ids) => await repairDocuments(run.context, id, ids),
    repairedBefore,
    beforeRepair: async (repaired) => await storeRepaired(metadata, lease.token, repaired),
    signal,
  };
}

function memoryOf({ memory }: SyncTuning): MemoryDivision {
  return memory ?? divideMemory({ workers: 0 });
}

function copyLimits({ copyParallelism, copyCollections }: SyncLoad, tuning: SyncTuning): CopyLimits {
  const ranges = copyParallelism ?? tuning.copyParallelism;
  return { ranges, collections: copyCollections ?? mostCollections };
}

function loadWithin({ readBytesPerSecond }: SyncTuning, load: SyncLoad): SyncLoad {
  return { readBytesPerSecond, ...load };
}

/** What was found when a run began. */
interface BeginningOfRun {
  readonly checkpoint: ClaimedCheckpoint;
  /** Where it goes on. */
  readonly position: StreamPosition;
  readonly spool: Spool | undefined;
  readonly repaired: RepairedDocuments | undefined;
  readonly now: ClusterTime;
  readonly overlap: ClusterTime;
}

interface BuiltRun {
  readonly context: SyncContext;
  readonly store: CheckpointStore;
  readonly stream: EventStream;
  readonly follower: Follower;
  readonly checkpointer: Checkpointer;
  readonly carriers: Carriers;
  readonly verification: RunningVerification | undefined;
  readonly spool: Spool | undefined;
}

async function storeSessions(
  { metadata, lease, earlierSessions: earlier }: SyncRunParts,
  { sessionIds: sessions }: DestinationWriter,
): Promise<void> {
  await storeWriterSessions(metadata, lease.token, { sessions, earlier });
}

/** What an earlier run has read ahead, as far as it goes on where this one does. */
async function openSpool(
  { tuning, record, onSpoolLeft }: SyncRunParts,
  run: number,
  position: StreamPosition,
): Promise<Spool | undefined> {
  const { spool: options } = tuning;
  const { spoolId: id } = record;
  if (options === undefined || id === undefined) return undefined;
  const { spool, words } = await Spool.open({ path: options.path, id, run }, options.maxBytes, position);
  if (words !== undefined) onSpoolLeft(words);
  return spool;
}

function buildRun(
  run: SyncRun,
  parts: SyncRunParts,
  { checkpoint, position, spool, repaired, now, overlap }: BeginningOfRun,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): BuiltRun {
  const { source, destination, metadata, lease, record, tuning } = parts;
  const { store, horizon: durable } = checkpoint;
  const memory = memoryOf(tuning);
  const isVerified = record.settings.verification || record.gap !== undefined;
  const verification = isVerified ? parts.verification?.(verifiable(run, parts, repaired, signal)) : undefined;
  const catalog = new Catalog(source.facts.canCompareUuid);
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
    touches: new Touches(),
    memory,
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
    onError,
  });
  const checkpointer = new Checkpointer(context, store, rangeStore, {
    position: () => follower.applied,
    ranges: () => context.copier.openRanges,
  });
  return { context, store, stream, follower, checkpointer, carriers, verification, spool };
}
