import { isUtf8 } from 'node:buffer';
import type { BsonValue } from './value.ts';
import { afterCString, bsonType, findElement, spells, valueLength } from './walk.ts';

/** JavaScript's dates end here, in milliseconds before and after 1970 (ECMA-262, "Time Values and Time Range"). */
const dateLimit = 8_640_000_000_000_000n;

/** The subtype of BSON's first days. */
const oldBinary = 0x02;

/**
 * Whether the value, decoded and sent in a command, still names the same place in an index. A few values do not survive the
 * way through the driver's objects: dates beyond JavaScript's, strings that are not UTF-8, the deprecated pointer, code
 * with a scope, regular expressions (in a document) whose options are in no order, malformed data of the old binary subtype,
 * arrays whose elements are not named 0, 1 and so on: a query compares these names where it goes by no index.
 * Sent as a bound or in a query they would stand for something else, or for nothing at all.
 */
export function isSendable({ buffer, type, start, end }: BsonValue): boolean {
  switch (type) {
    case bsonType.date: {
      const ms = buffer.readBigInt64LE(start);
      return -dateLimit <= ms && ms <= dateLimit;
    }
    case bsonType.string:
    case bsonType.symbol:
    case bsonType.code:
      return isUtf8(buffer.subarray(start + 4, end - 1));
    case bsonType.regex:
      return isUtf8(buffer.subarray(start, end)) && areOptionsKept(buffer, start, end);
    case bsonType.binary:
      return isLengthTold(buffer, start, end);
    case bsonType.array:
      return areElementsNumbered(buffer, start) && areFieldsSendable(buffer, start);
    case bsonType.object:
      return areFieldsSendable(buffer, start);
    case bsonType.dbPointer:
    case bsonType.undefined:
    case bsonType.codeWithScope:
      return false;
    default:
      return true;
  }
}

/** The driver knows no others, and writes them in the order of the alphabet. */
function areOptionsKept(buffer: Buffer, start: number, end: number): boolean {
  const options = buffer.latin1Slice(afterCString(buffer, start), end - 1);
  return /^i*l*m*s*u*x*$/.test(options);
}

/** Of the old binary subtype, whose data begin with their length; a server does not look at that, and the driver goes by it. */
function isLengthTold(buffer: Buffer, start: number, end: number): boolean {
  const dataStart = start + 5;
  if (buffer[start + 4] !== oldBinary) return true;
  return end - dataStart >= 4 && buffer.readInt32LE(dataStart) === end - dataStart - 4;
}

function areElementsNumbered(buffer: Buffer, arrayStart: number): boolean {
  let at = arrayStart + 4;
  for (let index = 0; buffer[at] !== 0; index += 1) {
    const start = afterCString(buffer, at + 1);
    if (!spells(buffer, at + 1, start - 1, String(index))) return false;
    at = start + valueLength(buffer, buffer[at]!, start);
  }
  return true;
}

function areFieldsSendable(buffer: Buffer, documentStart: number): boolean {
  // The driver takes an embedded document of this form for a reference, and writes its fields in another order.
  if (findElement(buffer, documentStart, '$ref') !== undefined) return false;
  let at = documentStart + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const start = afterCString(buffer, at + 1);
    const end = start + valueLength(buffer, type, start);
    if (!(isUtf8(buffer.subarray(at + 1, start - 1)) && isSendable({ buffer, type, start, end }))) return false;
    at = end;
  }
  return true;
}
