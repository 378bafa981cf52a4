/**
 * BSON read in place: offsets into a buffer instead of objects. Follows https://bsonspec.org/spec.html.
 *
 * All functions trust the length fields of what a server sent and check only what would make a walk go wrong.
 */

/** Element types by their byte in the BSON specification. */
export const bsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  boolean: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int32: 0x10,
  timestamp: 0x11,
  int64: 0x12,
  decimal128: 0x13,
  maxKey: 0x7f,
  minKey: 0xff,
} as const;

/** Length of each type with a fixed one; -1 where the value itself says. */
const fixedLength = new Int8Array(256).fill(-1);
for (const [type, length] of [
  [bsonType.double, 8],
  [bsonType.undefined, 0],
  [bsonType.objectId, 12],
  [bsonType.boolean, 1],
  [bsonType.date, 8],
  [bsonType.null, 0],
  [bsonType.int32, 4],
  [bsonType.timestamp, 8],
  [bsonType.int64, 8],
  [bsonType.decimal128, 16],
  [bsonType.maxKey, 0],
  [bsonType.minKey, 0],
] as const) {
  fixedLength[type] = length;
}

/** Bytes that a value of this type takes, its own length field included. */
export function valueLength(buffer: Buffer, type: number, offset: number): number {
  const fixed = fixedLength[type]!;
  if (fixed >= 0) return fixed;
  switch (type) {
    case bsonType.object:
    case bsonType.array:
    case bsonType.codeWithScope:
      return buffer.readInt32LE(offset);
    case bsonType.string:
    case bsonType.code:
    case bsonType.symbol:
      return 4 + buffer.readInt32LE(offset);
    case bsonType.binary:
      return 5 + buffer.readInt32LE(offset);
    case bsonType.dbPointer:
      return 16 + buffer.readInt32LE(offset);
    case bsonType.regex:
      return buffer.indexOf(0, buffer.indexOf(0, offset) + 1) + 1 - offset;
    default:
      throw new RangeError(`No BSON element type 0x${type.toString(16)} is known (at byte ${offset})`);
  }
}

/** Offset just behind the zero byte that ends the C string at `offset`. */
export function afterCString(buffer: Buffer, offset: number): number {
  let end = offset;
  while (buffer[end] !== 0) end += 1;
  return end + 1;
}

/** Whether the bytes from `start` to `end` spell `text` (ASCII). */
export function spells(buffer: Buffer, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (buffer[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** One element found by name: its type and where its value begins and ends. */
export interface Element {
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

/** The first element of the document at `documentStart` that has this name. */
export function findElement(buffer: Buffer, documentStart: number, name: string): Element | undefined {
  let at = documentStart + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const nameStart = at + 1;
    const start = afterCString(buffer, nameStart);
    const end = start + valueLength(buffer, type, start);
    if (spells(buffer, nameStart, start - 1, name)) return { type, start, end };
    at = end;
  }
  return undefined;
}

/** The bytes of an embedded document or array element, without copying. */
export function slice(buffer: Buffer, element: Element): Buffer {
  return buffer.subarray(element.start, element.end);
}

/** Calls `visit` with the start and end of every document of the BSON array at `arrayStart`; returns how many. */
export function forEachDocument(
  buffer: Buffer,
  arrayStart: number,
  visit: (start: number, end: number) => void,
): number {
  let at = arrayStart + 4;
  let count = 0;
  while (buffer[at] !== 0) {
    const start = afterCString(buffer, at + 1);
    const end = start + buffer.readInt32LE(start);
    visit(start, end);
    count += 1;
    at = end;
  }
  return count;
}

/** Documents that lie one behind the other, as commands hold them; the bytes stay where they are. */
export function documentsIn(bytes: Buffer): readonly Buffer[] {
  const documents: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + bytes.readInt32LE(at);
    documents.push(bytes.subarray(at, end));
    at = end;
  }
  return documents;
}
