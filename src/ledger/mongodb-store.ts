/**
 * The ledger in a MongoDB database: by default in godwit's metadata on the destination, so that it is wherever the data
 * is and no CI runner's disk matters (correctness rule 28).
 */
import { randomUUID } from 'node:crypto';
import type { Collection, Db, MongoClient } from '../mongo/driver.ts';
import { isDuplicateKey } from '../mongo/failures.ts';
import { type Actor, isLedgerEntry, isLedgerFormat, type LedgerEntry, ledgerFormat } from './ledger-entry.ts';
import { damagedLedger, futureLedger, ledgerFailed, truncatedLedger, wrongLockIdError } from './ledger-errors.ts';
import { defaultLockTimes, type LedgerLock, type LedgerStore, type LockInfo, type LockTimes } from './ledger-store.ts';
import { MongodbLock, type StoredLock } from './mongodb-lock.ts';
import { waitForLock } from './wait-for-lock.ts';

const durably = { writeConcern: { w: 'majority', journal: true } } as const;

interface StoredEntry {
  readonly _id: string;
  readonly migration: string;
  readonly formatVersion: number;
  readonly entry: LedgerEntry;
}

/** How many entries a ledger has at least, so that one that lost its end is not gone on with. */
interface StoredHead {
  readonly _id: string;
  readonly written: number;
}

export class MongodbLedgerStore implements LedgerStore {
  readonly location: string;
  readonly #client: MongoClient;
  readonly #database: string;
  readonly #where: string;
  readonly #migration: string;
  readonly #db: Db;
  readonly #times: LockTimes;

  constructor(client: MongoClient, database: string, migration: string, where: string, times = defaultLockTimes) {
    this.#client = client;
    this.#database = database;
    this.#where = where;
    this.#db = client.db(database, { ignoreUndefined: true });
    this.#migration = migration;
    this.#times = times;
    this.location = `mongodb ${database}.ledger on ${where}`;
  }

  async read(): Promise<readonly LedgerEntry[]> {
    const [written, stored] = await this.#try('read', async () => await this.#readStored());
    const entries = stored.map((document, index) => this.#checked(document, index + 1));
    if (entries.length < written) throw truncatedLedger(this.location, entries.length, written);
    return entries;
  }

  /** How many were written, and then, no earlier than that, what is there: an election must not make it look like less. */
  async #readStored(): Promise<readonly [written: number, entries: readonly StoredEntry[]]> {
    const readConcern = { level: 'majority' } as const;
    return await this.#client.withSession({ causalConsistency: true }, async (session) => {
      const head = await this.#heads.findOne({ _id: this.#headKey }, { readConcern, session });
      const options = { sort: { _id: 1 as const }, readConcern, session };
      return [head?.written ?? 0, await this.#entries.find({ migration: this.#migration }, options).toArray()];
    });
  }

  async lock(
    holder: Actor,
    purpose: string,
    timeoutMs: number,
    onWait?: (holder: LockInfo) => void,
  ): Promise<LedgerLock> {
    // A ledger that cannot be read is refused before anything is written beside it.
    await this.read();
    return await waitForLock(this, this.#migration, { timeoutMs, onWait }, async () => {
      const info = await this.#try('write', async () => await this.#tryLock(holder, purpose));
      return info && (await this.#locked(info));
    });
  }

  async lockInfo(): Promise<LockInfo | undefined> {
    const filter = { _id: this.#migration, $expr: { $gt: ['$expiresAt', '$$NOW'] } };
    const stored = await this.#try('read', async () => await this.#locks.findOne(filter));
    return stored === null ? undefined : toInfo(stored);
  }

  async releaseLock(id: string): Promise<void> {
    const deleted = await this.#try('write', async () => {
      return await this.#locks.deleteOne({ _id: this.#migration, id }, durably);
    });
    if (deleted.deletedCount === 0) throw wrongLockIdError(this.#migration, id, await this.lockInfo());
  }

  async migrations(): Promise<readonly string[]> {
    return await this.#try('read', async () => (await this.#entries.distinct('migration')).sort());
  }

  sibling(migration: string): LedgerStore {
    return new MongodbLedgerStore(this.#client, this.#database, migration, this.#where, this.#times);
  }

  /**
   * Entries have their serial as key, so that two writers cannot both write the next one.
   * @returns whether it was written; there is another one in its place otherwise
   */
  async insert(entry: LedgerEntry): Promise<boolean> {
    const _id = this.#key(entry.serial);
    return await this.#try('write', async () => {
      try {
        await this.#entries.insertOne({ _id, migration: this.#migration, formatVersion: ledgerFormat, entry }, durably);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    });
  }

  /** The run that wrote an entry. */
  async authorOf(serial: number): Promise<string | undefined> {
    const found = await this.#try('read', async () => await this.#entries.findOne({ _id: this.#key(serial) }));
    return (found?.entry as { runId?: string } | undefined)?.runId;
  }

  /**
   * Notes how far the ledger has come, beside it. Nothing waits for that: a note that is late or lost only means that less
   * of the end is guarded.
   */
  async noteWritten(serial: number): Promise<void> {
    await this.#heads
      .updateOne({ _id: this.#headKey }, { $max: { written: serial } }, { upsert: true })
      .catch(() => {});
  }

  get #entries(): Collection<StoredEntry> {
    return this.#db.collection('ledger');
  }

  /** Without the field by which entries are found. */
  get #heads(): Collection<StoredHead> {
    return this.#db.collection('ledger');
  }

  get #locks(): Collection<StoredLock> {
    return this.#db.collection('locks');
  }

  get #headKey(): string {
    return `${this.#migration}/head`;
  }

  #key(serial: number): string {
    return `${this.#migration}/${String(serial).padStart(8, '0')}`;
  }

  async #locked(info: LockInfo): Promise<LedgerLock> {
    const lock = new MongodbLock(this, this.#locks, this.#migration, info, this.#times);
    try {
      await lock.startAfter(await this.read());
      return lock;
    } catch (error) {
      await lock[Symbol.asyncDispose]();
      throw error;
    }
  }

  async #tryLock(holder: Actor, purpose: string): Promise<LockInfo | undefined> {
    await this.#locks.deleteOne({ _id: this.#migration, $expr: { $lte: ['$expiresAt', '$$NOW'] } }, durably);
    const since = new Date().toISOString();
    const info = { id: randomUUID().slice(0, 8), holder, pid: process.pid, purpose, since };
    const times = { heartbeatAt: '$$NOW', expiresAt: { $add: ['$$NOW', this.#times.staleMs] } };
    try {
      // An upsert by pipeline takes the server's clock, which both sides of a race share.
      await this.#locks.updateOne({ _id: this.#migration, id: info.id }, [{ $set: { ...literals(info), ...times } }], {
        upsert: true,
        ...durably,
      });
      return { ...info, heartbeatAt: since };
    } catch (error) {
      if (isDuplicateKey(error)) return undefined;
      throw error;
    }
  }

  #checked({ formatVersion: version, entry, _id }: StoredEntry, serial: number): LedgerEntry {
    if (!isLedgerFormat(version)) throw damagedLedger(this.location, `entry ${serial} is of no form`);
    if (version > ledgerFormat) throw futureLedger(this.location, version, ledgerFormat);
    if (_id !== this.#key(serial) || !isLedgerEntry(entry, serial)) {
      throw damagedLedger(this.location, `entry ${serial} of "${this.#migration}" is missing or incomplete`);
    }
    return entry;
  }

  async #try<T>(access: 'read' | 'write', action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw ledgerFailed(this.location, access, error);
    }
  }
}

function toInfo({ id, holder, pid, purpose, since, heartbeatAt }: StoredLock): LockInfo {
  return { id, holder, pid, purpose, since, heartbeatAt: heartbeatAt.toISOString() };
}

/** Values in an update pipeline are expressions; these are meant as they are. */
function literals(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}
