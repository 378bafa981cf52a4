import type { Random } from '../test/support/writer/random.ts';
import type { Scope } from './scope/scope.ts';

const mostCollections = 12;

/** Names that were used, also of what is gone by now: they come back. */
export class Names {
  readonly scope: Scope;
  readonly #random: Random;
  readonly #used: string[] = [];
  #count = 0;
  #serial: number;

  /** @param lastSerial others that have used the same names may have used those up to it */
  constructor(random: Random, scope: Scope, lastSerial: number) {
    this.scope = scope;
    this.#random = random;
    this.#serial = lastSerial;
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

  /** A sync stops at such a rename (GW923), for good where the collection stays there. */
  leavesScope(from: string, to: string): boolean {
    const { covers, databases } = this.scope;
    return covers(databases.changed, from) && !covers(databases.changed, to);
  }
}
