/**
 * godwit's metadata on the destination: what a restarted engine needs to go on, and nothing else.
 *
 * Every document carries the fencing token of the engine that wrote it last, and is only ever written by the
 * holder of that token or a later one: an engine that was paused and wakes up finds that nothing matches.
 */

import { EngineError } from '../../lib/errors.ts';
import {
  type Collection,
  type Db,
  type Document,
  MongoBulkWriteError,
  type MongoClient,
  MongoServerError,
  ReadConcern,
} from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';

/** Another engine took over while this one was not looking; it has to stop at once. */
export class FencedOffError extends EngineError {
  constructor(detail: string) {
    super('GW910', {
      summary: 'Another sync engine took over this destination, so this one stopped',
      detail,
      hint: 'Run `godwit status` to see which engine holds the destination; run only one at a time',
    });
  }
}

export interface MetadataDocument extends Document {
  _id: string;
  fence: number;
}

/** Every collection that an engine uses. */
export const engineCollections = ['collections', 'ranges', 'constraints', 'wayBack', 'engine'] as const;
export type EngineCollection = (typeof engineCollections)[number];

/** For writes that have to outlive the death of any member. */
export const durably = { writeConcern: { w: 'majority', journal: true } } as const;

interface FieldChange {
  readonly id: string;
  readonly fields: Document;
}

/** The collections of the metadata database, written with a fence. */
export class Metadata {
  readonly db: Db;

  constructor(client: MongoClient) {
    this.db = client.db(metadataDatabase, { readConcern: new ReadConcern('majority') });
  }

  collection(name: EngineCollection): Collection<MetadataDocument> {
    return this.db.collection<MetadataDocument>(name);
  }

  async read<T extends Document>(name: EngineCollection, id: string): Promise<(T & MetadataDocument) | undefined> {
    const found = await this.collection(name).findOne({ _id: id }, { readPreference: 'primary' });
    return (found as (T & MetadataDocument) | null) ?? undefined;
  }

  async readAll<T extends Document>(name: EngineCollection): Promise<(T & MetadataDocument)[]> {
    const cursor = this.collection(name).find({}, { readPreference: 'primary', sort: { _id: 1 } });
    return (await cursor.toArray()) as unknown as (T & MetadataDocument)[];
  }

  /** Sets fields of one document, creating it; durable on a majority when it returns. */
  async set(name: EngineCollection, id: string, fence: number, fields: Document): Promise<void> {
    await this.setMany(name, fence, [{ id, fields }]);
  }

  /** Like `set`, for many documents of one collection in one command. */
  async setMany(name: EngineCollection, fence: number, changes: readonly FieldChange[]): Promise<void> {
    await this.#write(name, fence, changes, true);
  }

  /** Like `setMany`, but makes no document that is not there. */
  async changeMany(name: EngineCollection, fence: number, changes: readonly FieldChange[]): Promise<void> {
    await this.#write(name, fence, changes, false);
  }

  async #write(name: EngineCollection, fence: number, changes: readonly FieldChange[], upsert: boolean): Promise<void> {
    if (changes.length === 0) return;
    const operations = changes.map(({ id, fields }) => ({
      updateOne: { filter: { _id: id, fence: { $lte: fence } }, update: { $set: { ...fields, fence } }, upsert },
    }));
    await fenced(name, async () => await this.collection(name).bulkWrite(operations, { ordered: false, ...durably }));
  }

  async remove(name: EngineCollection, fence: number, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.collection(name).deleteMany({ _id: { $in: [...ids] }, fence: { $lte: fence } }, durably);
  }

  /**
   * Removes what an earlier sync left, for the holder of the lease to begin another; nothing of a later holder.
   * @param kept what of `engine` is to stay
   */
  async clear(fence: number, kept: readonly string[]): Promise<void> {
    for (const name of engineCollections) {
      const left = name === 'engine' ? { _id: { $nin: [...kept] } } : {};
      await this.collection(name).deleteMany({ ...left, fence: { $lte: fence } }, durably);
    }
  }

  /** Removes what engines keep here; the ledger, in the same database, stays. */
  async drop(): Promise<void> {
    for (const name of engineCollections) await this.db.dropCollection(name, durably);
  }
}

/**
 * An upsert that meets a document with a later fence fails as a duplicate key: that is the fence. So does one of two that
 * insert the same document at the same moment, which is why it is tried twice: then the document is there.
 */
export async function fenced<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write().catch(async (error: unknown) => {
      if (!isDuplicate(error)) throw error;
      return await write();
    });
  } catch (error) {
    if (isDuplicate(error)) throw new FencedOffError(`${metadataDatabase}.${name} holds a later fencing token`);
    throw error;
  }
}

function isDuplicate(error: unknown): boolean {
  return (error instanceof MongoBulkWriteError || error instanceof MongoServerError) && error.code === 11000;
}
