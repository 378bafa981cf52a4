import { type Collection, type Db, type Document, Int32 } from '../driver.ts';
import type { Random } from './random.ts';

interface Entry {
  readonly collection: string;
  readonly id: unknown;
}

/**
 * One sequence of writes. A lane owns its documents, so the last write that it had acknowledged for one of them is the
 * state of that document, whatever the other lanes do.
 */
export class Lane {
  readonly number: number;
  readonly random: Random;
  readonly #database: Db;
  readonly #collections: readonly string[];
  readonly #living: Entry[] = [];
  #writes = 0;
  #ids = 0;

  constructor(number: number, random: Random, database: Db, collections: readonly string[]) {
    this.number = number;
    this.random = random;
    this.#database = database;
    this.#collections = collections;
  }

  get livingCount(): number {
    return this.#living.length;
  }

  collection(name: string): Collection {
    return this.#database.collection(name);
  }

  pickCollection(): string {
    return this.random.pick(this.#collections);
  }

  /** A stamp greater than every earlier one of this lane. */
  nextStamp(): number {
    this.#writes += 1;
    return this.#writes;
  }

  /** An `_id` that was never used, of one type or another. */
  newId(): unknown {
    this.#ids += 1;
    const number = this.number * 100_000_000 + this.#ids;
    return [new Int32(number), `key ${number}`, { lane: new Int32(this.number), n: new Int32(this.#ids) }][
      this.#ids % 3
    ];
  }

  /** Living documents of one collection, up to so many, each once; they count as gone until they are given back. */
  take(count: number): Entry[] {
    const first = this.#takeAt(this.random.below(this.#living.length));
    const taken = [first];
    for (let index = this.#living.length - 1; index >= 0 && taken.length < count; index--) {
      if (this.#living[index]!.collection === first.collection) taken.push(this.#takeAt(index));
    }
    return taken;
  }

  giveBack(entries: readonly Entry[]): void {
    this.#living.push(...entries);
  }

  /** A document with every field that an update operator wants to find. */
  newDocument(id: unknown, stamp: number): Document {
    const { random } = this;
    return {
      _id: id,
      w: new Int32(stamp),
      ...{ count: new Int32(random.below(1000)), factor: random.fraction(), name: random.text(8) },
      list: Array.from({ length: random.below(5) }, () => new Int32(random.below(10))),
      items: Array.from({ length: 1 + random.below(3) }, () => ({
        kind: random.pick(['a', 'b']),
        value: new Int32(1),
      })),
      inner: { a: new Int32(random.below(10)), b: { c: random.text(3) } },
      padding: random.text(random.below(200)),
    };
  }

  #takeAt(index: number): Entry {
    const last = this.#living.pop()!;
    if (index >= this.#living.length) return last;
    const taken = this.#living[index]!;
    this.#living[index] = last;
    return taken;
  }
}
