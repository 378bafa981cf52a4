import type { Document } from '../driver.ts';
import { decodeId } from './exact.ts';
import { type BsonValue, looksLikeOperators } from './value.ts';
import { bsonType } from './walk.ts';

/**
 * A query for documents by `_id`. It may find others besides: `_id`s that are equal in value (1 and 1.0), and all those of
 * a type that the driver cannot send.
 */
export function idFilter(ids: readonly BsonValue[]): Document {
  const listed: BsonValue[] = [];
  const branches: Document[] = [];
  let hasPointers = false;
  for (const id of ids) {
    // Embedded documents that read as operators (`{$ref: ...}`) cannot stand in a list.
    if (looksLikeOperators(id)) branches.push({ _id: { $eq: decodeId(id) } });
    // The deprecated pointer would come out of the driver as something else.
    else if (id.type === bsonType.dbPointer) hasPointers = true;
    else listed.push(id);
  }
  if (hasPointers) branches.push({ _id: { $type: bsonType.dbPointer } });
  const inList = { _id: { $in: listed.map(decodeId) } };
  return branches.length === 0 ? inList : { $or: [inList, ...branches] };
}
