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
    if (type === bsonType.timestamp && isZero(buffer, valueStart) && !isIdName(buffer, at + 1)) return 'emptyTimestamp';
    if (isDollar) found = 'dollarName';
    at = valueStart + valueLength(buffer, type, valueStart);
    type = buffer[at]!;
  }
  return found;
}

function isZero(buffer: Buffer, offset: number): boolean {
  return buffer.readInt32LE(offset) === 0 && buffer.readInt32LE(offset + 4) === 0;
}

function isIdName(buffer: Buffer, nameStart: number): boolean {
  return buffer.readUInt32LE(nameStart) === 0x0064695f;
}
