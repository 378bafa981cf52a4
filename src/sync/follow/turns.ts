interface QueuedTask {
  readonly task: () => Promise<void>;
  readonly done: () => void;
}

/**
 * Hands what changes the catalogue to the follower: it alone does, so that what a look at the source has shown is neither
 * dropped nor renamed in the stream before it is taken in.
 */
export class Turns {
  #queue: QueuedTask[] = [];
  #listener: (() => void) | undefined;

  /** Resolves once the task is done. Never settles when the run ends before. */
  async take(task: () => Promise<void>): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ task, done: resolve });
      this.#listener?.();
    });
  }

  /** As that of `Touches`. */
  notify(listener: () => void): void {
    this.#listener = listener;
    if (this.#queue.length > 0) listener();
  }

  /** Carries out what is queued, while nothing of the stream is being applied. */
  async settle(): Promise<void> {
    const taken = this.#queue;
    this.#queue = [];
    for (const { task, done } of taken) {
      await task();
      done();
    }
  }
}
