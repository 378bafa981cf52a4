/** Which live migration is ours: Atlas lists none, and tells nothing of one whose id is not known. */
import type { Collection, MongoClient, Timestamp } from '../../mongo/driver.ts';
import { metadataDatabase } from '../../mongo/namespace.ts';

export interface LiveMigrationRecord {
  /** `requested`: Atlas was asked for it, and its answer with the id is not written down. */
  readonly phase: 'requested' | 'syncing' | 'committing';
  readonly startedAt: Date;
  readonly migrationId?: string;
  /** When it was first seen to be ready for its cutover, from which on Atlas counts its hours. */
  readonly readySince?: Date;
  /** Atlas has taken the request for the cutover. */
  readonly isCutoverTaken?: boolean;
  /** Of a pull migration, which has no id: Atlas was seen to keep the destination closed. */
  readonly wasClosed?: boolean;
  /** The number of the mark that arrived first. */
  readonly firstMark?: number;
  /** The source's clock when a person was asked for the cutover: nobody may have written since. */
  readonly askedAt?: Timestamp;
  /** It was seen to be cut over; what happens on the source afterwards changes nothing. */
  readonly isDone?: boolean;
}

const id = 'run';
const durably = { writeConcern: { w: 'majority' } } as const;

export class LiveMigrationRecords {
  readonly #records: Collection<LiveMigrationRecord & { _id: string }>;

  constructor(client: MongoClient) {
    this.#records = client.db(metadataDatabase).collection<LiveMigrationRecord & { _id: string }>('atlasLiveMigration');
  }

  async read(): Promise<LiveMigrationRecord | undefined> {
    return (await this.#records.findOne({ _id: id })) ?? undefined;
  }

  async request(): Promise<void> {
    const record: LiveMigrationRecord = { phase: 'requested', startedAt: new Date() };
    await this.#records.replaceOne({ _id: id }, record, { upsert: true, ...durably });
  }

  /** A pull migration was seen to have begun; by whoever saw it first. */
  async pulled(): Promise<void> {
    const record: LiveMigrationRecord = { phase: 'syncing', startedAt: new Date() };
    await this.#records.updateOne({ _id: id }, { $setOnInsert: record }, { upsert: true, ...durably });
  }

  async note(known: Partial<LiveMigrationRecord>): Promise<void> {
    await this.#records.updateOne({ _id: id }, { $set: known }, durably);
  }

  async remove(): Promise<void> {
    await this.#records.drop();
  }
}
