import { afterCString, bsonType, valueLength } from './walk.ts';

/**
 * Whether the document has what a server changes or refuses in an insert or a plain replacement:
 * - a top-level `Timestamp(0, 0)` outside `_id` is filled in with the current time
 *   (https://www.mongodb.com/docs/manual/reference/bson-types/#timestamps);
 * - a top-level name that begins with `$` is refused in replacements
 *   (https://www.mongodb.com/docs/manual/core/dot-dollar-considerations/).
 */
export type Peculiarity = 'none' | 'dollarName' | 'emptyTimestamp';

export function peculiarityOf(buffer: Buffer, start: number): Peculiarity {
  let found: Peculiarity = 'none';
  let at = start + 4;
  let type = buffer[at]!;
  while (type !== 0) {
    const isDollar = buffer[at + 1] === 0x24;
    const valueStart = afterCString(buffer, at + 1);
    if (isFilledIn(buffer, type, at + 1, valueStart)) return 'emptyTimestamp';
    if (isDollar) found = 'dollarName';
    at = valueStart + valueLength(buffer, type, valueStart);
    type = buffer[at]!;
  }
  return found;
}

/**
 * The document with something else where a top-level `Timestamp(0, 0)` was, which an insert keeps, and the delta that
 * puts the timestamp back.
 */
export function withoutEmptyTimestamps(document: Buffer): { readonly document: Buffer; readonly delta?: Buffer } {
  const changed = Buffer.from(document);
  const fields: Buffer[] = [];
  let at = 4;
  while (document[at] !== 0) {
    const type = document[at]!;
    const valueStart = afterCString(document, at + 1);
    const end = valueStart + valueLength(document, type, valueStart);
    if (isFilledIn(document, type, at + 1, valueStart)) {
      changed[valueStart] = 1;
      fields.push(document.subarray(at, end));
    }
    at = end;
  }
  if (fields.length === 0) return { document: changed };
  const update = embedded('u', Buffer.concat(fields));
  const version = Buffer.from('\x10$v\0\x02\0\0\0', 'latin1');
  return { document: changed, delta: documentOf(Buffer.concat([version, embedded('diff', update)])) };
}

function embedded(name: string, elements: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`\x03${name}\0`, 'latin1'), documentOf(elements)]);
}

function documentOf(elements: Buffer): Buffer {
  const bytes = Buffer.alloc(elements.length + 5);
  bytes.writeInt32LE(bytes.length);
  elements.copy(bytes, 4);
  return bytes;
}

/** Whether a server puts the current time where this field stands. */
function isFilledIn(buffer: Buffer, type: number, nameStart: number, valueStart: number): boolean {
  return type === bsonType.timestamp && isZero(buffer, valueStart) && !isIdName(buffer, nameStart);
}

function isZero(buffer: Buffer, offset: number): boolean {
  return buffer.readInt32LE(offset) === 0 && buffer.readInt32LE(offset + 4) === 0;
}

function isIdName(buffer: Buffer, nameStart: number): boolean {
  return buffer.readUInt32LE(nameStart) === 0x0064695f;
}
