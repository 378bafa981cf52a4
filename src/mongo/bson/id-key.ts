import { hash } from 'node:crypto';
import { Decimal128 } from '../driver.ts';
import type { BsonValue } from './value.ts';
import { afterCString, bsonType, valueLength } from './walk.ts';

/** To be held against others by `===`, or in a Map or a Set; see `idKey`. Numbers are their own keys, since no text has to be made. */
export type IdKey = string | number;

/**
 * What is equal for all `_id` values that a unique index may hold for equal: 1, 1.0 and Decimal 1.00, also inside of
 * documents and of the scope of code; a string and a symbol; and, where a collection has a collation, any two strings.
 *
 * It errs to one side only. Two values with different keys are certainly different; two with the same key may be
 * different too (a decimal that is not exactly a double, two strings under a collation). Whoever merges work
 * by key has to compare the bytes as well.
 */
export function idKey(value: BsonValue, hasCollation: boolean): IdKey {
  const key = wholeKey(value, hasCollation);
  return typeof key === 'number' ? key : shortened(key);
}

/** Keys are remembered in great numbers, and an `_id` may have megabytes. */
const longestKey = 128;

/** The same key, or one of its own in place of a long one. */
export function shortened(key: string): string {
  return key.length <= longestKey ? key : `#${hash('sha256', key, 'base64')}`;
}

function wholeKey(value: BsonValue, hasCollation: boolean): IdKey {
  const { buffer, type, start, end } = value;
  switch (type) {
    case bsonType.objectId:
      return `o${buffer.latin1Slice(start, end)}`;
    case bsonType.int32:
      return buffer.readInt32LE(start);
    case bsonType.string:
    case bsonType.symbol:
      return hasCollation ? 's' : `s${buffer.latin1Slice(start + 4, end)}`;
    case bsonType.double:
    case bsonType.int64:
    case bsonType.decimal128:
      return numberKey(buffer, type, start, end);
    case bsonType.object:
    case bsonType.array:
      return compositeKey(value, hasCollation);
    case bsonType.codeWithScope:
      return scopedCodeKey(value, hasCollation);
    case bsonType.dbPointer:
      return pointerKey(value);
    default:
      return `${String.fromCharCode(type)}${buffer.latin1Slice(start, end)}`;
  }
}

/** Numbers of every type by the double nearest to them: equal numbers round alike. */
function numberKey(buffer: Buffer, type: number, start: number, end: number): IdKey {
  if (type === bsonType.double) return comparable(buffer.readDoubleLE(start));
  if (type === bsonType.int64) return Number(buffer.readBigInt64LE(start));
  return comparable(Number(new Decimal128(buffer.subarray(start, end)).toString()));
}

/** NaN equals itself here, and minus zero equals zero. */
function comparable(value: number): IdKey {
  if (Number.isNaN(value)) return 'NaN';
  return value === 0 ? 0 : value;
}

/** The code by its bytes, the scope as a server compares embedded documents. */
function scopedCodeKey({ buffer, start, end }: BsonValue, hasCollation: boolean): string {
  const scopeStart = start + 8 + buffer.readInt32LE(start + 4);
  const scope = compositeKey({ buffer, type: bsonType.object, start: scopeStart, end }, hasCollation);
  return `c${buffer.latin1Slice(start + 4, scopeStart)}${scope}`;
}

/** Servers read the name in it up to its first zero byte. */
function pointerKey({ buffer, start, end }: BsonValue): string {
  return `p${buffer.latin1Slice(start + 4, afterCString(buffer, start + 4))}${buffer.latin1Slice(end - 12, end)}`;
}

/** Embedded documents compare field by field: type class, name and value, in order. */
function compositeKey({ buffer, type, start }: BsonValue, hasCollation: boolean): string {
  const parts: string[] = [type === bsonType.object ? '{' : '['];
  let at = start + 4;
  while (buffer[at] !== 0) {
    const elementType = buffer[at]!;
    const valueStart = afterCString(buffer, at + 1);
    const valueEnd = valueStart + valueLength(buffer, elementType, valueStart);
    if (type === bsonType.object) parts.push(buffer.latin1Slice(at + 1, valueStart));
    const own = wholeKey({ buffer, type: elementType, start: valueStart, end: valueEnd }, hasCollation);
    const key = typeof own === 'number' ? `n${own}` : own;
    parts.push(`${key.length}:`, key);
    at = valueEnd;
  }
  parts.push('\0');
  return parts.join('');
}
