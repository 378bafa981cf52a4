/**
 * The one field that decides a cutover: a document beside the sync's metadata that the run keeps alive while writes may be
 * blocked. Its state moves by compare-and-set only, so that the run that begins the switch and the guardian that takes the
 * block back can never both succeed (correctness rule 17).
 *
 *     armed -> switchBegun     by the run, right before applications are switched
 *       |
 *       +----> undone          by the guardian when the run has been silent for too long, or by the run that takes it back
 */
import { type Collection, type MongoClient, ReadConcern } from '../mongo/driver.ts';
import { metadataDatabase } from '../mongo/namespace.ts';
import type { SourceBlock } from './source-block.ts';

export type GuardState = 'armed' | 'switchBegun' | 'undone';

/** Which of the migration's two clusters is closed to writers: the source, or in a rollback the destination. */
export type BlockedSide = 'source' | 'destination';

export interface GuardDocument {
  /** The migration's name. */
  readonly _id: string;
  /** Of one cutover; another one has another. */
  readonly transaction: string;
  readonly state: GuardState;
  readonly side: BlockedSide;
  /** Absent until something was blocked. */
  readonly block?: SourceBlock | undefined;
  /** In the server's clock. */
  readonly expiresAt: Date;
  readonly changedAt: Date;
  /** Who moved it to its state, for people. */
  readonly by: string;
  /** The process that was started to guard it, once it watches. */
  readonly standingBy?: string | undefined;
}

/** As a guardian sees it. */
export interface WatchedGuard extends GuardDocument {
  /** For how long it has been in its state, by the clock of the server that wrote that down. */
  readonly ageMs: number;
}

const durably = { writeConcern: { w: 'majority', journal: true } } as const;

export class GuardStore {
  readonly #guards: Collection<GuardDocument>;

  /** @param client of the cluster that holds the migration's metadata */
  constructor(client: MongoClient) {
    const db = client.db(metadataDatabase, { readConcern: new ReadConcern('majority') });
    this.#guards = db.collection<GuardDocument>('guards');
  }

  async read(migration: string): Promise<GuardDocument | undefined> {
    return (await this.#guards.findOne({ _id: migration }, { readPreference: 'primary' })) ?? undefined;
  }

  /** One migration's, or those of all. */
  async watched(migration: string | undefined): Promise<readonly WatchedGuard[]> {
    const pipeline = [
      { $match: migration === undefined ? {} : { _id: migration } },
      { $set: { ageMs: { $subtract: ['$$NOW', '$changedAt'] } } },
    ];
    return await this.#guards.aggregate<WatchedGuard>(pipeline, { readPreference: 'primary' }).toArray();
  }

  /** Begins to guard a cutover. */
  async arm(migration: string, transaction: string, side: BlockedSide, by: string, leaseMs: number): Promise<void> {
    const fields = { transaction: { $literal: transaction }, state: 'armed', side, by: { $literal: by } };
    await this.#guards.updateOne(
      { _id: migration },
      [
        { $set: { ...fields, changedAt: '$$NOW', expiresAt: { $add: ['$$NOW', leaseMs] } } },
        { $unset: ['block', 'standingBy'] },
      ],
      { upsert: true, ...durably },
    );
  }

  /** @returns whether the cutover is still the run's; when not, the guardian has taken it back */
  async renew(migration: string, transaction: string, leaseMs: number): Promise<boolean> {
    const { matchedCount } = await this.#guards.updateOne(
      { _id: migration, transaction, state: 'armed' },
      [{ $set: { expiresAt: { $add: ['$$NOW', leaseMs] } } }],
      durably,
    );
    return matchedCount === 1;
  }

  /** A process that was started to guard this cutover tells that it does. */
  async standBy(migration: string, transaction: string, name: string): Promise<void> {
    await this.#guards.updateOne({ _id: migration, transaction }, { $set: { standingBy: name } }, durably);
  }

  /** Writes down what is about to be blocked. */
  async describe(migration: string, transaction: string, block: SourceBlock): Promise<boolean> {
    const { matchedCount } = await this.#guards.updateOne(
      { _id: migration, transaction, state: 'armed' },
      { $set: { block } },
      durably,
    );
    return matchedCount === 1;
  }

  /** The compare-and-set behind which nobody takes the cutover back; true as well where it was done before. */
  async beginSwitch(migration: string, transaction: string): Promise<boolean> {
    const { matchedCount } = await this.#guards.updateOne(
      { _id: migration, transaction, state: { $in: ['armed', 'switchBegun'] } },
      [{ $set: { state: 'switchBegun', changedAt: '$$NOW' } }],
      durably,
    );
    return matchedCount === 1;
  }

  /** The guardian's compare-and-set: only a cutover whose run has fallen silent. */
  async takeOver({ _id, transaction }: GuardDocument, by: string): Promise<boolean> {
    const { matchedCount } = await this.#guards.updateOne(
      { _id, transaction, state: 'armed', $expr: { $lt: ['$expiresAt', '$$NOW'] } },
      [{ $set: { state: 'undone', by: { $literal: by }, changedAt: '$$NOW' } }],
      durably,
    );
    return matchedCount === 1;
  }

  /**
   * Somebody wants the cutover back; its run finds out and takes back what it did.
   * @returns whether it was still possible
   */
  async cancel(migration: string, by: string): Promise<boolean> {
    const { matchedCount } = await this.#guards.updateOne(
      { _id: migration, state: 'armed' },
      [{ $set: { state: 'undone', by: { $literal: by }, changedAt: '$$NOW' } }],
      durably,
    );
    return matchedCount === 1;
  }

  async remove(migration: string): Promise<void> {
    await this.#guards.deleteOne({ _id: migration }, durably);
    if ((await this.#guards.countDocuments({}, { limit: 1 })) === 0) await this.#guards.drop();
  }
}
