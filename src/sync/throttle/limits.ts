import { setTimeout as delay } from 'node:timers/promises';

/** Limits that can be changed while a sync runs. */
export interface LoadLimits {
  /** Bytes of documents that the copy reads in a second. */
  readonly readBytesPerSecond?: number | undefined;
}

/**
 * Holds the copy and the follower back: by rate, and for as long as there is any reason to wait.
 * Reasons are a set, so that one that goes away does not lift the others.
 */
export class Limits {
  #limits: LoadLimits;
  readonly #reasons = new Map<string, WaitReason>();
  readonly #signal: AbortSignal;
  /** When, in monotonic milliseconds, the bytes allowed so far will have been used up. */
  #readUntil = 0;

  constructor(limits: LoadLimits, signal: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
  }

  change(limits: LoadLimits): void {
    this.#limits = { ...this.#limits, ...limits };
  }

  get current(): LoadLimits {
    return this.#limits;
  }

  /** Why work is held back, in words; empty when it is not. */
  get reasons(): readonly string[] {
    return [...this.#reasons.values()].map(({ words }) => words);
  }

  /** Work is held back on purpose. */
  get isHeld(): boolean {
    return [...this.#reasons.values()].some(({ holds }) => holds);
  }

  /** Sets or, without words, takes back one reason to hold back. */
  hold(kind: string, words: string | undefined): void {
    this.#set(kind, words, true);
  }

  /** Like `hold`, for what is only to be told: the work waits by itself. */
  tell(kind: string, words: string | undefined): void {
    this.#set(kind, words, false);
  }

  #set(kind: string, words: string | undefined, holds: boolean): void {
    if (words === undefined) this.#reasons.delete(kind);
    else this.#reasons.set(kind, { words, holds });
  }

  /** Call before a batch of this many bytes is copied. */
  async beforeCopying(bytes: number): Promise<void> {
    await this.#whileHeld();
    const rate = this.#limits.readBytesPerSecond;
    if (rate === undefined) return;
    const now = performance.now();
    this.#readUntil = Math.max(now, this.#readUntil) + (bytes / rate) * 1000;
    const excessMs = this.#readUntil - now - 1_000;
    if (excessMs > 0) await delay(excessMs, undefined, { signal: this.#signal });
  }

  /** Call before a batch of events is applied. */
  async beforeApplying(): Promise<void> {
    await this.#whileHeld();
  }

  async #whileHeld(): Promise<void> {
    while (this.isHeld) await delay(100, undefined, { signal: this.#signal });
  }
}

interface WaitReason {
  readonly words: string;
  readonly holds: boolean;
}
