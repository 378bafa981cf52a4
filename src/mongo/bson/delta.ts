import { afterCString, bsonType, findElement, valueLength } from './walk.ts';

/**
 * Where a delta removes fields: `top` of the document alone, or `nested` somewhere below. A delta is `{$v: 2, diff}`; in a
 * diff `d` holds the names that are removed, and `sNAME` the diff of an embedded document or array
 * (https://github.com/mongodb/mongo/blob/master/src/mongo/db/update/document_diff_serialization.h).
 */
export function removalsOf(buffer: Buffer, start: number): 'none' | 'top' | 'nested' {
  const diff = findElement(buffer, start, 'diff');
  if (diff === undefined) return 'none';
  if (removesBelow(buffer, diff.start)) return 'nested';
  return findElement(buffer, diff.start, 'd') === undefined ? 'none' : 'top';
}

const nestedPrefix = 0x73;

function removesBelow(buffer: Buffer, diffStart: number): boolean {
  let at = diffStart + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const isDiff = type === bsonType.object && buffer[at + 1] === nestedPrefix;
    const start = afterCString(buffer, at + 1);
    if (isDiff && (findElement(buffer, start, 'd') !== undefined || removesBelow(buffer, start))) return true;
    at = start + valueLength(buffer, type, start);
  }
  return false;
}
