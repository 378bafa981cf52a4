import { type ClusterTime, clusterTimeOf, laterOf, timestampOf } from '../../mongo/cluster-time.ts';
import type { Timestamp } from '../../mongo/driver.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { CollectionEntry, type EntryState, type StoredEntry } from '../catalog/collection-entry.ts';
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
      this.#catalog.add(new CollectionEntry(_id, fromFields(stored as unknown as StoredFields)));
      if (stored.changedAt !== undefined) this.#carriedOutAt(clusterTimeOf(stored.changedAt));
    }
  }

  /** @param changedAt as in `save` */
  async add(entry: CollectionEntry, changedAt?: ClusterTime): Promise<void> {
    await this.save([entry], changedAt);
    this.#catalog.add(entry);
  }

  /**
   * Writes the entries as they are now; durable when it returns.
   * @param changedAt the time of the event that made or renamed them
   */
  async save(entries: readonly CollectionEntry[], changedAt?: ClusterTime): Promise<void> {
    const changed = changedAt === undefined ? {} : { changedAt: timestampOf(changedAt) };
    const changes = entries.map((entry) => ({ id: entry.uuid, fields: { ...toFields(entry.stored()), ...changed } }));
    await this.#metadata.setMany(collectionName, this.#fence, changes);
    if (changedAt !== undefined) this.#carriedOutAt(changedAt);
  }

  #carriedOutAt(time: ClusterTime): void {
    this.#carriedOut = laterOf(this.#carriedOut, time);
  }

  /**
   * Writes how far copies are, of those entries that are still there: one that was dropped meanwhile stays dropped, one
   * that was renamed keeps its name.
   */
  async saveStates(states: readonly EntryState[]): Promise<void> {
    const changes = states.map(({ uuid, state, overlapUntil }) => ({
      id: uuid,
      fields: { state, overlapUntil: timestampOf(overlapUntil) },
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
};

function toFields(stored: StoredEntry): StoredFields {
  return { ...stored, overlapUntil: timestampOf(stored.overlapUntil) };
}

function fromFields(fields: StoredFields): StoredEntry {
  return { ...fields, overlapUntil: clusterTimeOf(fields.overlapUntil) };
}
