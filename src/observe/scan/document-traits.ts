import { repeatsName } from '../../mongo/bson/repeated-name.ts';
import { afterCString, bsonType, spells, valueLength } from '../../mongo/bson/walk.ts';

/** What some engine or server does not take as it is. */
export type DocumentTrait =
  | 'duplicateNames'
  | 'dollarNames'
  | 'dottedNames'
  | 'emptyTimestamp'
  | 'notANumberId'
  | 'refusedId'
  | 'unknownType';

/** More names than this in one document are told apart by a set. */
const fewNames = 48;

/** Types that servers refuse for `_id` in an insert of today: arrays, regular expressions, undefined. */
const refusedIdTypes: ReadonlySet<number> = new Set([bsonType.array, bsonType.regex, bsonType.undefined]);

/** Looks at documents as bytes, every level of them; one looker per reader, since it reuses its memory. */
export class TraitFinder {
  readonly #hashes = new Int32Array(fewNames);
  readonly #found = new Set<DocumentTrait>();

  /** The traits of the document at `start`; the set is reused by the next call. */
  find(buffer: Buffer, start: number): ReadonlySet<DocumentTrait> {
    this.#found.clear();
    try {
      this.#walk(buffer, start, true);
    } catch (error) {
      // The walk cannot step over a type that it does not know.
      if (!(error instanceof RangeError)) throw error;
      this.#found.add('unknownType');
    }
    return this.#found;
  }

  #walk(buffer: Buffer, start: number, isTop: boolean): void {
    let at = start + 4;
    let count = 0;
    const nested: number[] = [];
    for (let type = buffer[at]!; type !== 0; type = buffer[at]!) {
      const nameStart = at + 1;
      const valueStart = afterCString(buffer, nameStart);
      count += 1;
      if (buffer[nameStart] === 0x24 && (isTop || !isOfReference(buffer, nameStart, valueStart))) {
        this.#found.add('dollarNames');
      }
      if (hasDot(buffer, nameStart, valueStart)) this.#found.add('dottedNames');
      if (isTop) this.#lookAtTop(buffer, type, nameStart, valueStart);
      if (type === bsonType.object || type === bsonType.array) nested.push(valueStart);
      at = valueStart + valueLength(buffer, type, valueStart);
    }
    if (count > 1 && this.#hasDuplicates(buffer, start, count)) this.#found.add('duplicateNames');
    for (const inner of nested) this.#walk(buffer, inner, false);
  }

  #lookAtTop(buffer: Buffer, type: number, nameStart: number, valueStart: number): void {
    const isId = buffer.readUInt32LE(nameStart) === 0x0064695f;
    if (isId && refusedIdTypes.has(type)) this.#found.add('refusedId');
    if (isId && type === bsonType.double && Number.isNaN(buffer.readDoubleLE(valueStart))) {
      this.#found.add('notANumberId');
    }
    const isEmpty = type === bsonType.timestamp && buffer.readBigUInt64LE(valueStart) === 0n;
    if (isEmpty && !isId) this.#found.add('emptyTimestamp');
  }

  /** Arrays have names too, and never twice the same. */
  #hasDuplicates(buffer: Buffer, start: number, count: number): boolean {
    if (count > fewNames) return repeatsName(buffer, start);
    let at = start + 4;
    for (let index = 0; index < count; index += 1) {
      const type = buffer[at]!;
      let hash = 5381;
      let end = at + 1;
      for (let byte = buffer[end]!; byte !== 0; byte = buffer[end]!) {
        hash = (hash * 33 + byte) | 0;
        end += 1;
      }
      for (let other = 0; other < index; other += 1) {
        // Equal hashes are rare enough to be looked at once more, slowly.
        if (this.#hashes[other] === hash) return repeatsName(buffer, start);
      }
      this.#hashes[index] = hash;
      at = end + 1 + valueLength(buffer, type, end + 1);
    }
    return false;
  }
}

function hasDot(buffer: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (buffer[at] === 0x2e) return true;
  return false;
}

/** The names in a DBRef, which everybody takes. */
function isOfReference(buffer: Buffer, start: number, valueStart: number): boolean {
  return ['$ref', '$id', '$db'].some((name) => spells(buffer, start, valueStart - 1, name));
}
