import { afterCString, bsonType, valueLength } from './walk.ts';

/**
 * Whether the document holds a field name twice on one level. BSON allows it; a server takes updates of such a document
 * and does not support them: the delta of one does not tell which of the fields it is about
 * (https://www.mongodb.com/docs/manual/core/document/#field-names).
 */
export function holdsNameTwice(buffer: Buffer, start = 0): boolean {
  const names = new Set<string>();
  let at = start + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const valueStart = afterCString(buffer, at + 1);
    const name = buffer.latin1Slice(at + 1, valueStart - 1);
    if (names.has(name)) return true;
    names.add(name);
    if ((type === bsonType.object || type === bsonType.array) && holdsNameTwice(buffer, valueStart)) return true;
    at = valueStart + valueLength(buffer, type, valueStart);
  }
  return false;
}
