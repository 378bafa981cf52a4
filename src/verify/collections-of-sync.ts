/** What every verification beside a sync does with the collections that the sync knows. */
import { collectionUuidMismatch, isCursorLost, isNoCollection, isTransient } from '../mongo/failures.ts';
import { isSameNamespace } from '../mongo/namespace.ts';
import type { VerifiableCollection } from '../sync/verification-port.ts';

/** Unequal so often, without a change in between: it is not going to become equal. */
export const conclusiveAttempts = 3;

/** Brings what is known to what is there: forgets what was dropped, and begins anew with what was renamed on either side. */
export function takeUpCollections<T extends { readonly collection: VerifiableCollection }>(
  known: Map<string, T>,
  there: readonly VerifiableCollection[],
  begin: (collection: VerifiableCollection) => T,
  end: (gone: T) => void = () => {},
): void {
  const present = new Map(there.map((collection) => [collection.id, collection]));
  for (const [id, one] of known) {
    const now = present.get(id);
    if (now !== undefined && isSamePair(now, one.collection)) continue;
    known.delete(id);
    end(one);
  }
  for (const [id, collection] of present) if (!known.has(id)) known.set(id, begin(collection));
}

function isSamePair(one: VerifiableCollection, other: VerifiableCollection): boolean {
  return isSameNamespace(one.source, other.source) && isSameNamespace(one.destination, other.destination);
}

/**
 * What was read can be read again later. The collection may not be there under the name that the sync knows: dropped or
 * renamed, which the sync will come to.
 */
export function isPassing(error: unknown): boolean {
  const isElsewhere = isNoCollection(error) || collectionUuidMismatch(error) !== undefined;
  return isElsewhere || isCursorLost(error) || isTransient(error);
}
