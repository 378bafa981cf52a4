/**
 * How large the keys are that an index holds of a document, in the bytes by which servers before feature compatibility
 * version 4.2 judge them: a BSON document with a value for each field of the index, and no names
 * (https://www.mongodb.com/docs/v4.0/reference/limits/#Index-Key-Limit). Strings are taken as they are, so that an index
 * with a collation is judged by its texts and not by what the collation makes of them.
 */
import { afterCString, bsonType, findElement, valueLength } from '../../mongo/bson/walk.ts';
import type { IndexObservation } from '../observation.ts';

/** Kinds of keys that hold something else than the values of the document, or nothing that could be long. */
const otherKinds: ReadonlySet<string> = new Set(['text', '2d', '2dsphere', 'geoHaystack', 'hashed', 'columnstore']);

/** The paths of an index whose keys are the values of the document; `undefined` for others. */
export function keyPaths({ key }: Pick<IndexObservation, 'key'>): readonly KeyPath[] | undefined {
  const isOther = key.some(([field, kind]) => otherKinds.has(kind) || field.endsWith('$**'));
  return isOther ? undefined : key.map(([field]) => field.split('.'));
}

type KeyPath = readonly string[];

/** What a document with keys takes besides its values: length, end, and a type and an empty name for each. */
const frame = 5;
const framePerValue = 2;

/** Size of the largest key of the document at `start`. */
export function largestKeySize(buffer: Buffer, start: number, paths: readonly KeyPath[]): number {
  return frame + paths.length * framePerValue + largestValues(buffer, start, paths);
}

/** Bytes of all values together, in the key for which they are most. */
function largestValues(buffer: Buffer, start: number, paths: readonly KeyPath[]): number {
  let fixed = 0;
  const inArrays = new Map<number, KeyPath[]>();
  for (const path of paths) {
    const found = descend(buffer, start, path);
    if ('bytes' in found) fixed += found.bytes;
    else inArrays.set(found.array, [...(inArrays.get(found.array) ?? []), found.rest]);
  }
  // Servers refuse two arrays in one key, so that there is one at most.
  for (const [array, rests] of inArrays) fixed += largestOfElements(buffer, array, rests);
  return fixed;
}

type Found = { readonly bytes: number } | { readonly array: number; readonly rest: KeyPath };

/** Follows a path to its value, or to the first array in its way. */
function descend(buffer: Buffer, start: number, path: KeyPath): Found {
  let at = start;
  for (let depth = 0; depth < path.length; depth += 1) {
    const element = findElement(buffer, at, path[depth]!);
    if (element === undefined) return { bytes: 0 };
    const rest = path.slice(depth + 1);
    if (element.type === bsonType.array) return { array: element.start, rest };
    if (rest.length === 0) return { bytes: element.end - element.start };
    if (element.type !== bsonType.object) return { bytes: 0 };
    at = element.start;
  }
  return { bytes: 0 };
}

/** Each element of an array is a key of its own. */
function largestOfElements(buffer: Buffer, array: number, rests: readonly KeyPath[]): number {
  let largest = 0;
  let at = array + 4;
  for (let type = buffer[at]!; type !== 0; type = buffer[at]!) {
    const nameStart = at + 1;
    const start = afterCString(buffer, nameStart);
    at = start + valueLength(buffer, type, start);
    const name = buffer.latin1Slice(nameStart, start - 1);
    const own = rests.filter((rest) => rest.length === 0).length * (at - start);
    // A number in a path names an element, besides a field of the elements.
    const here = rests.filter(([first]) => first === name).map((rest) => rest.slice(1));
    const below = rests.filter((rest) => rest.length > 0);
    const chosen = here.length === 0 ? 0 : ofElement(buffer, type, start, at, here);
    const inner = below.length > 0 && type === bsonType.object ? largestValues(buffer, start, below) : 0;
    largest = Math.max(largest, own + inner, chosen);
  }
  return largest;
}

function ofElement(buffer: Buffer, type: number, start: number, end: number, rests: readonly KeyPath[]): number {
  const own = rests.filter((rest) => rest.length === 0).length * (end - start);
  const below = rests.filter((rest) => rest.length > 0);
  return own + (below.length > 0 && type === bsonType.object ? largestValues(buffer, start, below) : 0);
}
