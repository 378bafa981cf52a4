/** That a sync was begun, where, and whether it is over: mongomirror itself keeps a bookmark file and nothing on the clusters. */
import { hostname } from 'node:os';
import type { Collection, MongoClient } from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';

export interface MirrorRecord {
  readonly phase: 'syncing' | 'committed';
  readonly startedAt: Date;
  /** The machine that has the bookmark file. */
  readonly host: string;
}

const id = 'run';
const durably = { writeConcern: { w: 'majority' } } as const;

export class MongomirrorRecord {
  readonly #records: Collection<MirrorRecord & { _id: string }>;

  constructor(client: MongoClient) {
    this.#records = client.db(metadataDatabase).collection<MirrorRecord & { _id: string }>('mongomirror');
  }

  async read(): Promise<MirrorRecord | undefined> {
    return (await this.#records.findOne({ _id: id })) ?? undefined;
  }

  async begin(): Promise<void> {
    const record: MirrorRecord = { phase: 'syncing', startedAt: new Date(), host: hostname() };
    await this.#records.replaceOne({ _id: id }, record, { upsert: true, ...durably });
  }

  async commit(): Promise<void> {
    await this.#records.updateOne({ _id: id }, { $set: { phase: 'committed' } }, durably);
  }

  async remove(): Promise<void> {
    await this.#records.drop();
  }
}
