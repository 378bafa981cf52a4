import { BSON } from '../driver.ts';
import { bsonType, findElement, valueLength } from './walk.ts';

/**
 * A BSON value that stays where it lies: a type, and the span of its bytes in a buffer.
 * The buffer must not change while the value is in use.
 */
export interface BsonValue {
  readonly buffer: Buffer;
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** The same value in bytes of its own, for keeping longer than the reply that it came in. */
export function detached(value: BsonValue): BsonValue {
  const buffer = Buffer.allocUnsafeSlow(value.end - value.start);
  value.buffer.copy(buffer, 0, value.start, value.end);
  return { buffer, type: value.type, start: 0, end: buffer.length };
}

/** Whether both values are the same type with the same bytes. */
export function isIdentical(a: BsonValue, b: BsonValue): boolean {
  return a.type === b.type && a.buffer.compare(b.buffer, b.start, b.end, a.start, a.end) === 0;
}

/** The `_id` of the document at `start`; a server puts it first, other writers may not have. */
export function documentId(buffer: Buffer, start: number): BsonValue | undefined {
  if (buffer.readUInt32LE(start + 5) === 0x0064695f) {
    const type = buffer[start + 4]!;
    return { buffer, type, start: start + 9, end: start + 9 + valueLength(buffer, type, start + 9) };
  }
  const element = findElement(buffer, start, '_id');
  return element === undefined ? undefined : { buffer, ...element };
}

/** The value as the document `{_id: value}`, which can be stored, sent or decoded. */
export function idDocument(value: BsonValue): Buffer {
  const bytes = Buffer.allocUnsafe(value.end - value.start + 10);
  bytes.writeInt32LE(bytes.length, 0);
  bytes[4] = value.type;
  bytes.write('_id\0', 5, 'latin1');
  value.buffer.copy(bytes, 9, value.start, value.end);
  bytes[bytes.length - 1] = 0;
  return bytes;
}

/** The value as extended JSON on one line, for messages; never used to compare. */
export function describeValue(value: BsonValue): string {
  const text = extendedJson(value) ?? `0x${idDocument(value).toString('hex')}`;
  return text.length <= 200 ? text : `${text.slice(0, 197)}...`;
}

/** `undefined` where the driver does not take what a server does, such as an option of a regular expression. */
function extendedJson(value: BsonValue): string | undefined {
  try {
    const { _id } = BSON.deserialize(idDocument(value), {
      promoteValues: false,
      bsonRegExp: true,
      validation: { utf8: false },
    });
    return BSON.EJSON.stringify(_id, { relaxed: true });
  } catch {
    return undefined;
  }
}

/** Whether a query would take an embedded document for operators, as it would `{_id: {$ref: ...}}`. */
export function looksLikeOperators(value: BsonValue): boolean {
  return (
    value.type === bsonType.object && value.buffer[value.start + 4] !== 0 && value.buffer[value.start + 5] === 0x24
  );
}
