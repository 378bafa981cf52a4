/** Resources that are closed together, last first; Node 20 has no `AsyncDisposableStack`. */
export class ClosingStack implements AsyncDisposable {
  #resources: AsyncDisposable[] = [];

  use<T extends AsyncDisposable>(resource: T): T {
    this.#resources.push(resource);
    return resource;
  }

  /** Hands everything over to a new stack; disposing of this one then closes nothing. */
  move(): ClosingStack {
    const moved = new ClosingStack();
    moved.#resources = this.#resources;
    this.#resources = [];
    return moved;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const resource of this.#resources.splice(0).reverse()) await resource[Symbol.asyncDispose]();
  }
}
