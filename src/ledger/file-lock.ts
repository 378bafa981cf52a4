import { randomUUID } from 'node:crypto';
import type { Actor, EntryBody, LedgerEntry } from './ledger-entry.ts';
import { lockLostError } from './ledger-errors.ts';
import type { AppendingFile, LedgerFile } from './ledger-file.ts';
import type { LedgerLock, LockInfo } from './ledger-store.ts';
import type { LockFile } from './lock-file.ts';

/** The lock of a ledger in a file, and the file open to append to. */
export class FileLock implements LedgerLock {
  readonly info: LockInfo;
  readonly #migration: string;
  readonly #lockFile: LockFile;
  readonly #file: AppendingFile;
  readonly #lost: AbortController;
  readonly #release: () => Promise<void>;

  private constructor(
    migration: string,
    info: LockInfo,
    parts: { lockFile: LockFile; file: AppendingFile; lost: AbortController; release: () => Promise<void> },
  ) {
    this.#migration = migration;
    this.info = info;
    this.#lockFile = parts.lockFile;
    this.#file = parts.file;
    this.#lost = parts.lost;
    this.#release = parts.release;
  }

  /** @returns `undefined` while another holds it */
  static async tryTake(
    migration: string,
    ledger: LedgerFile,
    lockFile: LockFile,
    holder: Actor,
    purpose: string,
  ): Promise<FileLock | undefined> {
    const lost = new AbortController();
    const release = await lockFile.tryAcquire(() => lost.abort(lockLostError(migration)));
    if (release === undefined) return undefined;
    try {
      const isTakenOver = (await lockFile.stored()) !== undefined;
      const file = await ledger.openForAppending(isTakenOver);
      const since = new Date().toISOString();
      const info = { id: randomUUID().slice(0, 8), holder, pid: process.pid, purpose, since };
      await lockFile.write(info);
      return new FileLock(migration, { ...info, heartbeatAt: since }, { lockFile, file, lost, release });
    } catch (error) {
      await release().catch(() => {});
      throw error;
    }
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async verify(): Promise<void> {
    const current = await this.#lockFile.holder();
    if (current?.id !== this.info.id) this.#lost.abort(lockLostError(this.#migration));
    this.#lost.signal.throwIfAborted();
  }

  async append(runId: string, body: EntryBody): Promise<LedgerEntry> {
    await this.verify();
    const serial = this.#file.count + 1;
    const entry = { serial, at: new Date().toISOString(), by: this.info.holder, runId, ...body };
    if (await this.#file.append(entry)) return entry;
    this.#lost.abort(lockLostError(this.#migration));
    throw this.#lost.signal.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
    if (this.#lost.signal.aborted) return;
    if ((await this.#lockFile.stored())?.id === this.info.id) await this.#lockFile.remove();
    await this.#release().catch(() => {});
  }
}
