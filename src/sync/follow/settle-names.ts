import { isSameNamespace, type Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { SyncContext } from '../sync-context.ts';
import { renameEntry } from './ddl.ts';

/**
 * Gives collections the names that they should have on the destination: before 6.0 one that is renamed in the stream keeps
 * its former name there while another has the new one, which a look at the catalogue has found ahead of the stream, or
 * which was itself in the way of somebody.
 */
export async function settleNames(context: SyncContext): Promise<void> {
  const { catalog, mapping } = context;
  const wishOf = ({ source }: CollectionEntry) => mapping.toDestination(source);
  const isMisplaced = (entry: CollectionEntry) => !isSameNamespace(entry.destination, wishOf(entry));
  const inWayOf = (entry: CollectionEntry) => catalog.holderAtDestination(wishOf(entry));
  for (;;) {
    const misplaced = catalog.entries.filter(isMisplaced);
    const next = misplaced.find((entry) => inWayOf(entry) === undefined);
    const [first] = misplaced.filter((entry) => isInCircle(entry, inWayOf));
    // Whoever is left waits for one that has its right name, and will give it up in the stream.
    if (next === undefined && first === undefined) return;
    const moved = next ?? first!;
    await renameEntry(context, moved, moved.changedAt, moved.source, next ? wishOf(next) : nameBetween(moved));
  }
}

/** Each has the name that the next one should have, and the last one that of the first. */
function isInCircle(entry: CollectionEntry, inWayOf: (entry: CollectionEntry) => CollectionEntry | undefined): boolean {
  const met = new Set<CollectionEntry>();
  for (let at = inWayOf(entry); at !== undefined && !met.has(at); at = inWayOf(at)) {
    if (at === entry) return true;
    met.add(at);
  }
  return false;
}

function nameBetween({ uuid, destination }: CollectionEntry): Namespace {
  return { db: destination.db, coll: `godwit.${uuid}` };
}
