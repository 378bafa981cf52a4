/**
 * Data comes before indexes: where a document and an index of the destination cannot both be, the index goes. That happens
 * when the source has dropped the index meanwhile, and where an older source takes documents that this server refuses.
 */
import { messageOf } from '../../lib/errors.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { LeasedDestination } from '../catalog/destination-collections.ts';
import type { WriteFailure } from '../write-reply.ts';
import { type IndexSpec, indexKey } from './index-spec.ts';
import { dropOthers, type FailedIndex, failedIndex, isAmong, presentIndexes } from './reconcile-indexes.ts';

type Key = ReturnType<typeof indexKey>;

const isOfKind = (kind: string) => (key: Key) => key.some(([, value]) => value === kind);

/** By the code of a refusal, which indexes it can have come from; as 6.0.27 answered inserts and updates. */
const refusing: ReadonlyMap<number, (key: Key) => boolean> = new Map([
  // Cannot index parallel arrays
  [171, (key) => key.length > 1],
  // Hashed indexes do not support array values
  [16_766, isOfKind('hashed')],
  // Can't extract geo keys
  [16_755, isOfKind('2dsphere')],
  // A point out of bounds, with one coordinate, with coordinates that are none
  [13_027, isOfKind('2d')],
  [13_068, isOfKind('2d')],
  [16_804, isOfKind('2d')],
  // A language that is no string, or unknown; an array in a field beside the texts
  [17_261, isOfKind('text')],
  [17_262, isOfKind('text')],
  [201, isOfKind('text')],
  // A number in the path that is a place in an array, and the name of a field in it
  [16_746, (key) => key.some(([field]) => /\.\d+(\.|$)/.test(field))],
]);

/**
 * Drops what the source no longer has; when that is nothing, what can have refused the document.
 * @param wanted the source's indexes, as they are while syncing
 * @returns how many were dropped, and of them as failed those that the source has
 */
export async function giveWayTo(
  destination: LeasedDestination,
  { destination: namespace, shardKey }: Pick<CollectionEntry, 'destination' | 'shardKey'>,
  wanted: readonly IndexSpec[],
  { code, message }: WriteFailure,
): Promise<{ readonly dropped: number; readonly failed: readonly FailedIndex[] }> {
  const present = await presentIndexes(destination.client, namespace);
  const keepOnly = async (kept: readonly IndexSpec[]) =>
    await dropOthers(destination, namespace, { present, kept, shardKey });
  const leftOver = await keepOnly(present.filter((spec) => isAmong(spec, wanted)));
  if (leftOver.length > 0) return { dropped: leftOver.length, failed: [] };
  const isSuspect = refusing.get(code) ?? (() => false);
  const suspects = await keepOnly(present.filter((spec) => !isSuspect(indexKey(spec))));
  const failed = suspects.map((spec) => failedIndex(namespace, spec, { code, message: messageOf(message) }));
  return { dropped: suspects.length, failed };
}
