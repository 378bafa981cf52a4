/**
 * The built-in engine: one sync between two clusters, started, paused, resumed, committed and asked for its progress.
 *
 * It keeps a run going for as long as its state asks for one, and begins a new run at the last checkpoint whenever one
 * fails for a reason that time can heal. Its own state is in the destination's metadata, so it may die at any moment.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../lib/deferred.ts';
import { EngineError, type GodwitError, isGodwitError, messageOf } from '../lib/errors.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { isTransient } from '../mongo/failures.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { scopeOf } from './catalog/scope.ts';
import { moveCheckpoint, readCheckpoint } from './checkpoint/checkpoint-store.ts';
import { finishRenames } from './checkpoint/entry-store.ts';
import { Lease, type LeaseHolder } from './checkpoint/lease.ts';
import { FencedOffError, Metadata } from './checkpoint/metadata.ts';
import { earlierThanNext, readWriterSessions } from './checkpoint/writer-sessions.ts';
import { prepareCommit } from './commit.ts';
import { allowedRequests, type EngineEvent, type EngineState, nextEngineState, recoveryOf } from './engine-state.ts';
import { unseenDdlCode } from './follow/unseen-ddl.ts';
import { isoOf, resumePointLost } from './gap/gap.ts';
import { recatalogue } from './gap/recatalogue.ts';
import {
  completeConstraints,
  type FailedConstraint,
  loadConstraints,
  releasePrepared,
  releaseUniqueness,
} from './indexes/constraints.ts';
import { type CatalogueParts, initialize } from './initialize.ts';
import { beginReverse, recordWayBack, relaxConstraints } from './reverse.ts';
import { asGodwitError, isRewind } from './run-failure.ts';
import { latestRecord, type RunRecord, readRunRecord, writeRunRecord } from './run-record.ts';
import { settleWrites } from './settle-writes.ts';
import { sourceTimeNow } from './source-time.ts';
import { removeSpool } from './spool/spool-recovery.ts';
import { type Stall, StallWatch } from './stall-watch.ts';
import { refuseImpossible, refuseNoWayBack } from './start-checks.ts';
import { readCommitRequest, readStartRequest, type StartRequest } from './start-request.ts';
import type { SyncCluster } from './sync-context.ts';
import { SyncRun, type SyncTuning } from './sync-run.ts';
import { readLoad } from './throttle/load.ts';
import { checkSchedule } from './throttle/schedule.ts';
import type { VerificationPort } from './verification-port.ts';
import { whyNotCommit } from './why-not-commit.ts';

export interface SyncEngineOptions {
  /** By the labels of the start request. */
  readonly clusters: Readonly<Record<'cluster0' | 'cluster1', SyncCluster>>;
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

/** Where the engine tells what it does; the process decides how that is written. */
export interface SyncLog {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

const retryForMs = 30 * 60_000;
const maxBackoffMs = 5_000;

interface SyncSides {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
}

export class SyncEngine {
  readonly #options: SyncEngineOptions;
  #state: EngineState = 'INITIALIZING';
  #record: RunRecord | undefined;
  #metadata: Metadata | undefined;
  #lease: Lease | undefined;
  #run: SyncRun | undefined;
  #work: Promise<void> = Promise.resolve();
  #stop = new AbortController();
  #failure: GodwitError | undefined;
  #interruption: string | undefined;
  #interruptions = 0;
  #isStarting = false;
  #commitAsked = deferred();
  #finishAsked = deferred();
  #recordWritten: Promise<unknown> = Promise.resolve();
  readonly #fenced = deferred<never>();
  #isAbandoned = false;
  #isEnding = false;
  readonly #stallWatch: StallWatch;

  constructor(options: SyncEngineOptions) {
    this.#options = options;
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
    return this.#state;
  }

  get record(): RunRecord | undefined {
    return this.#record;
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
    return this.#record?.failedConstraints ?? [];
  }

  /** Set while nothing moves although the source does. */
  get stall(): Stall | undefined {
    return this.#stallWatch.stall;
  }

  /** Seconds between the source's clock and what is applied; `undefined` where nothing is under way. */
  get lagSeconds(): number | undefined {
    const run = this.#run;
    return run === undefined ? undefined : Math.max(run.lagSeconds, this.#stallWatch.lagSeconds(run));
  }

  /** Runs are meant to succeed each other until the end. */
  get #isGoing(): boolean {
    return this.#state === 'RUNNING' || (this.#state === 'COMMITTING' && this.#record?.phase === 'committing');
  }

  #tellStall(stall: Stall | undefined): void {
    if (stall === undefined) this.#options.log.info('The sync moves on');
    else this.#options.log.warn('The sync is stuck', { reason: stall.reason });
  }

  /** Looks for a sync to go on with, on both sides: the one that holds metadata is the destination. */
  async recover(): Promise<void> {
    const record = await this.#takeUp();
    if (record === undefined) return this.#transition('initialized');
    this.#options.log.info('Found a sync to go on with', { phase: record.phase, startedAt: record.startedAt });
    this.#transition(recoveryOf(record));
    const { gap, isPaused } = record;
    if (gap !== undefined && gap.until === undefined && isPaused) this.#failure = resumePointLost(gap.from);
    if (record.phase === 'committing') this.#commitAsked.resolve();
    if (!record.isPaused) this.#work = this.#carryOn();
  }

  /** What the engine before has written until its lease ended is known only behind that. */
  async #takeUp(): Promise<RunRecord | undefined> {
    for (;;) {
      const found = await this.#findRecord();
      if (found === undefined) return undefined;
      this.#metadata = found.metadata;
      await this.#takeLease();
      const { record } = (await this.#findRecord()) ?? {};
      if (record?.direction.destination === found.record.direction.destination) {
        this.#record = record;
        return record;
      }
      await this.#lease!.release();
      this.#lease = undefined;
    }
  }

  async #findRecord(): Promise<{ readonly metadata: Metadata; readonly record: RunRecord } | undefined> {
    const found: { readonly metadata: Metadata; readonly record: RunRecord }[] = [];
    for (const label of ['cluster1', 'cluster0'] as const) {
      const metadata = new Metadata(this.#options.clusters[label].client);
      const record = await readRunRecord(metadata);
      if (record?.direction.destination === label) found.push({ metadata, record });
    }
    return latestRecord(found);
  }

  /** `POST /start`: of two that come at once, only one is heard. */
  async start(body: unknown): Promise<void> {
    this.#demand('start');
    if (this.#isStarting) {
      throw new EngineError('GW903', {
        summary: 'start is not possible while the engine looks at another start request',
        hint: 'Ask for the progress: the state is RUNNING when that one was accepted',
      });
    }
    this.#isStarting = true;
    try {
      await this.#begin(readStartRequest(body));
    } finally {
      this.#isStarting = false;
    }
  }

  /** Nothing is written before the request is known to be possible. */
  async #begin(request: StartRequest): Promise<void> {
    const { source, destination, settings, load } = request;
    await checkSchedule(load.schedule ?? []);
    const sides = this.#sides({ source, destination });
    await refuseImpossible(request, sides.source, sides.destination);
    this.#metadata = new Metadata(sides.destination.client);
    await this.#takeLease();
    this.#record = {
      settings,
      phase: 'initializing',
      isPaused: false,
      direction: { source, destination },
      startTime: await sourceTimeNow(sides.source.client),
      startedAt: new Date(),
      commit: undefined,
      writableAt: undefined,
      load,
    };
    try {
      await this.#saveRecord();
    } catch (error) {
      // For whoever asks once more, or another engine.
      await this.#lease!.release();
      this.#lease = undefined;
      this.#record = undefined;
      throw error;
    }
    this.#transition('start');
    this.#work = this.#carryOn();
  }

  /** How much load the sync may make from now on, instead of all limits so far; takes effect without a new run. */
  async changeLoad(body: unknown): Promise<void> {
    // A process that takes a sync up knows its record before it may change anything.
    if (this.#record === undefined || this.#lease === undefined) {
      throw new EngineError('GW903', {
        summary: `Load limits cannot be changed in state ${this.#state}`,
        hint: 'Give them as `load` when the sync is started',
      });
    }
    const load = readLoad(body);
    await checkSchedule(load.schedule ?? []);
    await this.#changeRecord({ load });
    this.#run?.changeLoad(load, this.#options.tuning);
    this.#options.log.info('Load limits changed', { load });
  }

  /** `POST /pause`: returns once the checkpoint is written and nothing runs any more. */
  async pause(): Promise<void> {
    this.#demand('pause');
    this.#transition('pause');
    try {
      await this.#changeRecord({ isPaused: true });
    } finally {
      // Whoever is told that it failed must not find a sync that goes on all the same.
      await this.#halt();
    }
  }

  /** `POST /resume` */
  async resume(): Promise<void> {
    this.#demand('resume');
    await this.#work;
    const { phase } = this.#record!;
    // A commit that failed is not taken up by itself: whoever asked for it may let applications write on the source by now.
    const isCommitGivenUp = phase === 'committing';
    const givenUp = isCommitGivenUp ? ({ phase: 'syncing', commit: undefined } as const) : {};
    if (isCommitGivenUp) await this.#releasePrepared();
    await this.#changeRecord({ isPaused: false, pausedFor: undefined, ...givenUp });
    this.#transition(phase === 'writable' ? 'resumeCommitted' : 'resume');
    if (isCommitGivenUp) this.#commitAsked = deferred();
    this.#failure = undefined;
    this.#work = this.#carryOn();
  }

  async #beginCommitAnew(): Promise<void> {
    // That writes are allowed may have been written down all the same, though the answer did not come.
    await this.#changeRecord({});
    await this.#releasePrepared();
  }

  /** A commit that was interrupted has left indexes that refuse what is followed, until everything is applied. */
  async #releasePrepared(): Promise<void> {
    await this.#renewLeaseIfLost();
    const { destination } = this.#sides(this.#record!.direction);
    await releasePrepared(destination.client, await this.#destinationNamespaces());
  }

  /**
   * After the resume point was lost: what is copied stays, the stream is followed anew from now, everything is compared
   * behind that, and what differs is fetched. Nothing can be committed until that is through.
   */
  async repair(): Promise<void> {
    this.#demand('repair');
    const { gap, isSyncBack, direction } = this.#record!;
    if (gap === undefined || gap.until !== undefined) {
      throw new EngineError('GW936', {
        summary: 'The resume point of this sync is not lost, so there is nothing to repair',
        hint: 'Resume it: it goes on where it stopped (`godwit resume`)',
      });
    }
    if (isSyncBack === true) {
      throw new EngineError('GW937', {
        summary: 'A sync back whose resume point is lost cannot be repaired by this version',
        hint: 'Compare both sides with `godwit verify`; `--repair` would overwrite what was written since the switch',
      });
    }
    await this.#work;
    if (this.#record!.phase === 'committing') await this.#releasePrepared();
    const until = await sourceTimeNow(this.#sides(direction).source.client);
    await this.#changeRecord({
      gap: { ...gap, until },
      startTime: until,
      isPaused: false,
      phase: 'syncing',
      commit: undefined,
    });
    this.#commitAsked = deferred();
    this.#failure = undefined;
    this.#transition('repair');
    this.#work = this.#carryOn();
  }

  /**
   * `POST /commit`: begins the commit; `state` and `canWrite` tell how it goes.
   * @param body mongosync's is empty; `hold` waits for `finish` once writes are allowed, `detach` lets the source be
   *   written to
   */
  async commit(body: unknown): Promise<void> {
    this.#demand('commit');
    const mode = readCommitRequest(body);
    const { settings, direction } = this.#record!;
    const { source, destination } = this.#sides(direction);
    if (mode.isReversible) refuseNoWayBack(settings, source, destination);
    if (!this.canCommit) {
      throw new EngineError('GW902', {
        summary: 'The sync cannot be committed yet',
        detail: this.whyNotCommit.join('; '),
        hint: 'Wait until `canCommit` is true',
      });
    }
    this.#transition('commit');
    this.#failure = undefined;
    try {
      await this.#changeRecord({ phase: 'committing', commit: mode });
    } catch (error) {
      // It may be written all the same: what is true is written over it, now or with the next change.
      await this.#changeRecord({}).catch(() => {});
      if (this.#state === 'COMMITTING') this.#transition('commitUndone');
      throw error;
    }
    this.#commitAsked.resolve();
  }

  /** Goes on from a held commit: what could wait until applications have switched. */
  async finish(): Promise<void> {
    this.#demandHeld('finish');
    await this.#changeRecord({ commit: { ...this.#record!.commit!, isHeld: false } });
    this.#finishAsked.resolve();
  }

  /** Takes a held commit back: the sync follows on. Nobody may have written to the destination. */
  async undoCommit(): Promise<void> {
    this.#demandHeld('undoCommit');
    const { destination } = this.#sides(this.#record!.direction);
    await releaseUniqueness(destination.client, await loadConstraints(this.#metadata!));
    await this.#changeRecord({ phase: 'syncing', commit: undefined, writableAt: undefined });
    this.#transition('undoCommit');
    this.#commitAsked = deferred();
    this.#finishAsked.resolve();
  }

  /** Takes a commit back that is held, where there is one: nobody is going to tell us to finish it. */
  async takeBackHeldCommit(): Promise<void> {
    if (this.#state === 'COMMITTING' && this.#isHeld) await this.undoCommit();
  }

  #demandHeld(event: EngineEvent): void {
    this.#demand(event);
    if (this.#isHeld) return;
    throw new EngineError('GW903', {
      summary: `${event} is possible only while a commit is held`,
      hint: 'A commit is held when it was asked for with {"hold": true} and writes are allowed (`canWrite`)',
    });
  }

  /** `POST /reverse`: from now on changes of the destination go back to the source, from the moment of the commit on. */
  async reverse(): Promise<void> {
    this.#demand('reverse');
    const { settings, commit, writableAt, direction } = this.#record!;
    if (!(settings.reversible || commit?.isReversible === true) || writableAt === undefined) {
      throw new EngineError('GW904', {
        summary: 'This sync was not started as reversible',
        hint: 'Start it with reversible: true to be able to go back after the commit',
      });
    }
    await this.#work;
    this.#transition('reverse');
    const before = { metadata: this.#metadata!, lease: this.#lease!, record: this.#record! };
    const backwards = { source: direction.destination, destination: direction.source };
    const metadata = new Metadata(this.#sides(backwards).destination.client);
    try {
      const { holder, leaseMs } = this.#options;
      const lease = await Lease.acquire(metadata, holder, this.#stop.signal, leaseMs);
      this.#record = await beginReverse(
        before,
        { metadata, lease },
        {
          settings: { ...settings, sharding: undefined, isTurned: settings.isTurned !== true },
          direction: backwards,
          startTime: writableAt,
        },
      );
      this.#metadata = metadata;
      this.#lease = lease;
    } catch (error) {
      this.#transition('reverseFailed');
      throw error;
    }
    await before.lease.release();
    this.#commitAsked = deferred();
    this.#finishAsked = deferred();
    this.#transition('reversed');
    this.#work = this.#carryOn();
  }

  /** The cluster that is synced into was in use before: its constraints would be in the way. */
  async #relaxOldCluster(destination: SyncCluster): Promise<void> {
    if (this.#record!.isSyncBack !== true) return;
    await relaxConstraints(destination.client, await this.#destinationNamespaces());
  }

  /** Of the collections in scope, as they are written down. */
  async #destinationNamespaces(): Promise<readonly Namespace[]> {
    const stored = await this.#metadata!.readAll<{ destination: Namespace }>('collections');
    return stored.map(({ destination }) => destination);
  }

  /** What stands in the way of a commit, in words. */
  get whyNotCommit(): readonly string[] {
    const { run, lagSeconds = 0, stall } = this;
    if (this.#state !== 'RUNNING' || run === undefined) return [`the state is ${this.#state}`];
    return whyNotCommit(run, { lagSeconds, stall, gap: this.#record!.gap });
  }

  get canCommit(): boolean {
    return this.whyNotCommit.length === 0;
  }

  /** Writes on the destination are allowed, as far as the sync is concerned. */
  get canWrite(): boolean {
    return this.#record?.phase === 'writable' || this.#record?.phase === 'committed';
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
    this.#isEnding = true;
    await this.#halt();
    // What is under way still may change the destination until the lease that it was sent by is over.
    if (this.#run?.leavesWrites === true) this.#lease?.end();
    else await this.#lease?.release();
  }

  #demand(event: EngineEvent): void {
    if (nextEngineState(this.#state, event) !== undefined) return;
    const allowed = allowedRequests(this.#state);
    throw new EngineError('GW903', {
      summary: `${event} is not possible in state ${this.#state}`,
      hint: allowed.length === 0 ? 'Wait for the state to change' : `Possible now: ${allowed.join(', ')}`,
      context: { state: this.#state, allowed },
    });
  }

  #transition(event: EngineEvent): void {
    const next = nextEngineState(this.#state, event);
    if (next === undefined)
      throw new EngineError('GW903', { summary: `${event} is not possible in state ${this.#state}` });
    this.#options.log.info('State changed', { from: this.#state, to: next, by: event });
    this.#state = next;
  }

  #sides({ source, destination }: RunRecord['direction']): SyncSides {
    const { clusters } = this.#options;
    return {
      source: clusters[source as keyof typeof clusters],
      destination: clusters[destination as keyof typeof clusters],
    };
  }

  async #takeLease(): Promise<void> {
    this.#lease = await Lease.acquire(this.#metadata!, this.#options.holder, this.#stop.signal, this.#options.leaseMs);
  }

  async #saveRecord(): Promise<void> {
    await writeRunRecord(this.#metadata!, this.#lease!.token, this.#record!);
  }

  /** One after the other, so that none writes over another; what could not be written is not so. */
  async #changeRecord(
    changes: Partial<
      Pick<
        RunRecord,
        | 'isPaused'
        | 'phase'
        | 'commit'
        | 'writableAt'
        | 'gap'
        | 'startTime'
        | 'load'
        | 'spoolId'
        | 'pausedFor'
        | 'failedConstraints'
      >
    >,
  ): Promise<void> {
    const change = this.#recordWritten
      .catch(() => {})
      .then(async () => {
        const changed = { ...this.#record!, ...changes };
        await writeRunRecord(this.#metadata!, this.#lease!.token, changed);
        this.#record = changed;
      });
    this.#recordWritten = change;
    await change;
  }

  /** Stops whatever runs, with a last checkpoint where that is possible. */
  async #halt(): Promise<void> {
    this.#stop.abort();
    await this.#work;
    this.#stop = new AbortController();
  }

  /** Keeps runs going until the sync is paused, stopped, committed or fails for good. */
  async #carryOn(): Promise<void> {
    const { signal } = this.#stop;
    let troubleSince: number | undefined;
    let backoffMs = 250;
    while (!signal.aborted && this.#record!.phase !== 'committed') {
      const startedAt = performance.now();
      try {
        if (this.#isHeld) await Promise.race([this.#finishAsked.promise, aborted(signal)]);
        else if (this.canWrite) await this.#finish();
        else await this.#oneRun(signal);
      } catch (error) {
        if (signal.aborted) return;
        if (performance.now() - startedAt > 60_000) troubleSince = undefined;
        troubleSince ??= performance.now();
        const isHopeful = isRewind(error) && performance.now() - troubleSince < retryForMs;
        if (!isHopeful) return await this.#fail(error);
        this.#interruption = messageOf(error);
        this.#interruptions += 1;
        this.#options.log.warn('Beginning anew at the last checkpoint', { reason: messageOf(error) });
        await delay(backoffMs, undefined, { signal }).catch(() => {});
        backoffMs = Math.min(maxBackoffMs, backoffMs * 2);
      }
    }
  }

  /** Runs until it is stopped or committed; what it throws decides what comes next. */
  async #oneRun(signal: AbortSignal): Promise<void> {
    await this.#renewLeaseIfLost();
    const sides = this.#sides(this.#record!.direction);
    const { client, facts } = sides.destination;
    const written = await readWriterSessions(this.#metadata!);
    await settleWrites(client, written.sessions, { isSharded: facts.topology === 'sharded', signal });
    await finishRenames(sides.destination.client, this.#metadata!, this.#lease!.token);
    if (this.#record!.phase === 'committing') await this.#beginCommitAnew();
    if (this.#record!.phase === 'initializing') await this.#initialize(sides);
    if (this.#record!.phase === 'syncing') await this.#relaxOldCluster(sides.destination);
    await this.#beginBehindGap(sides);
    // Durable before anything bears it: a spool is nobody's but this sync's.
    if (this.#options.tuning.spool !== undefined && this.#record!.spoolId === undefined) {
      await this.#changeRecord({ spoolId: randomUUID() });
    }
    const record = this.#record!;
    const run = await SyncRun.start({
      ...sides,
      metadata: this.#metadata!,
      lease: this.#lease!,
      record,
      tuning: this.#options.tuning,
      verification: this.#options.verification,
      earlierSessions: earlierThanNext(written),
      onGapClosed: async () => await this.#closeGap(),
      onSpoolLeft: (words) =>
        this.#options.log.warn('Following from the checkpoint instead of from spooled changes', { reason: words }),
    });
    this.#run = run;
    this.#interruption = undefined;
    const { load } = this.#record!;
    // Changed while the run was being made.
    if (load !== record.load) run.changeLoad(load ?? {}, this.#options.tuning);
    try {
      await Promise.race([run.failure, aborted(signal), this.#commitAsked.promise]);
      if (signal.aborted && !this.#isAbandoned) await run.end({ isLast: this.#isEnding });
      else if (signal.aborted) return;
      else await this.#commit(run, signal);
    } finally {
      await run.stop({ isLast: this.#isEnding });
    }
  }

  /** Makes the destination ready for writers; if it cannot be made so, the sync follows on. */
  async #commit(run: SyncRun, signal: AbortSignal): Promise<void> {
    try {
      await Promise.race([run.failure, prepareCommit(run, this.#record!.commit!, signal)]);
      await recordWayBack(run);
    } catch (error) {
      // Of a process that ends, the next one goes on with the commit.
      if (isRewind(error) || signal.aborted) throw error;
      this.#options.log.error('The commit was undone', { reason: messageOf(error) });
      this.#failure = asGodwitError(error);
      await this.#releasePrepared();
      await this.#changeRecord({ phase: 'syncing', commit: undefined });
      this.#commitAsked = deferred();
      this.#transition('commitUndone');
      return;
    }
    const writableAt = await sourceTimeNow(run.context.destination.client);
    this.#finishAsked = deferred();
    await this.#changeRecord({ phase: 'writable', writableAt });
  }

  get #isHeld(): boolean {
    return this.#record!.phase === 'writable' && this.#record!.commit?.isHeld === true;
  }

  async #renewLeaseIfLost(): Promise<void> {
    try {
      this.#lease!.remainingMs();
    } catch (error) {
      if (error instanceof FencedOffError) throw error;
      this.#lease!.end();
      this.#lease = await this.#lease!.takeAnew(this.#stop.signal);
    }
  }

  async #initialize(sides: SyncSides): Promise<void> {
    // A first checkpoint means that the catalogue was complete once, and only the phase was not written.
    if ((await readCheckpoint(this.#metadata!)) === undefined) {
      const startTime = await sourceTimeNow(sides.source.client);
      await this.#changeRecord({ startTime });
      await initialize(this.#catalogueParts(sides, startTime));
    }
    await this.#changeRecord({ phase: 'syncing' });
  }

  /** Done again when it was interrupted: until then the checkpoint lies before the gap. */
  async #beginBehindGap(sides: SyncSides): Promise<void> {
    const { gap } = this.#record!;
    if (gap?.until === undefined) return;
    const checkpoint = await readCheckpoint(this.#metadata!);
    if (checkpoint !== undefined && checkpoint.time >= gap.until) return;
    this.#options.log.warn('Following anew behind lost changes', { from: isoOf(gap.from), until: isoOf(gap.until) });
    await recatalogue(this.#catalogueParts(sides, gap.until));
    await moveCheckpoint(this.#metadata!, this.#lease!.token, gap.until);
  }

  #catalogueParts({ source, destination }: SyncSides, startTime: ClusterTime): CatalogueParts {
    const { settings } = this.#record!;
    return {
      source,
      destination,
      settings,
      ...scopeOf(settings, source.client),
      metadata: this.#metadata!,
      fence: this.#lease!.token,
      startTime,
    };
  }

  async #closeGap(): Promise<void> {
    const documentsRepaired = this.#run?.context.statistics.documentsRepaired;
    this.#options.log.info('Everything was compared behind the lost changes', { documentsRepaired });
    await this.#changeRecord({ gap: undefined });
  }

  /** For those who ask the metadata, and for whoever starts the engine next. */
  async #rememberGap(): Promise<void> {
    const { gap, startTime } = this.#record!;
    const from = gap?.from ?? (await readCheckpoint(this.#metadata!))?.time ?? startTime;
    await this.#changeRecord({ gap: { from, until: undefined } });
  }

  /** After writes are allowed: what could wait until now. */
  async #finish(): Promise<void> {
    await this.#renewLeaseIfLost();
    const { destination } = this.#sides(this.#record!.direction);
    const constraints = await loadConstraints(this.#metadata!);
    const failedConstraints = await completeConstraints(destination.client, constraints, isTransient);
    for (const { constraint, reason } of failedConstraints) {
      this.#options.log.error('A constraint could not be put back', { ...constraint, reason });
    }
    await this.#changeRecord({ phase: 'committed', failedConstraints });
    this.#transition('committed');
    await this.#removeSpool();
  }

  /** What is left of it nobody will read. */
  async #removeSpool(): Promise<void> {
    const { spool } = this.#options.tuning;
    const { spoolId: id } = this.#record!;
    if (spool === undefined || id === undefined) return;
    await removeSpool({ path: spool.path, id }).catch((error: unknown) =>
      this.#options.log.warn('Spooled changes could not be removed', { reason: messageOf(error), path: spool.path }),
    );
  }

  /** What was made on the source may be removed or excluded there; until then the sync waits to be resumed. */
  async #pauseFor({ summary, hint }: GodwitError): Promise<void> {
    this.#options.log.warn('The sync paused', { reason: summary });
    this.#transition('pause');
    await this.#changeRecord({ isPaused: true, pausedFor: hint === undefined ? summary : `${summary}. ${hint}` });
  }

  async #fail(error: unknown): Promise<void> {
    const isUnseen = isGodwitError(error) && error.code === unseenDdlCode;
    if (isUnseen && this.#record!.settings.onUnseenDdl === 'pause' && this.#state === 'RUNNING') {
      return await this.#pauseFor(error);
    }
    this.#failure = asGodwitError(error);
    this.#options.log.error('The sync stopped', { code: this.#failure.code, reason: this.#failure.message });
    if (nextEngineState(this.#state, 'fail') !== undefined) this.#transition('fail');
    if (error instanceof FencedOffError) this.#fenced.reject(error);
    else {
      const isGap = this.#failure.code === 'GW930';
      if (isGap) await this.#rememberGap().catch(() => {});
      await this.#changeRecord({ isPaused: true }).catch(() => {});
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
