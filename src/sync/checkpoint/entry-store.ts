import { type ClusterTime, clusterTimeOf, timestampOf } from '../../mongo/cluster-time.ts';
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

  constructor(catalog: Catalog, metadata: Metadata, fence: number, listedAt: ClusterTime) {
    this.#catalog = catalog;
    this.#metadata = metadata;
    this.#fence = fence;
    this.listedAt = listedAt;
  }

  async load(): Promise<void> {
    for (const { _id, ...stored } of await this.#metadata.readAll<StoredFields>(collectionName)) {
      this.#catalog.add(new CollectionEntry(_id, fromFields(stored as unknown as StoredFields)));
    }
  }

  async add(entry: CollectionEntry): Promise<void> {
    await this.save([entry]);
    this.#catalog.add(entry);
  }

  /** Writes the entries as they are now; durable when it returns. */
  async save(entries: readonly CollectionEntry[]): Promise<void> {
    const changes = entries.map((entry) => ({ id: entry.uuid, fields: toFields(entry.stored()) }));
    await this.#metadata.setMany(collectionName, this.#fence, changes);
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

type StoredFields = Omit<StoredEntry, 'overlapUntil'> & { readonly overlapUntil: Timestamp };

function toFields(stored: StoredEntry): StoredFields {
  return { ...stored, overlapUntil: timestampOf(stored.overlapUntil) };
}

function fromFields(fields: StoredFields): StoredEntry {
  return { ...fields, overlapUntil: clusterTimeOf(fields.overlapUntil) };
}
