import { changesAnyOf, changesBinary, removalsOf } from '../../mongo/bson/delta.ts';
import { type IdKey, idKey, shortened } from '../../mongo/bson/id-key.ts';
import { peculiarityOf } from '../../mongo/bson/peculiarity.ts';
import { type BsonValue, isIdentical } from '../../mongo/bson/value.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { DataEvent } from './change-event.ts';

/**
 * What is to be done for one `_id` (more exactly: for one key of `idKey`) after a batch of events:
 * - `insert`, `replace`, `delta`, `delete`: carry out that event; those before it no longer matter;
 * - `touch`: fetch the documents from the source, because the events alone do not tell their state exactly.
 */
export interface PendingChange {
  readonly action: 'insert' | 'replace' | 'delta' | 'delete' | 'touch';
  readonly event: DataEvent;
  /** The `_id`s, as bytes, that came under this key: more than one when equal in value only. */
  readonly ids: readonly BsonValue[];
}

/** Exact identity of an `_id`: type and bytes, or what stands for them where they are many. */
export function exactKey({ buffer, type, start, end }: BsonValue): string {
  return shortened(`${String.fromCharCode(type)}${buffer.latin1Slice(start, end)}`);
}

/**
 * Events of one collection, reduced to one change per key, so that all of them can be sent in any order and in parallel.
 * Filling it depends on the events alone and may run ahead; `resolve` looks at what is known of the documents, and is
 * called when everything before has been applied.
 */
export class EventBatch {
  readonly entry: CollectionEntry;
  readonly #changes = new Map<IdKey, PendingChange>();

  constructor(entry: CollectionEntry) {
    this.entry = entry;
  }

  add(event: DataEvent): void {
    const key = idKey(event.id, this.entry.hasCollation);
    const before = this.#changes.get(key);
    this.#changes.set(key, before === undefined ? first(event) : next(before, event));
  }

  /** The changes that are left to make, as they have to be made. */
  *resolve(): Iterable<PendingChange> {
    if (this.entry.state === 'pending') return;
    for (const [key, change] of this.#changes) {
      const resolved = resolve(this.entry, key, change);
      if (resolved !== undefined) yield resolved;
    }
  }
}

/**
 * Full images and deletes are right whatever the document was before, since what came after them is in the stream too.
 * A delta is right only on the very state that it was made from.
 */
function resolve(entry: CollectionEntry, key: IdKey, change: PendingChange): PendingChange | undefined {
  const { action, event, ids } = change;
  if (ids.length === 1 && entry.fetched.mayHold(key)) {
    const times = entry.fetched.get(exactKey(event.id));
    if (times !== undefined && event.time <= times.lower) return undefined;
    if (times !== undefined && event.time <= times.upper && action === 'delta') return { ...change, action: 'touch' };
    if (times === undefined && entry.fetched.isBehindEqual(key, event.time)) return { ...change, action: 'touch' };
  }
  // Whether a document is in scope after a change, only the source can tell.
  if (entry.match !== undefined && action !== 'delete') return { ...change, action: 'touch' };
  const isDoubtful = entry.state === 'copying' || entry.isInDoubt || event.time <= entry.overlapUntil;
  const isLeft = (action === 'delta' && isDoubtful) || mayMove(entry, change);
  return isLeft ? { ...change, action: 'touch' } : change;
}

/**
 * Whether the change may put the document elsewhere on a sharded destination, or needs a statement that says more than
 * its `_id`: a mongos carries out neither. The old one is removed, wherever it is, and the new one written (`refresh`).
 */
function mayMove({ isSpread, shardKeyRoots }: CollectionEntry, { action, event }: PendingChange): boolean {
  if (!isSpread || action === 'delete' || action === 'touch') return false;
  if (action === 'delta') {
    return removalsOf(event.buffer, event.start) !== 'none' || changesAnyOf(event.buffer, event.start, shardKeyRoots);
  }
  return action === 'replace' || peculiarityOf(event.buffer, event.start) === 'emptyTimestamp';
}

function first(event: DataEvent): PendingChange {
  return { action: actionOf(event), event, ids: [event.id] };
}

/** Without a document or a delta (servers before 6.0 tell none that is exact) only the source knows the state. */
function actionOf(event: DataEvent): PendingChange['action'] {
  // A changed shard key may take a document to another shard of the source: its delete there and its insert here come at
  // one time, and in either order.
  if (event.kind === 'delete') return event.hasShardKey ? 'touch' : 'delete';
  if (event.start < 0) return 'touch';
  if (event.kind !== 'update') return event.kind;
  if (changesBinary(event.buffer, event.start)) return 'touch';
  // Of two fields of one name the source removed the first, and the delta does not say so. On the document's own level the
  // statement can see to that (`StatementWriter.delta`), below it cannot.
  return removalsOf(event.buffer, event.start) === 'nested' ? 'touch' : 'delta';
}

function next(before: PendingChange, event: DataEvent): PendingChange {
  if (!before.ids.every((id) => isIdentical(id, event.id))) {
    return { action: 'touch', event, ids: withId(before.ids, event.id) };
  }
  const action = actionOf(event);
  // A delta on top of other changes of the batch has no exact base on the destination; an image replaces whatever is.
  return { action: action === 'delta' ? 'touch' : action === 'insert' ? 'replace' : action, event, ids: before.ids };
}

function withId(ids: readonly BsonValue[], id: BsonValue): readonly BsonValue[] {
  return ids.some((known) => isIdentical(known, id)) ? ids : [...ids, id];
}
