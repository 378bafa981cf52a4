/**
 * What a run that waits for a cutover and the people around it tell each other: which gates it waits for, who approved, who
 * wants it taken back. Beside the sync's metadata, since the ledger belongs to whoever holds its lock.
 */
import { type Collection, type Document, type MongoClient, ReadConcern } from '../mongo/driver.ts';
import { metadataDatabase } from '../mongo/namespace.ts';

/** One gate as it was read last. */
export interface WaitingGate {
  readonly name: string;
  readonly isOpen: boolean;
  /** The value and what it has to be. */
  readonly words: string;
}

/** A cutover that is about to happen. */
export interface WaitingCutover {
  readonly gates: readonly WaitingGate[];
  /** ISO 8601, all of them. */
  readonly since: string;
  /** When it is given up; absent where it waits without limit. */
  readonly until?: string | undefined;
  /** How often the gates were read. */
  readonly checks: number;
  /** How often a cutover was begun before, and taken back. */
  readonly attemptsBefore: number;
  readonly by: string;
}

export interface GivenApproval {
  /** The group of `cutover.gates.approvals`. */
  readonly gate: string;
  readonly by: string;
  readonly at: string;
  /** What was approved: another version of the file needs another approval. */
  readonly specHash: string;
  readonly comment?: string | undefined;
}

interface StoredBoard {
  readonly _id: string;
  readonly wait?: WaitingCutover;
  readonly waitUpdatedAt?: Date;
  readonly cancelledBy?: string;
  readonly approvals?: readonly GivenApproval[];
}

export interface Board {
  /** Absent when nobody waits, or the one who did has been silent for a while. */
  readonly waiting: WaitingCutover | undefined;
  readonly cancelledBy: string | undefined;
  readonly approvals: readonly GivenApproval[];
}

const durably = { writeConcern: { w: 'majority' } } as const;
const silentAfterMs = 15_000;

export class CutoverBoard {
  readonly #boards: Collection<StoredBoard>;
  readonly #migration: string;

  /** @param client of the cluster that holds the migration's metadata */
  constructor(client: MongoClient, migration: string) {
    const db = client.db(metadataDatabase, { readConcern: new ReadConcern('majority'), ignoreUndefined: true });
    this.#boards = db.collection<StoredBoard>('cutovers');
    this.#migration = migration;
  }

  async read(): Promise<Board> {
    const pipeline = [
      { $match: { _id: this.#migration } },
      { $set: { silentMs: { $subtract: ['$$NOW', '$waitUpdatedAt'] } } },
    ];
    const [found] = await this.#boards
      .aggregate<StoredBoard & { silentMs?: number | null }>(pipeline, { readPreference: 'primary' })
      .toArray();
    const isWaiting = typeof found?.silentMs === 'number' && found.silentMs < silentAfterMs;
    return {
      waiting: isWaiting ? found.wait : undefined,
      cancelledBy: found?.cancelledBy,
      approvals: found?.approvals ?? [],
    };
  }

  /** Begins to wait: an earlier request to take it back was for an earlier wait. */
  async beginWaiting(): Promise<void> {
    await this.#change({ $unset: { cancelledBy: '', wait: '', waitUpdatedAt: '' } });
  }

  /** Shows what is waited for. */
  async waiting(wait: WaitingCutover): Promise<void> {
    await this.#change({ $set: { wait }, $currentDate: { waitUpdatedAt: true } });
  }

  async endWaiting(): Promise<void> {
    await this.#change({ $unset: { wait: '', waitUpdatedAt: '' } });
  }

  /** Asks the run that waits to stop waiting. */
  async cancel(by: string): Promise<void> {
    await this.#change({ $set: { cancelledBy: by } });
  }

  /** The same person approves once for a gate; approving again renews it. */
  async approve(approval: GivenApproval): Promise<void> {
    const { gate, by } = approval;
    await this.#change({ $pull: { approvals: { gate, by } } } as Document);
    await this.#change({ $push: { approvals: approval } } as Document);
  }

  async remove(): Promise<void> {
    await this.#boards.deleteOne({ _id: this.#migration }, durably);
    if ((await this.#boards.countDocuments({}, { limit: 1 })) === 0) await this.#boards.drop();
  }

  async #change(update: Document): Promise<void> {
    await this.#boards.updateOne({ _id: this.#migration }, update, { upsert: true, ...durably });
  }
}
