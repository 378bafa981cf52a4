import { type Arena, pidOf } from '../arena.ts';
import { cpuSecondsOf } from './processes.ts';

/** What one tool took for one piece of work. */
export interface Measurement {
  readonly seconds: number;
  readonly toolCpuSeconds: number;
  /** Absent where the tool is this process. */
  readonly peakMemoryBytes: number | undefined;
  readonly destinationCpuSeconds: number;
}

/** Wall time and the destination's CPU between two moments. */
export class Clock {
  readonly #destinationPid: number;
  readonly #startedAt = performance.now();
  readonly #cpuBefore: number;

  constructor({ destination }: Arena) {
    this.#destinationPid = pidOf(destination);
    this.#cpuBefore = cpuSecondsOf(this.#destinationPid);
  }

  /** The figures so far; may be asked again. */
  stop(): Pick<Measurement, 'seconds' | 'destinationCpuSeconds'> {
    return {
      seconds: (performance.now() - this.#startedAt) / 1000,
      destinationCpuSeconds: cpuSecondsOf(this.#destinationPid) - this.#cpuBefore,
    };
  }
}
