/**
 * The built-in engine: one sync between two clusters, started, paused, resumed, committed and asked for its progress.
 *
 * It keeps a run going for as long as its state asks for one, and begins a new run at the last checkpoint whenever one
 * fails for a reason that time can heal. Its own state is in the destination's metadata, so it may die at any moment.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../lib/deferred.ts';
import { EngineError, type GodwitError, isGodwitError, messageOf } from '../lib/errors.ts';
import { isTransient } from '../mongo/failures.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import { beforeRun, releasePreparedIndexes } from './before-run.ts';
import type { SyncTuning } from './build-run.ts';
import { Lease, type LeaseHolder } from './checkpoint/lease.ts';
import { FencedOffError, type Metadata } from './checkpoint/metadata.ts';
import { prepareCommit } from './commit.ts';
import { EngineLifecycle } from './engine-lifecycle.ts';
import { type EngineEvent, type EngineState, recoveryOf } from './engine-state.ts';
import { FirstRecord } from './first-record.ts';
import { unseenDdlCode } from './follow/unseen-ddl.ts';
import { beginRepair, refuseRepair, rememberGap } from './gap/begin-repair.ts';
import { resumePointLost } from './gap/gap.ts';
import {
  completeConstraints,
  type FailedConstraint,
  loadConstraints,
  releaseUniqueness,
} from './indexes/constraints.ts';
import { type Beginning, type LabelledClusters, LeasedSync, RecordInDoubtError, sidesOf } from './leased-sync.ts';
import { readCommitRequest, readStartRequest, type StartRequest } from './request/start-request.ts';
import { beginReverse, recordWayBack, refuseOneWay } from './reverse.ts';
import { asGodwitError, isRewind } from './run-failure.ts';
import type { RunRecord } from './run-record.ts';
import { sourceTimeNow } from './source-time.ts';
import { removeSpool } from './spool/spool-recovery.ts';
import { type Stall, StallWatch } from './stall-watch.ts';
import { refuseImpossible, refuseNoWayBack } from './start-checks.ts';
import type { SyncLog } from './sync-log.ts';
import { SyncRun } from './sync-run.ts';
import { readLoad } from './throttle/load.ts';
import { checkSchedule } from './throttle/schedule.ts';
import type { VerificationPort } from './verification-port.ts';
import { whyNotCommit } from './why-not-commit.ts';

export interface SyncEngineOptions {
  /** By the labels of the start request. */
  readonly clusters: LabelledClusters;
  readonly holder: LeaseHolder;
  readonly tuning: SyncTuning;
  readonly log: SyncLog;
  /** How long the right to write lasts without being renewed; 10 s when left out. */
  readonly leaseMs?: number;
  /** For how long nothing may move while the source does, before the sync is called stuck; a minute when left out. */
  readonly stuckAfterMs?: number;
  /** Verifies beside the sync, where its settings ask for that. */
  readonly verification: VerificationPort | undefined;
}

const retryForMs = 30 * 60_000;
const maxBackoffMs = 5_000;

const absenceWords = {
  memberAway: 'Waiting for the member that knows the place in a copy',
  placeLost:
    'Reading a collection again from its beginning: the member that knew the place in it was restarted, or is gone',
} as const;

export class SyncEngine {
  readonly #options: SyncEngineOptions;
  readonly #lifecycle: EngineLifecycle;
  #sync: LeasedSync | undefined;
  #run: SyncRun | undefined;
  #work: Promise<void> = Promise.resolve();
  #stop = new AbortController();
  #failure: GodwitError | undefined;
  #interruption: string | undefined;
  #interruptions = 0;
  #commitAsked = deferred();
  #finishAsked = deferred();
  readonly #fenced = deferred<never>();
  readonly #firstRecord = new FirstRecord();
  #isAbandoned = false;
  readonly #stallWatch: StallWatch;

  constructor(options: SyncEngineOptions) {
    this.#options = options;
    this.#lifecycle = new EngineLifecycle(options.log);
    this.#stallWatch = new StallWatch({
      run: () => (this.#isGoing ? this.#run : undefined),
      interruption: () => this.#interruption,
      onChange: (stall) => this.#tellStall(stall),
      afterMs: options.stuckAfterMs,
    });
    this.#stallWatch.start();
    this.#fenced.promise.catch(() => {});
  }

  /** Rejects when another engine has taken the destination over: this one can do nothing any more. */
  get whenFenced(): Promise<never> {
    return this.#fenced.promise;
  }

  get state(): EngineState {
    return this.#lifecycle.state;
  }

  get record(): RunRecord | undefined {
    return this.#sync?.record;
  }

  /** The present run, or the last one: its figures stay readable after it has ended. */
  get run(): SyncRun | undefined {
    return this.#run;
  }

  /** Why the sync stopped; it stays stopped until it is resumed. */
  get failure(): GodwitError | undefined {
    return this.#failure;
  }

  /** Why the present run had to begin anew, while that lasts. */
  get interruption(): string | undefined {
    return this.#interruption;
  }

  /** How often this process began anew at a checkpoint. */
  get interruptions(): number {
    return this.#interruptions;
  }

  get failedConstraints(): readonly FailedConstraint[] {
    return this.record?.failedConstraints ?? [];
  }

  /** Set while nothing moves although the source does. */
  get stall(): Stall | undefined {
    return this.#isGoing ? this.#stallWatch.stall : undefined;
  }

  /** Seconds between the source's clock and what is applied; `undefined` where nothing is under way. */
  get lagSeconds(): number | undefined {
    const run = this.#run;
    return run === undefined ? undefined : Math.max(run.lagSeconds, this.#stallWatch.lagSeconds(run));
  }

  /** Runs are meant to succeed each other until the end. */
  get #isGoing(): boolean {
    return this.state === 'RUNNING' || (this.state === 'COMMITTING' && this.record?.phase === 'committing');
  }

  #tellStall(stall: Stall | undefined): void {
    if (stall === undefined) this.#options.log.info('The sync moves on');
    else this.#options.log.warn('The sync is stuck', { reason: stall.reason });
  }

  /** Looks for a sync to go on with, on both sides. */
  async recover(): Promise<void> {
    const { signal } = this.#stop;
    const sync = await LeasedSync.takeUp(this.#options.clusters, this.#acquire);
    if (signal.aborted) return await sync?.lease.release();
    this.#sync = sync;
    if (sync === undefined) return this.#lifecycle.move('initialized');
    const { record } = sync;
    this.#options.log.info('Found a sync to go on with', { phase: record.phase, startedAt: record.startedAt });
    this.#lifecycle.move(recoveryOf(record));
    const { gap, isPaused } = record;
    if (gap !== undefined && gap.until === undefined && isPaused) this.#failure = resumePointLost(gap.from);
    if (record.phase === 'committing') this.#commitAsked.resolve();
    if (!isPaused) this.#work = this.#carryOn(sync);
  }

  /** `POST /start` */
  async start(body: unknown): Promise<void> {
    await this.#lifecycle.inTurn(async () => {
      this.#lifecycle.demand('start');
      await this.#begin(readStartRequest(body));
    });
  }

  /** Nothing is written before the request is known to be possible. */
  async #begin(request: StartRequest): Promise<void> {
    const { source, destination, settings, load } = request;
    await checkSchedule(load.schedule ?? []);
    const { clusters } = this.#options;
    const direction = { source, destination };
    const sides = sidesOf(clusters, direction);
    await refuseImpossible(request, sides.source, sides.destination);
    await this.#firstRecord.whenSettled();
    this.#sync = await LeasedSync.begin(clusters, sides.destination, this.#beginning, async () => ({
      settings,
      phase: 'initializing',
      isPaused: false,
      direction,
      startTime: await sourceTimeNow(sides.source.client),
      startedAt: new Date(),
      commit: undefined,
      writableAt: undefined,
      load,
    }));
    this.#lifecycle.move('start');
    this.#work = this.#carryOn(this.#sync);
  }

  /** How much load the sync may make from now on, instead of all limits so far; takes effect without a new run. */
  async changeLoad(body: unknown): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#changeLoad(body));
  }

  async #changeLoad(body: unknown): Promise<void> {
    // A process that takes a sync up knows its record before it may change anything.
    if (this.#sync === undefined) {
      throw new EngineError('GW903', {
        summary: `Load limits cannot be changed in state ${this.state}`,
        hint: 'Give them as `load` when the sync is started',
      });
    }
    const load = readLoad(body);
    await checkSchedule(load.schedule ?? []);
    await this.#sync.change({ load });
    this.#run?.changeLoad(load, this.#options.tuning);
    this.#options.log.info('Load limits changed', { load });
  }

  /** `POST /pause`: returns once the checkpoint is written and nothing runs any more. */
  async pause(): Promise<void> {
    await this.#lifecycle.inTurn(async () => {
      this.#lifecycle.move('pause');
      try {
        await this.#sync!.change({ isPaused: true });
      } finally {
        // Whoever is told that it failed must not find a sync that goes on all the same.
        await this.#halt();
      }
    });
  }

  /** `POST /resume` */
  async resume(): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#resume());
  }

  async #resume(): Promise<void> {
    this.#lifecycle.demand('resume');
    await this.#work;
    const sync = this.#sync!;
    const { phase } = sync.record;
    // A commit that failed is not taken up by itself: whoever asked for it may let applications write on the source by now.
    const isCommitGivenUp = phase === 'committing';
    const givenUp = isCommitGivenUp ? ({ phase: 'syncing', commit: undefined } as const) : {};
    if (isCommitGivenUp) await releasePreparedIndexes(sync, this.#stop.signal);
    await sync.change({ isPaused: false, pausedFor: undefined, ...givenUp });
    this.#lifecycle.move(phase === 'writable' ? 'resumeCommitted' : 'resume');
    if (isCommitGivenUp) this.#commitAsked = deferred();
    this.#failure = undefined;
    this.#work = this.#carryOn(sync);
  }

  /**
   * After the resume point was lost: what is copied stays, the stream is followed anew from now, everything is compared
   * behind that, and what differs is fetched. Nothing can be committed until that is through.
   */
  async repair(): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#repair());
  }

  async #repair(): Promise<void> {
    this.#lifecycle.demand('repair');
    // That the resume point is lost is told before it is written down.
    await this.#work;
    const sync = this.#sync!;
    refuseRepair(sync.record);
    await beginRepair(sync, this.#stop.signal);
    this.#commitAsked = deferred();
    this.#failure = undefined;
    this.#lifecycle.move('repair');
    this.#work = this.#carryOn(sync);
  }

  /**
   * `POST /commit`: begins the commit; `state` and `canWrite` tell how it goes.
   * @param body mongosync's is empty; `hold` waits for `finish` once writes are allowed, `detach` lets the source be
   *   written to
   */
  async commit(body: unknown): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#beginCommit(body));
  }

  async #beginCommit(body: unknown): Promise<void> {
    this.#lifecycle.demand('commit');
    const mode = readCommitRequest(body);
    const sync = this.#sync!;
    const { source, destination } = sync.sides;
    if (mode.isReversible) await refuseNoWayBack(sync.record.settings, source, destination);
    // The run may have failed meanwhile.
    this.#lifecycle.demand('commit');
    if (!this.canCommit) {
      throw new EngineError('GW902', {
        summary: 'The sync cannot be committed yet',
        detail: this.whyNotCommit.join('; '),
        hint: 'Wait until `canCommit` is true',
      });
    }
    this.#lifecycle.move('commit');
    this.#failure = undefined;
    try {
      await sync.change({ phase: 'committing', commit: mode });
    } catch (error) {
      // It may be written all the same, and whoever takes the sync up would commit it: what is so is written over it, now
      // or before the next run.
      await sync.change({}).catch((cause: unknown) => this.#run?.fail(new RecordInDoubtError(cause)));
      if (this.state === 'COMMITTING') this.#lifecycle.move('commitUndone');
      throw error;
    }
    this.#commitAsked.resolve();
  }

  /** Goes on from a held commit: what could wait until applications have switched. */
  async finish(): Promise<void> {
    await this.#lifecycle.inTurn(async () => {
      // Who was not told that it was heard asks again.
      if (this.canWrite && !isHeld(this.#sync!)) return;
      const sync = this.#demandHeld('finish');
      await sync.change({ commit: { ...sync.record.commit!, isHeld: false } });
      this.#finishAsked.resolve();
    });
  }

  /** Takes a held commit back: the sync follows on. Nobody may have written to the destination. */
  async undoCommit(): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#undoCommit());
  }

  /** Takes a commit back that is held, where there is one: nobody is going to tell us to finish it. */
  async takeBackHeldCommit(): Promise<void> {
    await this.#lifecycle.inTurn(async () => {
      if (this.state === 'COMMITTING' && isHeld(this.#sync!)) await this.#undoCommit();
    });
  }

  async #undoCommit(): Promise<void> {
    // The guardian of this process and the run that is started next both do what the other may have done.
    if (this.record?.phase === 'syncing') return;
    const sync = this.#demandHeld('undoCommit');
    // Indexes are changed under no fence.
    await sync.renewLeaseIfLost(this.#stop.signal);
    await releaseUniqueness(sync.sides.destination.client, await loadConstraints(sync.metadata));
    await sync.change({ phase: 'syncing', commit: undefined, writableAt: undefined });
    this.#lifecycle.move('undoCommit');
    this.#commitAsked = deferred();
    this.#finishAsked.resolve();
  }

  #demandHeld(event: EngineEvent): LeasedSync {
    this.#lifecycle.demand(event);
    const sync = this.#sync!;
    if (isHeld(sync)) return sync;
    throw new EngineError('GW903', {
      summary: `${event} is possible only while a commit is held`,
      hint: 'A commit is held when it was asked for with {"hold": true} and writes are allowed (`canWrite`)',
    });
  }

  /** `POST /reverse`: from now on changes of the destination go back to the source, from the moment of the commit on. */
  async reverse(): Promise<void> {
    await this.#lifecycle.inTurn(async () => await this.#reverse());
  }

  async #reverse(): Promise<void> {
    this.#lifecycle.demand('reverse');
    const before = this.#sync!;
    refuseOneWay(before.record);
    await this.#work;
    // Of a committed sync nothing is written: whoever had it since may be on the way back, or forward again.
    await before.renewLeaseIfLost(this.#stop.signal);
    this.#lifecycle.move('reverse');
    try {
      this.#sync = await beginReverse(before, this.#options.clusters, this.#beginning);
    } catch (error) {
      this.#lifecycle.move('reverseFailed');
      throw error;
    }
    await before.lease.release();
    this.#commitAsked = deferred();
    this.#finishAsked = deferred();
    this.#lifecycle.move('reversed');
    this.#work = this.#carryOn(this.#sync);
  }

  /** What stands in the way of a commit, in words. */
  get whyNotCommit(): readonly string[] {
    const { run, lagSeconds = 0, stall } = this;
    if (this.state !== 'RUNNING' || run === undefined) return [`the state is ${this.state}`];
    return whyNotCommit(run, { lagSeconds, stall, gap: this.#sync!.record.gap });
  }

  get canCommit(): boolean {
    return this.whyNotCommit.length === 0;
  }

  /** Writes on the destination are allowed, as far as the sync is concerned. */
  get canWrite(): boolean {
    return this.record?.phase === 'writable' || this.record?.phase === 'committed';
  }

  /** Ends everything at once and leaves the lease as it is, as the death of the process would. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    this.#stallWatch.stop();
    this.#stop.abort();
    await this.#work;
  }

  /** Ends the process' part cleanly; the sync goes on with the next process. */
  async shutDown(): Promise<void> {
    this.#stallWatch.stop();
    const ended = this.#lifecycle.end(async () => {
      await this.#halt();
      // What is under way still may change the destination until the lease that it was sent by is over.
      if (this.#run?.leavesWrites === true) this.#sync?.lease.end();
      else await this.#sync?.lease.release();
    });
    // The request that is under way may wait for a lease.
    this.#stop.abort();
    await ended;
  }

  readonly #acquire = async (metadata: Metadata): Promise<Lease> => {
    const lease = await Lease.acquire(metadata, this.#options.holder, this.#stop.signal, this.#options.leaseMs);
    lease.whenTaken.catch((error: FencedOffError) => this.#replaced(error));
    return lease;
  };

  /** A run finds that out by itself; who is paused, or has committed, would tell for ever how things stood. */
  #replaced(error: FencedOffError): void {
    if (this.#isGoing) return;
    this.#failure = asGodwitError(error);
    this.#fenced.reject(error);
  }

  get #beginning(): Beginning {
    const { signal } = this.#stop;
    return {
      acquire: this.#acquire,
      write: async (metadata, lease, record) => await this.#firstRecord.write(metadata, lease, record, signal),
    };
  }

  /** Stops whatever runs, with a last checkpoint where that is possible. */
  async #halt(): Promise<void> {
    this.#stop.abort();
    await this.#work;
    if (!this.#lifecycle.isEnding) this.#stop = new AbortController();
  }

  /** Keeps runs going until the sync is paused, stopped, committed or fails for good. */
  async #carryOn(sync: LeasedSync): Promise<void> {
    const { signal } = this.#stop;
    // Once for all runs: each listener stays with the signal.
    const stopped = aborted(signal);
    let troubleSince: number | undefined;
    let backoffMs = 250;
    while (!signal.aborted && sync.record.phase !== 'committed') {
      const startedAt = performance.now();
      try {
        if (isHeld(sync)) await Promise.race([this.#finishAsked.promise, stopped]);
        else if (this.canWrite) await this.#finish(sync, signal);
        else await this.#oneRun(sync, signal, stopped);
      } catch (error) {
        if (signal.aborted) return;
        if (performance.now() - startedAt > 60_000) troubleSince = undefined;
        troubleSince ??= performance.now();
        const isHopeful = isRewind(error) && performance.now() - troubleSince < retryForMs;
        if (!isHopeful) return await this.#fail(sync, error);
        this.#interruption = messageOf(error);
        this.#interruptions += 1;
        this.#options.log.warn('Beginning anew at the last checkpoint', { reason: messageOf(error) });
        await delay(backoffMs, undefined, { signal }).catch(() => {});
        backoffMs = Math.min(maxBackoffMs, backoffMs * 2);
      }
    }
  }

  /** Runs until it is stopped or committed; what it throws decides what comes next. */
  async #oneRun(sync: LeasedSync, signal: AbortSignal, stopped: Promise<void>): Promise<void> {
    const { tuning, log, verification } = this.#options;
    const earlierSessions = await beforeRun(sync, { keepsSpool: tuning.spool !== undefined, log, signal });
    const { metadata, lease, record } = sync;
    const run = await SyncRun.start({
      ...sync.sides,
      metadata,
      lease,
      record,
      tuning,
      verification,
      earlierSessions,
      onGapClosed: async () => await this.#closeGap(sync),
      onSpoolLeft: (words) =>
        log.warn('Following from the checkpoint instead of from spooled changes', { reason: words }),
      onAbsence: ({ source }, absence) => log.warn(absenceWords[absence], { namespace: formatNamespace(source) }),
    });
    this.#run = run;
    this.#interruption = undefined;
    const { load } = sync.record;
    // Changed while the run was being made.
    if (load !== record.load) run.changeLoad(load ?? {}, tuning);
    try {
      await Promise.race([run.failure, stopped, this.#commitAsked.promise]);
      if (signal.aborted && !this.#isAbandoned) await run.end({ isLast: this.#lifecycle.isEnding });
      else if (signal.aborted) return;
      else await this.#commit(sync, run, signal);
    } finally {
      await run.stop({ isLast: this.#lifecycle.isEnding });
    }
  }

  /** Makes the destination ready for writers; if it cannot be made so, the sync follows on. */
  async #commit(sync: LeasedSync, run: SyncRun, signal: AbortSignal): Promise<void> {
    try {
      await Promise.race([run.failure, prepareCommit(run, sync.record.commit!, signal)]);
      await recordWayBack(run);
    } catch (error) {
      // Of a process that ends, the next one goes on with the commit.
      if (isRewind(error) || signal.aborted) throw error;
      // What it has under way might prepare an index behind its release.
      await run.stop({ isLast: this.#lifecycle.isEnding });
      await releasePreparedIndexes(sync, signal);
      await sync.change({ phase: 'syncing', commit: undefined });
      this.#options.log.error('The commit was undone', { reason: messageOf(error) });
      // Not told before: where it could not be taken back, the next run goes on with it.
      this.#failure = asGodwitError(error);
      this.#commitAsked = deferred();
      this.#lifecycle.move('commitUndone');
      return;
    }
    const writableAt = await sourceTimeNow(run.context.destination.client);
    this.#finishAsked = deferred();
    await sync.change({ phase: 'writable', writableAt });
  }

  async #closeGap(sync: LeasedSync): Promise<void> {
    const documentsRepaired = this.#run?.context.statistics.documentsRepaired;
    this.#options.log.info('Everything was compared behind the lost changes', { documentsRepaired });
    await sync.change({ gap: undefined });
  }

  /** After writes are allowed: what could wait until now. */
  async #finish(sync: LeasedSync, signal: AbortSignal): Promise<void> {
    await sync.renewLeaseIfLost(signal);
    const constraints = await loadConstraints(sync.metadata);
    const { client } = sync.sides.destination;
    const failedConstraints = await completeConstraints(client, constraints, isTransient);
    for (const { constraint, reason } of failedConstraints) {
      this.#options.log.error('A constraint could not be put back', { ...constraint, reason });
    }
    // Behind the end nobody comes to it again: a process that dies in between has the next one finish anew.
    await this.#removeSpool(sync);
    await sync.change({ phase: 'committed', failedConstraints });
    this.#lifecycle.move('committed');
  }

  /** What is left of it nobody will read. */
  async #removeSpool({ record: { spoolId: id } }: LeasedSync): Promise<void> {
    const { spool } = this.#options.tuning;
    if (spool === undefined || id === undefined) return;
    await removeSpool({ path: spool.path, id }).catch((error: unknown) =>
      this.#options.log.warn('Spooled changes could not be removed', { reason: messageOf(error), path: spool.path }),
    );
  }

  /** What was made on the source may be removed or excluded there; until then the sync waits to be resumed. */
  async #pauseFor(sync: LeasedSync, error: GodwitError): Promise<void> {
    const { summary, hint } = error;
    this.#options.log.warn('The sync paused', { reason: summary });
    this.#lifecycle.move('pause');
    try {
      await sync.change({ isPaused: true, pausedFor: hint === undefined ? summary : `${summary}. ${hint}` });
    } catch {
      // Not written down, it is told by this process alone; whoever takes the sync up meets it anew.
      this.#failure = error;
    }
  }

  async #fail(sync: LeasedSync, error: unknown): Promise<void> {
    const isUnseen = isGodwitError(error) && error.code === unseenDdlCode;
    if (isUnseen && sync.record.settings.onUnseenDdl === 'pause' && this.state === 'RUNNING') {
      return await this.#pauseFor(sync, error);
    }
    this.#failure = asGodwitError(error);
    this.#options.log.error('The sync stopped', { code: this.#failure.code, reason: this.#failure.message });
    if (this.#lifecycle.allows('fail')) this.#lifecycle.move('fail');
    if (error instanceof FencedOffError) this.#fenced.reject(error);
    else {
      const isGap = this.#failure.code === 'GW930';
      if (isGap) await rememberGap(sync).catch(() => {});
      await sync.change({ isPaused: true }).catch(() => {});
    }
  }
}

/** Writes are allowed, and somebody is to say whether that stays so. */
function isHeld({ record }: LeasedSync): boolean {
  return record.phase === 'writable' && record.commit?.isHeld === true;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
