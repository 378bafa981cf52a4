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
const binarySection = 0x62;

/** Whether a delta changes bytes inside of a value (buckets from 8.0 on), which only servers that know that can carry out. */
export function changesBinary(buffer: Buffer, start: number): boolean {
  const diff = findElement(buffer, start, 'diff');
  return diff !== undefined && hasBinarySection(buffer, diff.start);
}

/** A section's name is one letter; a diff of an embedded document bears a name behind its own. */
function hasBinarySection(buffer: Buffer, diffStart: number): boolean {
  let at = diffStart + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    if (buffer[at + 1] === binarySection && buffer[at + 2] === 0) return true;
    const start = afterCString(buffer, at + 1);
    if (type === bsonType.object && buffer[at + 1] === nestedPrefix && hasBinarySection(buffer, start)) return true;
    at = start + valueLength(buffer, type, start);
  }
  return false;
}

/** Whether a delta changes anything in fields of the document's own level that have these names. */
export function changesAnyOf(buffer: Buffer, start: number, names: ReadonlySet<string>): boolean {
  const diff = findElement(buffer, start, 'diff');
  if (diff === undefined) return true;
  for (const { name, start: at } of fieldsOf(buffer, diff.start)) {
    const changed = name.length === 1 ? fieldsOf(buffer, at).map((field) => field.name) : [name.slice(1)];
    if (changed.some((field) => names.has(field))) return true;
  }
  return false;
}

function fieldsOf(buffer: Buffer, documentStart: number): { readonly name: string; readonly start: number }[] {
  const fields: { name: string; start: number }[] = [];
  let at = documentStart + 4;
  while (buffer[at] !== 0) {
    const start = afterCString(buffer, at + 1);
    fields.push({ name: buffer.toString('utf8', at + 1, start - 1), start });
    at = start + valueLength(buffer, buffer[at]!, start);
  }
  return fields;
}

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
