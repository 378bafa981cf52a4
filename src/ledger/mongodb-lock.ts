import type { Collection } from '../mongo/driver.ts';
import type { EntryBody, LedgerEntry } from './ledger-entry.ts';
import { ledgerFailed, lockLostError } from './ledger-errors.ts';
import type { LedgerLock, LockInfo, LockTimes } from './ledger-store.ts';
import type { MongodbLedgerStore } from './mongodb-store.ts';

/** The lock's document; its times are the server's. */
export interface StoredLock extends Omit<LockInfo, 'heartbeatAt'> {
  readonly _id: string;
  readonly expiresAt: Date;
  readonly heartbeatAt: Date;
}

/** The lock of a ledger in a database: a document whose expiry its holder moves on. */
export class MongodbLock implements LedgerLock {
  readonly info: LockInfo;
  readonly #store: MongodbLedgerStore;
  readonly #locks: Collection<StoredLock>;
  readonly #migration: string;
  readonly #times: LockTimes;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #serial = 0;
  /** The last note of how far the ledger has come. */
  #noted: Promise<void> | undefined;
  /** In this process' clock, counted from before the request: until then nobody else can have taken it. */
  #validUntil: number;

  constructor(
    store: MongodbLedgerStore,
    locks: Collection<StoredLock>,
    migration: string,
    info: LockInfo,
    times: LockTimes,
  ) {
    this.#store = store;
    this.#locks = locks;
    this.#migration = migration;
    this.info = info;
    this.#times = times;
    this.#validUntil = performance.now();
    // A beat that does not come through is made up for by the next one, or noticed before the next entry.
    this.#timer = setInterval(() => void this.#beat().catch(() => {}), times.heartbeatMs).unref();
  }

  /** Goes on counting behind the entries that are there. */
  async startAfter(entries: readonly LedgerEntry[]): Promise<void> {
    this.#serial = entries.length;
    await this.verify();
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async verify(): Promise<void> {
    this.#lost.signal.throwIfAborted();
    try {
      await this.#beat();
    } catch (error) {
      throw ledgerFailed(this.#store.location, 'write', error);
    }
    this.#lost.signal.throwIfAborted();
  }

  async append(runId: string, body: EntryBody): Promise<LedgerEntry> {
    this.#lost.signal.throwIfAborted();
    if (performance.now() > this.#validUntil) await this.verify();
    for (;;) {
      const entry = { serial: this.#serial + 1, at: new Date().toISOString(), by: this.info.holder, runId, ...body };
      const isWritten = await this.#store.insert(entry);
      // Who writes on without the ledger, since it seems to be away, has to know that another run does.
      if (!isWritten && (await this.#store.authorOf(entry.serial)) !== runId) {
        this.#lost.abort(lockLostError(this.#migration));
        throw this.#lost.signal.reason;
      }
      // One of ours that is there already was written, and the answer to that was lost.
      this.#serial += 1;
      this.#noted = this.#store.noteWritten(this.#serial);
      if (isWritten) return entry;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#noted;
    const durably = { writeConcern: { w: 'majority', journal: true } } as const;
    await this.#locks.deleteOne({ _id: this.#migration, id: this.info.id }, durably).catch(() => {});
  }

  async #beat(): Promise<void> {
    const askedAt = performance.now();
    const { matchedCount } = await this.#locks.updateOne({ _id: this.#migration, id: this.info.id }, [
      { $set: { heartbeatAt: '$$NOW', expiresAt: { $add: ['$$NOW', this.#times.staleMs] } } },
    ]);
    if (matchedCount === 1) this.#validUntil = askedAt + this.#times.staleMs;
    else this.#lost.abort(lockLostError(this.#migration));
  }
}
