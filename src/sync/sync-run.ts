/**
 * One attempt at a sync: builds everything anew from the metadata, and runs until it is told to stop or something
 * fails. There is no repair inside a run: whatever could leave it in doubt about the destination (an election, a lost
 * lease, a cut connection) ends it, and the next run begins at the last checkpoint. A crash is the same case.
 */
import { setMaxListeners } from 'node:events';
import { atMost } from '../lib/at-most.ts';
import { deferred } from '../lib/deferred.ts';
import { readCacheBytes } from '../mongo/cache-size.ts';
import { type ClusterTime, laterOf } from '../mongo/cluster-time.ts';
import { isPermission } from '../mongo/failures.ts';
import {
  type BuiltRun,
  buildRun,
  copyLimits,
  loadWithin,
  type SyncRunParts,
  type SyncTuning,
  storeSessions,
} from './build-run.ts';
import { databasesOfBoth } from './catalog/databases-of-both.ts';
import { CheckpointStore } from './checkpoint/checkpoint-store.ts';
import type { Checkpointer } from './checkpoint/checkpointer.ts';
import type { Carriers } from './copy/carriers.ts';
import type { EventStream, StreamPosition } from './follow/change-stream.ts';
import type { Follower } from './follow/follower.ts';
import { pollCatalog } from './follow/unseen-ddl.ts';
import { closeGap } from './gap/repair-run.ts';
import { readRepaired } from './repaired-store.ts';
import { keepRefusing } from './settle-writes.ts';
import { sourceTimeNow } from './source-time.ts';
import { Spool } from './spool/spool.ts';
import type { SyncContext } from './sync-context.ts';
import { notAskedYet, watchHttp } from './throttle/http-watch.ts';
import { watchLag } from './throttle/lag-watch.ts';
import { readPreferenceOf, type SyncLoad } from './throttle/load.ts';
import { applySchedule, watchSchedule } from './throttle/schedule.ts';
import type { RunningVerification } from './verification-port.ts';

/** Parts of a run that wait for its end at the same time; Node warns of a leak behind more. */
const mostWaiting = 100;

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
    const cacheBytes = await readCacheBytes(parts.destination.client).catch((error: unknown) => {
      if (!isPermission(error)) throw error;
      return undefined;
    });
    const spool = await openSpool(parts, checkpoint.store.run, position);
    const run = new SyncRun(
      (self, signal) =>
        buildRun(self, parts, { checkpoint, position, spool, repaired, now, overlap, cacheBytes }, signal, (error) =>
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

  /**
   * The same, for those who are told of it: of a run that has failed or ended, as it was by then; of one that is about to
   * begin, as the one before it left it.
   */
  get wasCopied(): boolean {
    if (this.#endedCopied || this.isCopied) return true;
    return !this.#hasBegun && this.context.catalog.entries.every(({ state }) => state === 'live');
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
    if (isSettled) await this.context.writer.target.sessions.letGo();
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
    for (const entry of catalog.entries) if (entry.state === 'live') catalogSync.wasThere(entry);
    await copier.addAll(catalog.entries);
    this.#hasBegun = true;
  }
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
