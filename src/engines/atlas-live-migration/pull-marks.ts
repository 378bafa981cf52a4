/**
 * A document on the source that godwit writes and Atlas carries to the destination, since no API tells how far a pull
 * migration is: what is seen of it there has been applied, and how old it is, is the lag.
 */
import { type ClusterTime, clusterTimeOf } from '../../mongo/cluster-time.ts';
import type { Collection, MongoClient, Timestamp } from '../../mongo/driver.ts';
import { markDatabase } from '../../mongo/namespace.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';

export interface PullMark {
  /** Counts up. */
  readonly number: number;
  readonly at: Date;
  /** Of the source's clock, before it was written. */
  readonly time: ClusterTime;
}

interface StoredMark {
  readonly _id: string;
  readonly number: number;
  readonly at: Date;
  readonly time: Timestamp;
}

const id = 'mark';

export class PullMarks {
  readonly #client: MongoClient;

  constructor(client: MongoClient) {
    this.#client = client;
  }

  async read(): Promise<PullMark | undefined> {
    const found = await this.#marks.findOne({ _id: id });
    return found === null ? undefined : { number: found.number, at: found.at, time: clusterTimeOf(found.time) };
  }

  async write(time: ClusterTime): Promise<void> {
    const $set = { at: new Date(), time: timestampOf(time) };
    const options = { upsert: true, writeConcern: { w: 'majority' } } as const;
    await this.#marks.updateOne({ _id: id }, { $inc: { number: 1 }, $set }, options);
  }

  async remove(): Promise<void> {
    await this.#client.db(markDatabase).dropDatabase();
  }

  get #marks(): Collection<StoredMark> {
    return this.#client.db(markDatabase).collection<StoredMark>('marks');
  }
}
