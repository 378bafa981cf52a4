/** Something that waits for a server. */
export interface Activity {
  /** What does not come, to be read behind "waits for". */
  readonly words: string;
  /** In milliseconds of the monotonic clock. */
  readonly since: number;
  readonly kind: ActivityKind;
}

/** `checkpoint` goes on beside the rest, which does not wait for it. */
export type ActivityKind = 'read' | 'write' | 'checkpoint';

/** What a run waits for at this moment, so that a sync that stands still can say on what. */
export class Activities {
  readonly #open = new Set<Activity>();

  async during<T>(kind: ActivityKind, words: string, task: () => Promise<T>): Promise<T> {
    const activity = { words, since: performance.now(), kind };
    this.#open.add(activity);
    try {
      return await task();
    } finally {
      this.#open.delete(activity);
    }
  }

  /** Of those that have lasted so long the one that began last: the others wait for it. */
  longerThan(ms: number, kinds: readonly ActivityKind[]): Activity | undefined {
    const before = performance.now() - ms;
    return [...this.#open].filter(({ since, kind }) => since <= before && kinds.includes(kind)).at(-1);
  }
}
