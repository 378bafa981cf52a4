/**
 * The ledger in a file: where a team wants it in a shared folder or in version control. One JSON object a line, appended
 * and flushed (ledger-file.ts), and a lock beside it (file-lock.ts).
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isGodwitError } from '../lib/errors.ts';
import { FileLock } from './file-lock.ts';
import type { Actor, LedgerEntry } from './ledger-entry.ts';
import { cannotWrite, wrongLockIdError } from './ledger-errors.ts';
import { LedgerFile } from './ledger-file.ts';
import { defaultLockTimes, type LedgerLock, type LedgerStore, type LockInfo, type LockTimes } from './ledger-store.ts';
import { LockFile } from './lock-file.ts';
import { waitForLock } from './wait-for-lock.ts';

const ledgerFile = 'ledger.jsonl';

export class FileLedgerStore implements LedgerStore {
  readonly location: string;
  readonly #directory: string;
  readonly #times: LockTimes;
  readonly #migration: string;
  readonly #file: LedgerFile;
  readonly #lockFile: LockFile;

  /** @param directory holds a folder for each migration */
  constructor(directory: string, migration: string, times: LockTimes = defaultLockTimes) {
    const path = join(directory, migration, ledgerFile);
    this.location = `file ${path}`;
    this.#directory = directory;
    this.#times = times;
    this.#migration = migration;
    this.#file = new LedgerFile(path, migration, this.location);
    this.#lockFile = new LockFile(join(directory, migration, 'lock.json'), times);
  }

  async read(): Promise<readonly LedgerEntry[]> {
    return await this.#file.read();
  }

  async lock(
    holder: Actor,
    purpose: string,
    timeoutMs: number,
    onWait?: (holder: LockInfo) => void,
  ): Promise<LedgerLock> {
    // A ledger that cannot be read is refused before anything is made beside it.
    await this.read();
    return await waitForLock(this, this.#migration, { timeoutMs, onWait }, async () => {
      return await this.#tryLock(holder, purpose);
    });
  }

  async lockInfo(): Promise<LockInfo | undefined> {
    return await this.#lockFile.holder();
  }

  async releaseLock(id: string): Promise<void> {
    const current = await this.lockInfo();
    if (current?.id !== id) throw wrongLockIdError(this.#migration, id, current);
    await rm(this.#lockFile.directory, { recursive: true, force: true });
  }

  async migrations(): Promise<readonly string[]> {
    const entries = await readdir(this.#directory, { withFileTypes: true }).catch(() => []);
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const hasLedger = await Promise.all(
      names.map(async (name) => (await stat(join(this.#directory, name, ledgerFile)).catch(() => undefined))?.isFile()),
    );
    return names.filter((_, index) => hasLedger[index] === true).sort();
  }

  sibling(migration: string): LedgerStore {
    return new FileLedgerStore(this.#directory, migration, this.#times);
  }

  async #tryLock(holder: Actor, purpose: string): Promise<LedgerLock | undefined> {
    try {
      await mkdir(dirname(this.#file.path), { recursive: true, mode: 0o700 });
      return await FileLock.tryTake(this.#migration, this.#file, this.#lockFile, holder, purpose);
    } catch (error) {
      throw isGodwitError(error) ? error : cannotWrite(this.location, error);
    }
  }
}
