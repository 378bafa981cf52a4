/**
 * The ledger of one migration through its renamings: `moved` in the file names what it was called before, and what was
 * written under that name goes on counting. The former ledger is closed with the new name, so that whoever still uses the
 * old file is told, instead of starting over.
 */
import type { Actor, LedgerEntry } from './ledger-entry.ts';
import { renamedMigration } from './ledger-errors.ts';
import type { LedgerLock, LedgerStore, LockInfo } from './ledger-store.ts';

export class MigrationLedger implements LedgerStore {
  readonly #store: LedgerStore;
  readonly #name: string;
  readonly #formerNames: readonly string[];

  constructor(store: LedgerStore, name: string, formerNames: readonly string[]) {
    this.#store = store;
    this.#name = name;
    this.#formerNames = formerNames;
  }

  get location(): string {
    return this.#store.location;
  }

  /** @throws UserError GW808 when this migration goes by another name by now */
  async read(): Promise<readonly LedgerEntry[]> {
    const own = await this.#store.read();
    const movedTo = nameMovedTo(own);
    if (movedTo !== undefined) throw renamedMigration(this.#name, movedTo);
    const former = await Promise.all(this.#formerNames.map(async (name) => await this.#readFormer(name)));
    return [...former.flat(), ...own];
  }

  /** Former names whose ledgers hold something and do not say yet that they were renamed. */
  async unclaimedNames(): Promise<readonly string[]> {
    const entries = await Promise.all(this.#formerNames.map(async (name) => await this.#store.sibling(name).read()));
    return this.#formerNames.filter((_, index) => {
      const former = entries[index] ?? [];
      return former.length > 0 && nameMovedTo(former) === undefined;
    });
  }

  /**
   * Closes the ledger of a former name.
   * @throws UserError GW801 while a run under that name goes on
   */
  async claim(formerName: string, actor: Actor, runId: string): Promise<void> {
    const former = this.#store.sibling(formerName);
    await using lock = await former.lock(actor, `rename to ${this.#name}`, 0);
    if (nameMovedTo(await former.read()) === undefined) {
      await lock.append(runId, { kind: 'movedTo', migration: this.#name });
    }
  }

  async lock(
    holder: Actor,
    purpose: string,
    timeoutMs: number,
    onWait?: (holder: LockInfo) => void,
  ): Promise<LedgerLock> {
    return await this.#store.lock(holder, purpose, timeoutMs, onWait);
  }

  async lockInfo(): Promise<LockInfo | undefined> {
    return await this.#store.lockInfo();
  }

  async migrations(): Promise<readonly string[]> {
    return await this.#store.migrations();
  }

  sibling(migration: string): LedgerStore {
    return this.#store.sibling(migration);
  }

  async releaseLock(id: string): Promise<void> {
    await this.#store.releaseLock(id);
  }

  /** What another migration took over is not ours. */
  async #readFormer(name: string): Promise<readonly LedgerEntry[]> {
    const entries = await this.#store.sibling(name).read();
    const movedTo = nameMovedTo(entries);
    return movedTo === undefined || movedTo === this.#name ? entries.filter(({ kind }) => kind !== 'movedTo') : [];
  }
}

/** The name that a ledger was closed with. */
export function nameMovedTo(entries: readonly LedgerEntry[]): string | undefined {
  const last = entries.at(-1);
  return last?.kind === 'movedTo' ? last.migration : undefined;
}
