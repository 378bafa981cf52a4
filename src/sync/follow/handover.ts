interface Handed<T> {
  readonly item: T;
  readonly done: () => void;
}

/** Hands the follower what only it may do, between parts of the stream, and lets who handed it over wait for that. */
export class Handover<T> {
  #queue: Handed<T>[] = [];
  #listener: (() => void) | undefined;

  /** Resolves once it is done. Never settles when the run ends before. */
  async add(item: T): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#queue.push({ item, done: resolve });
      this.#listener?.();
    });
  }

  /**
   * Calls the listener when there is something to do; it takes the place of the one before. A promise for that could stay
   * open for days, and would hold on to whatever was raced against it.
   */
  notify(listener: () => void): void {
    this.#listener = listener;
    if (this.#queue.length > 0) listener();
  }

  /** Carries out what is queued; those who wait go on afterwards. */
  async settle(apply: (items: readonly T[]) => Promise<void>): Promise<void> {
    const taken = this.#queue;
    if (taken.length === 0) return;
    this.#queue = [];
    await apply(taken.map(({ item }) => item));
    for (const { done } of taken) done();
  }
}
