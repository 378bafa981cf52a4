import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';

/** Below this a restart costs nothing that would be noticed; above it hardly any raise has to be waited for. */
const leastStep: ClusterTime = 3n << 32n;
const largestStep: ClusterTime = 3_600n << 32n;
/** Raises that follow one another faster than this slow the follower down. */
const comfortableMs = 1_000;

export interface HorizonOptions {
  /** How late an earlier run may have been. */
  readonly overlap: ClusterTime;
  /** The horizon that is stored; `undefined` when there is none. */
  readonly durable: ClusterTime | undefined;
  /** The source's clock as last seen. */
  readonly sourceTime: () => ClusterTime;
  /** Returns once the time is durable on a majority. */
  readonly raiseTo: (time: ClusterTime) => Promise<void>;
}

/**
 * A durable bound for what is on the destination: no change of the source later than the horizon has been applied, by
 * this run or any before it. After a restart changes up to the horizon may have been applied already, so that their
 * deltas have no certain base and the documents are fetched; later ones are applied as they are.
 *
 * It is raised ahead of what is applied: `cover` is called before anything is written, be it an event (its time) or a
 * fetched document (the latest time that it may have been read at), and lets it pass only once a horizon at or behind
 * that time is known to be on a majority. Why that holds whatever happens:
 *
 * - Killed anywhere: what was written was covered, and what covers it was durable before. A raise without a write behind
 *   it leaves the horizon too late, which costs fetches and is never wrong.
 * - A rollback on the destination takes back writes that were not on a majority: documents, never a horizon that `cover`
 *   let something pass on. A raise that is rolled back was never acknowledged, hence covered nothing.
 * - Another engine, or the next run of this one: it takes the checkpoint over and reads the horizon in one step
 *   (`CheckpointStore.claim`), after which no raise of an earlier run can be acknowledged. What an earlier run still
 *   sends is therefore covered by the horizon that was read.
 * - It never goes back while a run lives, whatever order its raises arrive in (`$max`). When a run ends in order it is
 *   lowered to what was really covered, after which `cover` lets nothing pass.
 *
 * The copy does without: `copying` is durable before its first insert and has every delta fetched, and how late it read
 * is stored with the collection when it is `live`.
 */
export class Horizon {
  readonly #options: HorizonOptions;
  /** The latest time that the destination may hold; what the horizon would be if nothing had to be written ahead. */
  #covered: ClusterTime;
  #durable: ClusterTime;
  #step = leastStep;
  #raising: Promise<void> | undefined;
  #raisedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: HorizonOptions) {
    this.#options = options;
    this.#covered = options.overlap;
    this.#durable = options.durable ?? 0n;
  }

  /** Returns once changes up to this time may be written to the destination. */
  async cover(time: ClusterTime): Promise<void> {
    if (this.#isClosed) throw new Error('The run has ended: nothing more can be applied');
    this.#covered = laterOf(this.#covered, time);
    while (time > this.#durable) await this.#raise();
  }

  /** What to store along with a checkpoint at this position, so that the follower seldom has to wait. */
  ahead(position: ClusterTime): ClusterTime {
    if (!this.#isHurried()) this.#step = leastStep;
    return laterOf(this.#durable, this.#aheadOf(laterOf(this.#covered, position)));
  }

  /** Tells that this time has been stored. */
  reached(time: ClusterTime): void {
    this.#durable = laterOf(this.#durable, time);
  }

  /** Lets nothing more pass. @returns what the horizon may be lowered to */
  close(): ClusterTime {
    this.#isClosed = true;
    return this.#covered;
  }

  async #raise(): Promise<void> {
    this.#raising ??= this.#raiseOnce().finally(() => {
      this.#raising = undefined;
    });
    await this.#raising;
  }

  /** A backlog passes faster than the source's clock: the steps grow until one lasts for about a second. */
  async #raiseOnce(): Promise<void> {
    this.#step = this.#isHurried() ? earlierOf(this.#step * 2n, largestStep) : leastStep;
    this.#raisedAt = performance.now();
    const time = this.#aheadOf(this.#covered);
    await this.#options.raiseTo(time);
    this.reached(time);
  }

  #isHurried(): boolean {
    return performance.now() - this.#raisedAt < comfortableMs;
  }

  /** Not much beyond the source's clock, however large the steps: that would have to be fetched long after a restart. */
  #aheadOf(time: ClusterTime): ClusterTime {
    const limit = this.#options.sourceTime() + leastStep;
    return laterOf(time, earlierOf(time + this.#step, limit));
  }
}

function earlierOf(a: ClusterTime, b: ClusterTime): ClusterTime {
  return a < b ? a : b;
}
