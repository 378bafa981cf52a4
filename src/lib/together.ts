/**
 * Does at once what many ask for one by one: while a call is under way, whoever comes waits, and all who wait are the
 * next call.
 */
export class Together<T, R> {
  readonly #perform: (items: readonly T[]) => Promise<R>;
  #waiting: T[] = [];
  #next: Promise<R> | undefined;
  #running: Promise<unknown> = Promise.resolve();

  constructor(perform: (items: readonly T[]) => Promise<R>) {
    this.#perform = perform;
  }

  /** The result of a call that had the item among its own, and was begun after this one. */
  async add(item: T): Promise<R> {
    this.#waiting.push(item);
    this.#next ??= this.#call();
    return await this.#next;
  }

  async #call(): Promise<R> {
    await this.#running.catch(() => {});
    const items = this.#waiting;
    this.#waiting = [];
    this.#next = undefined;
    const result = this.#perform(items);
    this.#running = result;
    return await result;
  }
}
