import { Decimal128 } from '../driver.ts';
import type { BsonValue } from './value.ts';
import { afterCString, bsonType, valueLength } from './walk.ts';

/**
 * A text that is equal for all `_id` values that a unique index may hold for equal: 1, 1.0 and Decimal 1.00;
 * a string and a symbol; and, where a collection has a collation, any two strings.
 *
 * It errs to one side only. Two values with different keys are certainly different; two with the same key may be
 * different too (a decimal that is not exactly a double, two strings under a collation). Whoever merges work
 * by key has to compare the bytes as well.
 */
export function idKey(value: BsonValue, hasCollation: boolean): string {
  const { buffer, type, start, end } = value;
  switch (type) {
    case bsonType.objectId:
      return `o${buffer.latin1Slice(start, end)}`;
    case bsonType.int32:
      return `n${buffer.readInt32LE(start)}`;
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
    default:
      return `${String.fromCharCode(type)}${buffer.latin1Slice(start, end)}`;
  }
}

/** Numbers of every type by the double nearest to them: equal numbers round alike. */
function numberKey(buffer: Buffer, type: number, start: number, end: number): string {
  if (type === bsonType.double) return `n${withoutSign(buffer.readDoubleLE(start))}`;
  if (type === bsonType.int64) return `n${Number(buffer.readBigInt64LE(start))}`;
  return `n${withoutSign(Number(new Decimal128(buffer.subarray(start, end)).toString()))}`;
}

/** Minus zero equals zero. */
function withoutSign(value: number): number {
  return value === 0 ? 0 : value;
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
    const key = idKey({ buffer, type: elementType, start: valueStart, end: valueEnd }, hasCollation);
    parts.push(`${key.length}:`, key);
    at = valueEnd;
  }
  parts.push('\0');
  return parts.join('');
}
