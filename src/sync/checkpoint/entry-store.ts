import { type ClusterTime, clusterTimeOf, laterOf } from '../../mongo/cluster-time.ts';
import type { MongoClient, Timestamp } from '../../mongo/driver.ts';
import { isTransient } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { CollectionEntry, type EntryState, type StoredEntry } from '../catalog/collection-entry.ts';
import {
  type LeasedDestination,
  removeLeftOver,
  renameCollection,
  uuidOf,
} from '../catalog/destination-collections.ts';
import { listCollections } from '../catalog/source-catalog.ts';
import type { Lease } from './lease.ts';
import type { Metadata } from './metadata.ts';

const collectionName = 'collections';

/** The catalogue, and its durable copy in the metadata. */
export class EntryStore {
  readonly #catalog: Catalog;
  readonly #metadata: Metadata;
  readonly #fence: number;
  /**
   * The catalogue was listed at or after this time: what the stream tells of collections before it, and the listing
   * does not show, is already undone.
   */
  readonly listedAt: ClusterTime;
  #carriedOut: ClusterTime = 0n;

  constructor(catalog: Catalog, metadata: Metadata, fence: number, listedAt: ClusterTime) {
    this.#catalog = catalog;
    this.#metadata = metadata;
    this.#fence = fence;
    this.listedAt = listedAt;
  }

  /**
   * The catalogue holds what events before this time did to it, though the stream may be at an earlier one: a run that
   * begins anew meets them again. An event of the time itself may be one of several that a transaction made.
   */
  get carriedOut(): ClusterTime {
    return this.#carriedOut;
  }

  async load(): Promise<void> {
    for (const { _id, ...stored } of await this.#metadata.readAll<StoredFields>(collectionName)) {
      const entry = new CollectionEntry(_id, fromFields(stored as unknown as StoredFields));
      this.#catalog.add(entry);
      if (stored.changedAt === undefined) continue;
      entry.changedAt = clusterTimeOf(stored.changedAt);
      this.#carriedOutAt(entry.changedAt);
    }
  }

  /** @param changedAt the time of the event that made it */
  async add(entry: CollectionEntry, changedAt?: ClusterTime): Promise<void> {
    await this.#set([{ ...entry.stored(), uuid: entry.uuid }], changedAt);
    this.#changedAt(entry, changedAt);
    this.#catalog.add(entry);
  }

  /** Writes new entries; durable when it returns. */
  async save(entries: readonly CollectionEntry[]): Promise<void> {
    await this.#set(entries.map((entry) => ({ ...entry.stored(), uuid: entry.uuid })));
  }

  /**
   * Writes what a collection is called, and by what it is sharded. How far its copy is, is written by others at the same
   * moment, and whose command comes last is not known: a copy that was taken for one that is yet to begin would go on where
   * it was, behind changes that nobody applied.
   * @param changedAt the time of the event that renamed it
   */
  async saveNames(entry: CollectionEntry, changedAt?: ClusterTime): Promise<void> {
    const { source, destination, shardKey = null } = entry.stored();
    await this.#set([{ uuid: entry.uuid, source, destination, shardKey }], changedAt);
    this.#changedAt(entry, changedAt);
  }

  async #set(
    changed: readonly (Partial<StoredEntry> & Pick<CollectionEntry, 'uuid'>)[],
    changedAt?: ClusterTime,
  ): Promise<void> {
    const time = changedAt === undefined ? {} : { changedAt: timestampOf(changedAt) };
    const changes = changed.map(({ uuid, ...fields }) => ({ id: uuid, fields: { ...toFields(fields), ...time } }));
    await this.#metadata.setMany(collectionName, this.#fence, changes);
  }

  #changedAt(entry: CollectionEntry, time: ClusterTime | undefined): void {
    if (time === undefined) return;
    entry.changedAt = laterOf(entry.changedAt, time);
    this.#carriedOutAt(time);
  }

  /**
   * To be called before the collection is renamed on the destination, and nothing may be written to it until `saveNames`: a
   * run that begins anew meets changes from before the rename, and would make a collection of the old name for them.
   * `finishRenames` sees to it that the collection bears the new one by then.
   */
  async beginRename(
    client: MongoClient,
    { uuid, destination }: CollectionEntry,
    to: Namespace,
    changedAt: ClusterTime,
  ): Promise<void> {
    const renamedFrom = { ...destination, uuid: (await uuidOf(client, destination))?.toHexString() ?? null };
    const fields: Partial<StoredFields> = { destination: to, renamedFrom, changedAt: timestampOf(changedAt) };
    await this.#metadata.setMany(collectionName, this.#fence, [{ id: uuid, fields }]);
  }

  #carriedOutAt(time: ClusterTime): void {
    this.#carriedOut = laterOf(this.#carriedOut, time);
  }

  /**
   * Writes how far copies are, of those entries that are still there: one that was dropped meanwhile stays dropped, one
   * that was renamed keeps its name.
   */
  async saveStates(states: readonly EntryState[]): Promise<void> {
    const changes = states.map(({ uuid, state, overlapUntil, copied = null }) => ({
      id: uuid,
      fields: { state, overlapUntil: timestampOf(overlapUntil), copied },
    }));
    await this.#metadata.changeMany(collectionName, this.#fence, changes);
  }

  async remove(entry: CollectionEntry): Promise<void> {
    this.#catalog.remove(entry);
    await this.#metadata.remove(collectionName, this.#fence, [entry.uuid]);
  }
}

type StoredFields = Omit<StoredEntry, 'overlapUntil'> & {
  readonly overlapUntil: Timestamp;
  readonly changedAt?: Timestamp;
  /** What the destination's collection is called unless its rename has been carried out; absent or null otherwise. */
  readonly renamedFrom?: RenamedFrom | null;
};

/** With the UUID on the destination, where that was found; older versions did not write it. */
type RenamedFrom = Namespace & { readonly uuid?: string | null };

/**
 * Carries out the renames that an earlier run began and perhaps ended with; before anything is written to the collections.
 */
export async function finishRenames(
  destination: LeasedDestination & { readonly lease: Pick<Lease, 'token'> },
  metadata: Metadata,
): Promise<void> {
  for (const stored of await metadata.readAll<StoredFields>(collectionName)) {
    const { _id: id, destination: to, renamedFrom: from } = stored;
    if (from === undefined || from === null) continue;
    const isDone = await finishRename(destination, from, to);
    const kept = isDone ? to : { db: from.db, coll: from.coll };
    const fields: Partial<StoredFields> = { destination: kept, renamedFrom: null };
    await metadata.setMany(collectionName, destination.lease.token, [{ id, fields }]);
  }
}

/** @returns `false` where the destination refuses it: the change that asks for it is met again, and says so */
async function finishRename(destination: LeasedDestination, from: RenamedFrom, to: Namespace): Promise<boolean> {
  const { client } = destination;
  const isUndone = from.uuid != null && (await uuidOf(client, from))?.toHexString() === from.uuid;
  const [there] = await listCollections(client, to.db, { name: to.coll });
  // Nothing bore the name before.
  if (there !== undefined && !isUndone) return true;
  try {
    // What servers make for an index that comes late may bear it by now.
    if (isUndone) await removeLeftOver(destination, to);
    await renameCollection(destination, { db: from.db, coll: from.coll }, to);
    return true;
  } catch (error) {
    if (isTransient(error)) throw error;
    return false;
  }
}

function toFields({ overlapUntil, ...stored }: Partial<StoredEntry>): Partial<StoredFields> {
  const times = overlapUntil === undefined ? {} : { overlapUntil: timestampOf(overlapUntil) };
  return { ...stored, ...times, renamedFrom: null };
}

function fromFields(fields: StoredFields): StoredEntry {
  return { ...fields, overlapUntil: clusterTimeOf(fields.overlapUntil) };
}
