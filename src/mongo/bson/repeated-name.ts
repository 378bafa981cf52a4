import { afterCString, bsonType, valueLength } from './walk.ts';

/**
 * Whether the document holds a field name twice on one level. BSON allows it; a server takes updates of such a document
 * and does not support them: the delta of one does not tell which of the fields it is about
 * (https://www.mongodb.com/docs/manual/core/document/#field-names).
 */
export function holdsNameTwice(buffer: Buffer, start = 0): boolean {
  const nested: number[] = [];
  const isOnThisLevel = repeatsName(buffer, start, (type, valueStart) => {
    if (type === bsonType.object || type === bsonType.array) nested.push(valueStart);
  });
  return isOnThisLevel || nested.some((inner) => holdsNameTwice(buffer, inner));
}

/** The same of the document's own level alone; `visit` sees each field up to the repeated one. */
export function repeatsName(
  buffer: Buffer,
  start: number,
  visit?: (type: number, valueStart: number) => void,
): boolean {
  const names = new Set<string>();
  let at = start + 4;
  for (let type = buffer[at]!; type !== 0; type = buffer[at]!) {
    const valueStart = afterCString(buffer, at + 1);
    const name = buffer.latin1Slice(at + 1, valueStart - 1);
    if (names.has(name)) return true;
    names.add(name);
    visit?.(type, valueStart);
    at = valueStart + valueLength(buffer, type, valueStart);
  }
  return false;
}
