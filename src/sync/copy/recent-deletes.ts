import type { IdKey } from '../../mongo/bson/id-key.ts';

/**
 * Keeps a copied batch from bringing back a document that was deleted meanwhile.
 *
 * The copier reads a batch, and some time later inserts it. A delete that the change stream applied in between
 * found nothing to delete. So deletes are remembered for as long as a batch that was asked for before them may still
 * be inserted, and such a batch leaves the document to the follower, which looks at the source again.
 */
export class RecentDeletes {
  #clock = 0;
  readonly #deletedAt = new Map<IdKey, number>();
  /** When the reads that are still under way were asked for. */
  readonly #reads = new Map<symbol, number>();

  /** Call before a batch is asked for; the ticket stands for that batch. */
  beginRead(): ReadTicket {
    const ticket = { id: Symbol('read'), askedAt: this.#clock };
    this.#reads.set(ticket.id, ticket.askedAt);
    return ticket;
  }

  /** Call when the batch is inserted or given up. */
  endRead(ticket: ReadTicket): void {
    this.#reads.delete(ticket.id);
    this.#forgetSettled();
  }

  /** Call before a delete is sent. Keys are those of `idKey`, which may stand for more than one `_id`. */
  record(key: IdKey): void {
    if (this.#reads.size === 0) return;
    this.#clock += 1;
    this.#deletedAt.delete(key);
    this.#deletedAt.set(key, this.#clock);
  }

  get isEmpty(): boolean {
    return this.#deletedAt.size === 0;
  }

  /** Whether a delete may have come after the batch was asked for. */
  wasDeletedAfter(ticket: ReadTicket, key: IdKey): boolean {
    const deletedAt = this.#deletedAt.get(key);
    return deletedAt !== undefined && deletedAt > ticket.askedAt;
  }

  /** The map is in order of time, so the settled ones stand in front. */
  #forgetSettled(): void {
    let oldestRead = Number.POSITIVE_INFINITY;
    for (const askedAt of this.#reads.values()) oldestRead = Math.min(oldestRead, askedAt);
    for (const [key, deletedAt] of this.#deletedAt) {
      if (deletedAt > oldestRead) break;
      this.#deletedAt.delete(key);
    }
  }
}

export interface ReadTicket {
  readonly id: symbol;
  readonly askedAt: number;
}
