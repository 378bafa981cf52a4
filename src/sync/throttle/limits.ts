import { setTimeout as delay } from 'node:timers/promises';
import type { SyncLoad } from './load.ts';

/** `all`: nothing is copied or applied. `copy`: changes are followed all the same. `told`: the work waits by itself. */
export type Held = 'all' | 'copy' | 'told';

/**
 * Holds the copy and the follower back: by rate, and for as long as there is any reason to wait.
 * Reasons are a set, so that one that goes away does not lift the others.
 */
export class Limits {
  #load: SyncLoad;
  #rates: Pick<SyncLoad, 'readBytesPerSecond' | 'writeBytesPerSecond'> = {};
  readonly #reasons = new Map<string, WaitReason>();
  readonly #signal: AbortSignal;
  readonly #reading = new Rate();
  readonly #writing = new Rate();

  constructor(load: SyncLoad, signal: AbortSignal) {
    this.#load = load;
    this.#signal = signal;
  }

  /** Takes effect with the next batch. */
  change(load: SyncLoad): void {
    this.#load = load;
  }

  /** Rates that hold for the time being instead of those of the load, as far as they are given. */
  holdWithin(rates: Pick<SyncLoad, 'readBytesPerSecond' | 'writeBytesPerSecond'>): void {
    this.#rates = rates;
  }

  get load(): SyncLoad {
    return this.#load;
  }

  /** Why work is held back, in words; empty when it is not. */
  get reasons(): readonly string[] {
    // Of a run that has ended nothing waits any more.
    if (this.#signal.aborted) return [];
    return [
      ...[...this.#reasons.values()].map(({ words }) => words),
      ...(this.#reading.isHolding ? [`reading is limited to ${this.readRate} bytes/s`] : []),
      ...(this.#writing.isHolding ? [`writing is limited to ${this.writeRate} bytes/s`] : []),
    ];
  }

  /** Bytes a second that may be read at this moment. */
  get readRate(): number | undefined {
    return this.#rates.readBytesPerSecond ?? this.#load.readBytesPerSecond;
  }

  /** Bytes a second that may be written at this moment. */
  get writeRate(): number | undefined {
    return this.#rates.writeBytesPerSecond ?? this.#load.writeBytesPerSecond;
  }

  /** All work is held back on purpose. */
  get isHeld(): boolean {
    if (this.#signal.aborted) return false;
    return [...this.#reasons.values()].some(({ held }) => held === 'all');
  }

  /** Something waits for the rate at which may be written. */
  get isWritingLimited(): boolean {
    return this.#writing.isHolding;
  }

  /** Sets or, without words, takes back one reason. */
  set(kind: string, held: Held, words: string | undefined): void {
    if (words === undefined) this.#reasons.delete(kind);
    else this.#reasons.set(kind, { words, held });
  }

  /** Call before a batch of this many bytes that was read from the source is gone on with. */
  async beforeCopying(bytes: number): Promise<void> {
    await this.beforeScanning(bytes, () => false);
  }

  /**
   * Call before a batch of this many bytes that was read to be compared is gone on with. What holds the copy holds that.
   * @param isAwaited whether applications wait for the comparison, which is not held back then
   */
  async beforeScanning(bytes: number, isAwaited: () => boolean): Promise<void> {
    await this.#while(() => !isAwaited() && [...this.#reasons.values()].some(({ held }) => held !== 'told'));
    await this.#reading.pass(bytes, () => (isAwaited() ? undefined : this.readRate), this.#signal);
  }

  /** Call before a batch of events is applied. */
  async beforeApplying(): Promise<void> {
    await this.#while(() => this.isHeld);
  }

  /** Call before a command of this many bytes is sent to the destination. */
  async beforeWriting(bytes: number): Promise<void> {
    await this.#writing.pass(bytes, () => this.writeRate, this.#signal);
  }

  async #while(condition: () => boolean): Promise<void> {
    while (condition()) await delay(100, undefined, { signal: this.#signal });
  }
}

interface WaitReason {
  readonly words: string;
  readonly held: Held;
}

const burstMs = 1_000;
const lookEveryMs = 200;

/** So many bytes a second on average, with a burst of one second; looks again and again whether it has changed. */
class Rate {
  /** When, in monotonic milliseconds, the bytes allowed so far will have been used up. */
  #usedUntil = 0;
  #waiting = 0;

  get isHolding(): boolean {
    return this.#waiting > 0;
  }

  async pass(bytes: number, perSecond: () => number | undefined, signal: AbortSignal): Promise<void> {
    const rate = perSecond();
    if (rate === undefined) return;
    this.#usedUntil = Math.max(performance.now(), this.#usedUntil) + (bytes / rate) * 1000;
    const mine = this.#usedUntil;
    this.#waiting += 1;
    try {
      while (perSecond() === rate) {
        const excessMs = mine - performance.now() - burstMs;
        if (excessMs <= 0) return;
        await delay(Math.min(excessMs, lookEveryMs), undefined, { signal });
      }
      // What was reckoned by another rate counts no more.
      this.#usedUntil = 0;
    } finally {
      this.#waiting -= 1;
    }
  }
}
