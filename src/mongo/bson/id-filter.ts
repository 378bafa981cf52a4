import type { Document } from '../driver.ts';
import { decodeId } from './exact.ts';
import { isSendable } from './sendable.ts';
import { type BsonValue, looksLikeOperators } from './value.ts';

/**
 * A query for documents by `_id`. It may find others besides: `_id`s that are equal in value (1 and 1.0), and all those of
 * the same type as one that cannot be sent.
 */
export function idFilter(ids: readonly BsonValue[]): Document {
  const listed: BsonValue[] = [];
  const branches: Document[] = [];
  const wholeTypes = new Set<number>();
  for (const id of ids) {
    if (!isSendable(id)) wholeTypes.add(id.type);
    // Embedded documents that read as operators cannot stand in a list.
    else if (looksLikeOperators(id)) branches.push({ _id: { $eq: decodeId(id) } });
    else listed.push(id);
  }
  for (const type of wholeTypes) branches.push({ _id: { $type: type } });
  const inList = { _id: { $in: listed.map(decodeId) } };
  return branches.length === 0 ? inList : { $or: [inList, ...branches] };
}
