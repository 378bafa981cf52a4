import type { IdKey } from '../../mongo/bson/id-key.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';

/**
 * Keeps a copied batch from bringing back a document that was deleted meanwhile.
 *
 * The copier reads a batch, and some time later inserts it. A delete that the change stream applied in between found
 * nothing to delete; and a member that is behind may show a document long after the stream has told its delete. So deletes
 * are remembered for as long as a batch that was asked for before them, or that may have been read from before them, may
 * still be inserted. Such a batch leaves the document to the follower, which looks at the source again.
 */
export class RecentDeletes {
  readonly #most: number;
  #clock = 0;
  readonly #deleted = new Map<IdKey, Deletion>();
  readonly #reads = new Set<ReadTicket>();
  /** The latest of what had to be forgotten while it was of use. */
  #forgotten: Deletion = { at: 0, time: 0n };

  /** @param most how many are remembered */
  constructor(most = 100_000) {
    this.#most = most;
  }

  /**
   * Call before a batch is asked for; the ticket stands for that batch.
   * @param readAfter nothing of it is read from before that time
   */
  beginRead(readAfter: ClusterTime): ReadTicket {
    const ticket = { askedAt: this.#clock, readAfter };
    this.#reads.add(ticket);
    return ticket;
  }

  /** Call when the batch turns out to be read from no earlier than that. */
  raise(ticket: ReadTicket, readAfter: ClusterTime): void {
    ticket.readAfter = laterOf(ticket.readAfter, readAfter);
  }

  /** Call when the batch is inserted or given up. */
  endRead(ticket: ReadTicket): void {
    this.#reads.delete(ticket);
    this.#forgetSettled();
  }

  /**
   * Call before a delete is sent.
   * @param key that of `idKey`, which may stand for more than one `_id`
   * @param time at or behind the delete on the source, and no later than what the stream has told
   */
  record(key: IdKey, time: ClusterTime): void {
    if (this.#reads.size === 0) return;
    this.#clock += 1;
    this.#deleted.delete(key);
    this.#deleted.set(key, { at: this.#clock, time });
    if (this.#deleted.size > this.#most) this.#forgetOldest();
  }

  get isEmpty(): boolean {
    return this.#deleted.size === 0;
  }

  /** Whether a delete may have come after the batch was read. */
  wasDeletedAfter(ticket: ReadTicket, key: IdKey): boolean {
    const deletion = this.#deleted.get(key);
    return deletion !== undefined && !isSettled(ticket, deletion);
  }

  /** Too much was deleted since the batch was read: it has to be read again. */
  isOutlived(ticket: ReadTicket): boolean {
    return !isSettled(ticket, this.#forgotten);
  }

  /** The map is in the order of deletes; of one whose time is out of it some are only kept longer. */
  #forgetSettled(): void {
    for (const [key, deletion] of this.#deleted) {
      for (const ticket of this.#reads) if (!isSettled(ticket, deletion)) return;
      this.#deleted.delete(key);
    }
  }

  #forgetOldest(): void {
    for (const [key, { at, time }] of this.#deleted) {
      if (this.#deleted.size <= this.#most / 2) return;
      this.#forgotten = { at, time: laterOf(this.#forgotten.time, time) };
      this.#deleted.delete(key);
    }
  }
}

interface Deletion {
  /** By the clock of those that were recorded. */
  readonly at: number;
  readonly time: ClusterTime;
}

export interface ReadTicket {
  readonly askedAt: number;
  readAfter: ClusterTime;
}

/** The batch does not show what was deleted then. */
function isSettled({ askedAt, readAfter }: ReadTicket, { at, time }: Deletion): boolean {
  return at <= askedAt && time <= readAfter;
}
