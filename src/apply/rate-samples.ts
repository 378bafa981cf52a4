import type { EngineObservation } from '../engines/engine.ts';

/** What an engine did at a moment, for a plot. */
export interface RateSample {
  /** Since the first one. */
  readonly seconds: number;
  readonly copyBytesPerSecond: number;
  readonly eventsPerSecond: number;
}

const maxSamples = 120;

/** Rates over any length of time in a bounded number of samples: when there are too many, every other one goes. */
export class RateSamples {
  #samples: RateSample[] = [];
  #everySeconds = 1;
  #startedAt: number | undefined;

  /** @param nowMs of a clock that only goes forward */
  add({ progress }: EngineObservation, nowMs: number): void {
    if (progress === undefined) return;
    this.#startedAt ??= nowMs;
    const seconds = (nowMs - this.#startedAt) / 1000;
    const last = this.#samples.at(-1);
    if (last !== undefined && seconds - last.seconds < this.#everySeconds) return;
    const rounded = (rate: number | undefined) => Math.round(rate ?? 0);
    this.#samples.push({
      seconds: Math.round(seconds * 10) / 10,
      copyBytesPerSecond: rounded(progress.copyBytesPerSecond),
      eventsPerSecond: rounded(progress.eventsPerSecond),
    });
    if (this.#samples.length <= maxSamples) return;
    this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
    this.#everySeconds *= 2;
  }

  get all(): readonly RateSample[] {
    return this.#samples;
  }
}
