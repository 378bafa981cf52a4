import { type BsonValue, idDocument } from '../../mongo/bson/value.ts';
import type { IndexObservation } from '../observation.ts';
import { keyPaths, largestKeySize } from './index-key-size.ts';

/** From this size on, servers of feature compatibility version 4.0 and older refuse a key, or leave it out of the index. */
const keyLimitBytes = 1024;

/**
 * A key that equals a longer one may be shorter: numbers have several types, and collations hold different texts for
 * equal. From half of the limit on, keys are compared with the long ones.
 */
const comparedFromBytes = keyLimitBytes / 2;

/** More documents than these are counted, and not kept. */
const mostKept = 20_000;

/** Documents whose keys of one index are long; as `{_id}` in base64. */
export interface LongKeys {
  /** Above the limit. */
  count: number;
  readonly long: string[];
  /** Below it, and not far. */
  readonly near: string[];
  /** There were more than are kept. */
  isCut: boolean;
}

interface WatchedIndex {
  readonly name: string;
  readonly paths: readonly (readonly string[])[];
}

/** Notes the documents of one collection that have long keys. */
export class LongKeyFinder {
  readonly #indexes: readonly WatchedIndex[];
  readonly #shortestDocument: number;

  /**
   * @param all whether every index matters, as it does for a destination that has the limit; otherwise the unique ones do,
   * which an old server may have let documents past
   */
  constructor(indexes: readonly IndexObservation[], all: boolean) {
    this.#indexes = indexes
      .filter(({ name, isUnique }) => all || (isUnique && name !== '_id_'))
      .flatMap((index) => {
        const paths = keyPaths(index);
        return paths === undefined ? [] : [{ name: index.name, paths }];
      });
    // A document that is shorter holds no such key, however often an index names one of its fields.
    const mostPaths = Math.max(1, ...this.#indexes.map(({ paths }) => paths.length));
    this.#shortestDocument = this.#indexes.length === 0 ? Number.POSITIVE_INFINITY : comparedFromBytes / mostPaths;
  }

  look(buffer: Buffer, start: number, id: BsonValue, found: Record<string, LongKeys>): void {
    if (buffer.readInt32LE(start) < this.#shortestDocument) return;
    for (const { name, paths } of this.#indexes) {
      const size = largestKeySize(buffer, start, paths);
      if (size < comparedFromBytes) continue;
      found[name] ??= { count: 0, long: [], near: [], isCut: false };
      const keys = found[name];
      if (size >= keyLimitBytes) keys.count += 1;
      const kept = size >= keyLimitBytes ? keys.long : keys.near;
      if (kept.length < mostKept) kept.push(idDocument(id).toString('base64'));
      else keys.isCut = true;
    }
  }
}
