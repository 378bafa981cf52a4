import { EnvironmentError, exitCodes } from '../lib/errors.ts';

/** How long writes may be blocked: counts from the block, and stops the run when it takes longer. */
export class Deadline {
  readonly #phase: string;
  readonly #timeoutMs: number;
  readonly #stop: AbortController;
  #timer: NodeJS.Timeout | undefined;
  #startedAt: number | undefined;
  #endedAt: number | undefined;

  constructor(phase: string, timeoutMs: number, stop: AbortController) {
    this.#phase = phase;
    this.#timeoutMs = timeoutMs;
    this.#stop = stop;
  }

  get elapsedMs(): number | undefined {
    if (this.#startedAt === undefined) return undefined;
    return (this.#endedAt ?? performance.now()) - this.#startedAt;
  }

  /** Begins to count; once only. */
  start(): void {
    if (this.#startedAt !== undefined) return;
    this.#startedAt = performance.now();
    this.#timer = setTimeout(() => this.#stop.abort(this.#exceeded()), this.#timeoutMs);
  }

  /** Lets what puts things in order take its time. */
  disarm(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.disarm();
    if (this.#startedAt !== undefined) this.#endedAt ??= performance.now();
  }

  #exceeded(): EnvironmentError {
    return new EnvironmentError('GW842', {
      summary: `The ${this.#phase} took longer than its time-out (${this.#timeoutMs / 1000} s)`,
      hint: 'The sync follows on. Look at what took long (`godwit status`), or allow more with cutover.timeout',
      exitCode: exitCodes.gateNotMet,
    });
  }
}
