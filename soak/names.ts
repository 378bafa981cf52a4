import type { Random } from '../test/support/writer/random.ts';

/** Of the random writer: its collections, and those that it uses on the way back. */
export const database = 'soak';
export const collections = ['a', 'b', 'c'];
export const collectionsBack = ['d', 'e'];
/** Where collections, indexes and views are changed; databases beside it begin with its name. */
export const catalogueDatabase = 'soakCatalogue';

const mostCollections = 12;

/** Names that were used, also of what is gone by now: they come back. */
export class Names {
  readonly #random: Random;
  readonly #used: string[] = [];
  #count = 0;
  #serial = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get isEmpty(): boolean {
    return this.#used.length === 0;
  }

  fresh(): string {
    if (this.#used.length >= mostCollections) return this.any();
    this.#count += 1;
    const name = `c${this.#count}`;
    this.#used.push(name);
    return name;
  }

  /** A value that no other document has. */
  serial(): number {
    this.#serial += 1;
    return this.#serial;
  }

  any(): string {
    return this.#random.pick(this.#used);
  }
}
