import { readFile, rm, stat } from 'node:fs/promises';
import { check, lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import type { LockInfo, LockTimes } from './ledger-store.ts';

/** What is written of a holder; its sign of life is the time of the lock's directory. */
type StoredHolder = Omit<LockInfo, 'heartbeatAt'>;

/**
 * A lock beside a ledger's file: a directory whose time its holder moves on, and a file that says who that is. The file
 * goes before the directory does, so that one that is found there was left by a holder that died or sleeps.
 */
export class LockFile {
  readonly directory: string;
  readonly #path: string;
  readonly #times: LockTimes;

  constructor(path: string, times: LockTimes) {
    this.#path = path;
    this.directory = `${path}.lock`;
    this.#times = times;
  }

  /** @returns what releases it; `undefined` while another holds it */
  async tryAcquire(onLost: () => void): Promise<(() => Promise<void>) | undefined> {
    const { staleMs: stale, heartbeatMs: update } = this.#times;
    try {
      return await lock(this.#path, { realpath: false, stale, update, onCompromised: onLost });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return undefined;
      throw error;
    }
  }

  /** Who holds the lock, as far as that is written down yet. */
  async holder(): Promise<LockInfo | undefined> {
    const isHeld = await check(this.#path, { realpath: false, stale: this.#times.staleMs }).catch(() => false);
    const [stored, directory] = await Promise.all([this.stored(), stat(this.directory).catch(() => undefined)]);
    if (!isHeld || stored === undefined || directory === undefined) return undefined;
    return { ...stored, heartbeatAt: directory.mtime.toISOString() };
  }

  /** What the last holder wrote, unless it released the lock. */
  async stored(): Promise<StoredHolder | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8'));
    } catch {
      return undefined;
    }
  }

  async write(holder: StoredHolder): Promise<void> {
    await writeFileAtomic(this.#path, JSON.stringify(holder), { mode: 0o600 });
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}
