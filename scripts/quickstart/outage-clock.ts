/** A write that takes longer than this counts as delayed. */
const delayedMs = 100;

/**
 * How long writes were blocked, as the one sees it who writes: from the beginning of the first write that was refused, or
 * that was delayed right before, to the first one that was acknowledged elsewhere. Times are those of `performance.now()`.
 */
export class OutageClock {
  #delayedSince: number | undefined;
  #since: number | undefined;
  #until: number | undefined;
  refused = 0;

  acknowledged(startedAt: number, now: number): void {
    if (now - startedAt < delayedMs) this.#delayedSince = undefined;
    else this.#delayedSince = Math.min(this.#delayedSince ?? startedAt, startedAt);
  }

  refuse(startedAt: number): void {
    this.refused += 1;
    this.#since ??= Math.min(this.#delayedSince ?? startedAt, startedAt);
  }

  end(now: number): void {
    this.#until = now;
  }

  /** `undefined` as long as the outage has not begun or not ended. */
  get blockedMs(): number | undefined {
    return this.#since === undefined || this.#until === undefined ? undefined : this.#until - this.#since;
  }
}
