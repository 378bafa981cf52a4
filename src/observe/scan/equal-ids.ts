import { idFilter } from '../../mongo/bson/id-filter.ts';
import { idKey } from '../../mongo/bson/id-key.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import { type BsonValue, describeValue, detached, isIdentical } from '../../mongo/bson/value.ts';
import { bsonType } from '../../mongo/bson/walk.ts';
import type { Document } from '../../mongo/driver.ts';

/** Types of which equal values may have other bytes. */
const manyFormed: ReadonlySet<number> = new Set([
  bsonType.double,
  bsonType.decimal128,
  bsonType.object,
  bsonType.array,
]);

/** Holds for equal whatever some collation holds for equal. */
const loosest = new Intl.Collator(undefined, { sensitivity: 'base', ignorePunctuation: true });

/**
 * Finds `_id`s that are equal to the one before: the same bytes, or what a server holds for the same (1 and 1.0, and under
 * a collation `a` and `A`). One server never keeps two of them; two shards may.
 */
export class EqualIdFinder {
  readonly #hasCollation: boolean;
  #previous: BsonValue | undefined;
  #equal: BsonValue[] = [];
  #doubtful: BsonValue[] = [];

  constructor(hasCollation: boolean) {
    this.#hasCollation = hasCollation;
  }

  look(id: BsonValue): void {
    const previous = this.#previous;
    this.#previous = id;
    if (previous === undefined) return;
    if (isIdentical(previous, id)) this.#equal.push(id);
    else if (this.#mayBeEqual(previous, id)) this.#doubtful.push(id);
  }

  /**
   * Those since the last call; what only may be equal is looked up. The buffers are given up by then.
   * @param find documents of the collection that meet a filter
   */
  async take(find: (filter: Document) => Promise<readonly unknown[]>): Promise<readonly string[]> {
    const found = this.#equal.map(describeValue);
    for (const id of this.#doubtful) {
      if (isSendable(id) && (await find(idFilter([id]))).length > 1) found.push(describeValue(id));
    }
    this.#equal = [];
    this.#doubtful = [];
    this.#previous = this.#previous && detached(this.#previous);
    return found;
  }

  #mayBeEqual(a: BsonValue, b: BsonValue): boolean {
    if (this.#hasCollation && a.type === bsonType.string && b.type === bsonType.string) {
      return loosest.compare(textOf(a), textOf(b)) === 0;
    }
    return (a.type !== b.type || manyFormed.has(a.type)) && idKey(a, false) === idKey(b, false);
  }
}

function textOf({ buffer, start, end }: BsonValue): string {
  return buffer.toString('utf8', start + 4, end - 1);
}
