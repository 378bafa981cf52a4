/** What happened in a round. */
export class Told {
  readonly #scope: string;
  readonly #happened = new Map<string, number>();
  readonly #ends: string[] = [];

  constructor(scope: string) {
    this.#scope = scope;
  }

  readonly add = (what: string): void => {
    this.#happened.set(what, (this.#happened.get(what) ?? 0) + 1);
  };

  end(words: string): void {
    this.#ends.push(words);
  }

  get text(): string {
    const happened = [...this.#happened].map(([name, count]) => `${count} x ${name}`).join(', ');
    return [this.#scope, happened, ...this.#ends].join('; ');
  }
}
