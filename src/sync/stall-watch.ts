/**
 * Notices a sync that stands still while its source goes on: neither what is applied nor what is durable moves, for
 * longer than a batch, an election or a lease explains. It changes nothing: it says so, and what is waited for.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type ClusterTime, clusterTimeParts, secondsOf } from '../mongo/cluster-time.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import type { ActivityKind } from './activities.ts';
import { sourceTimeNow } from './source-time.ts';
import type { SyncRun } from './sync-run.ts';

export interface StallWatchParts {
  /** The present run, or `undefined` where none is meant to go on. */
  readonly run: () => SyncRun | undefined;
  /** Why runs begin anew again and again. */
  readonly interruption: () => string | undefined;
  readonly onChange: (stall: Stall | undefined) => void;
  readonly afterMs?: number | undefined;
}

/** A sync that is stuck. */
export interface Stall {
  readonly since: Date;
  /** What stands still and what it waits for, in words. */
  readonly reason: string;
}

const defaultAfterMs = 60_000;

interface Mark {
  readonly time: ClusterTime;
  readonly at: number;
  /** A transaction's events all bear one time: within a run, applying some of them is progress as well. */
  readonly run: SyncRun;
  readonly events: number;
}

export class StallWatch {
  readonly #parts: StallWatchParts;
  readonly #afterMs: number;
  #timer: NodeJS.Timeout | undefined;
  #applied: Mark | undefined;
  #durable: Mark | undefined;
  #source: { readonly client: MongoClient; readonly time: ClusterTime } | undefined;
  #silentSince: number | undefined;
  #stall: Stall | undefined;

  constructor(parts: StallWatchParts) {
    this.#parts = parts;
    this.#afterMs = parts.afterMs ?? defaultAfterMs;
  }

  get stall(): Stall | undefined {
    return this.#stall;
  }

  /** Seconds that the sync is behind what the source's own clock said last; the stream itself may be silent. */
  lagSeconds({ context, follower }: SyncRun): number {
    const known = this.#source?.client === context.source.client ? this.#source.time : 0n;
    return Math.max(0, secondsOf(known) - secondsOf(follower.applied.time));
  }

  start(): void {
    const everyMs = Math.max(100, this.#afterMs / 10);
    this.#timer = setTimeout(() => {
      void this.#look(everyMs).finally(() => this.#timer !== undefined && this.start());
    }, everyMs);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(patienceMs: number): Promise<void> {
    const run = this.#parts.run();
    // What is held back on purpose says why by itself.
    if (run === undefined || run.context.limits.isHeld) return this.#forget();
    // The other way round, the clock is another.
    if (this.#source !== undefined && this.#source.client !== run.context.source.client) this.#forget();
    await this.#askSource(run.context.source.client, patienceMs);
    const reason = await this.#reason(run);
    if ((reason === undefined) === (this.#stall === undefined)) {
      if (reason !== undefined) this.#stall = { ...this.#stall!, reason };
      return;
    }
    this.#stall = reason === undefined ? undefined : { since: new Date(), reason };
    this.#parts.onChange(this.#stall);
  }

  #forget(): void {
    this.#applied = undefined;
    this.#durable = undefined;
    this.#source = undefined;
    if (this.#stall === undefined) return;
    this.#stall = undefined;
    this.#parts.onChange(undefined);
  }

  /** The source may stand still itself: then it is its silence that is told. */
  async #askSource(client: MongoClient, patienceMs: number): Promise<void> {
    const askedAt = performance.now();
    const silence = delay(patienceMs, undefined, { ref: false });
    const time = await Promise.race([sourceTimeNow(client).catch(() => undefined), silence]);
    if (time === undefined) {
      this.#silentSince ??= askedAt;
      return;
    }
    this.#silentSince = undefined;
    this.#source = { client, time };
  }

  async #reason(run: SyncRun): Promise<string | undefined> {
    const now = performance.now();
    const events = run.context.statistics.eventsApplied;
    this.#applied = moved(this.#applied, { time: run.follower.applied.time, at: now, run, events });
    this.#durable = moved(this.#durable, { time: run.checkpointer.durableTime, at: now, run, events });
    const isAway = this.#silentSince !== undefined && now - this.#silentSince > this.#afterMs;
    const hasMoved = (mark: Mark) => (this.#source?.time ?? 0n) > mark.time;
    const isStill = (mark: Mark) => now - mark.at > this.#afterMs && (isAway || hasMoved(mark));
    if (isStill(this.#applied) && !isAway && this.#isLimited(run)) this.#applied = { ...this.#applied, at: now };
    if (isStill(this.#applied)) {
      const why = await this.#waitsFor(run, ['read', 'write'], now);
      return words('no change was applied', this.#applied, now, why);
    }
    if (isStill(this.#durable) && this.#isWaitingForCheckpoint(run)) {
      const why = await this.#waitsFor(run, ['checkpoint'], now);
      return words('the resume point has not moved', this.#durable, now, why);
    }
    return undefined;
  }

  /** No server lets it wait, but the rate that it is to keep: that is told where all is told that holds it back. */
  #isLimited({ context }: SyncRun): boolean {
    const isAnswered = context.activities.longerThan(this.#afterMs / 4, ['read', 'write']) === undefined;
    return isAnswered && context.limits.isWritingLimited;
  }

  /** Checkpoints are rare by themselves. */
  #isWaitingForCheckpoint({ context }: SyncRun): boolean {
    const isWaiting = context.activities.longerThan(this.#afterMs / 4, ['checkpoint']) !== undefined;
    return isWaiting || this.#parts.interruption() !== undefined;
  }

  async #waitsFor(run: SyncRun, kinds: readonly ActivityKind[], now: number): Promise<string> {
    if (this.#silentSince !== undefined) return `the source has not answered for ${seconds(now - this.#silentSince)}`;
    const activity = run.context.activities.longerThan(this.#afterMs / 4, kinds);
    const interruption = this.#parts.interruption();
    const again = interruption === undefined ? [] : [`runs begin anew again and again: ${interruption}`];
    if (activity === undefined) return again[0] ?? 'nothing tells what it waits for; see the log of the engine';
    const lock = activity.kind === 'read' ? [] : await destinationLock(run);
    return [`it waits for ${activity.words} since ${seconds(now - activity.since)}`, ...lock, ...again].join('; ');
  }
}

function moved(before: Mark | undefined, now: Mark): Mark {
  if (before === undefined) return now;
  const hasMoved = now.time > before.time || (now.run === before.run && now.events > before.events);
  return hasMoved ? now : before;
}

function words(what: string, { time, at }: Mark, now: number, why: string): string {
  const { t, i } = clusterTimeParts(time);
  const where = time === 0n ? '' : ` (it stands at oplog entry ${t}:${i})`;
  return `${what} for ${seconds(now - at)}${where}: ${why}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

interface Operation {
  readonly waitingForLock?: boolean;
  readonly waitingForFlowControl?: boolean;
}

/** What the destination itself says of our writes; nothing where it does not say, or not to us. */
async function destinationLock({ context }: SyncRun): Promise<readonly string[]> {
  try {
    const ids = context.writer.sessionIds;
    const own = { $or: [{ 'lsid.id': { $in: ids } }, { ns: `${metadataDatabase}.engine` }] };
    const stages = [{ $currentOp: { allUsers: true } }, { $match: { active: true, ...own } }];
    const admin = context.destination.client.db('admin');
    const asked = admin.aggregate<Operation>(stages, { maxTimeMS: 1_000 }).toArray();
    asked.catch(() => {});
    const operations = (await Promise.race([asked, delay(1_000, undefined, { ref: false })])) ?? [];
    const locked = operations.some(({ waitingForLock }) => waitingForLock === true);
    const controlled = operations.some(({ waitingForFlowControl }) => waitingForFlowControl === true);
    return [
      ...(locked ? ['the destination says that it waits for a lock'] : []),
      ...(controlled ? ['the destination says that its flow control waits for secondaries'] : []),
    ];
  } catch {
    return [];
  }
}
