/** Lets at most so many tasks run at once; the others wait in the order in which they came. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#acquire();
    try {
      return await task();
    } finally {
      this.#release();
    }
  }

  /** How many more could run now; below 0 where fewer may run than do. */
  get free(): number {
    return this.#free;
  }

  /** Changes how many may run; tasks that already run are not disturbed. */
  adjustBy(difference: number): void {
    this.#free += difference;
    while (this.#free > 0 && this.#waiting.length > 0) {
      this.#free -= 1;
      this.#waiting.shift()!();
    }
  }

  #acquire(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const next = this.#free >= 0 ? this.#waiting.shift() : undefined;
    if (next === undefined) this.#free += 1;
    else next();
  }
}
