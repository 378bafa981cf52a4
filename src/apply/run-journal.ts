import { type OpenTransaction, readJournal } from '../ledger/journal.ts';
import type { EntryBody, LedgerEntry } from '../ledger/ledger-entry.ts';
import type { LedgerLock, LedgerStore } from '../ledger/ledger-store.ts';

/** The ledger as one run sees and continues it; what it knows does not have to be read again when the ledger is away. */
export class RunJournal {
  readonly #lock: LedgerLock;
  readonly #runId: string;
  readonly #entries: LedgerEntry[];
  #isAway = false;

  private constructor(lock: LedgerLock, runId: string, entries: readonly LedgerEntry[]) {
    this.#lock = lock;
    this.#runId = runId;
    this.#entries = [...entries];
  }

  static async open(ledger: LedgerStore, lock: LedgerLock, runId: string): Promise<RunJournal> {
    return new RunJournal(lock, runId, await ledger.read());
  }

  get open(): OpenTransaction | undefined {
    return readJournal(this.#entries).open;
  }

  /** Cutovers that were taken back since the last one that was carried through. */
  get attemptsUndone(): number {
    const ends = this.#entries.filter(({ kind }) => kind === 'transactionEnded') as { outcome: string }[];
    return ends.length - 1 - ends.findLastIndex(({ outcome }) => outcome === 'done');
  }

  /** Writes down what is about to be done, or was done. */
  async append(body: EntryBody): Promise<void> {
    this.#entries.push(await this.#lock.append(this.#runId, body));
  }

  /**
   * For what has to be done whether or not it can be written down: putting things in order. A ledger that did not answer
   * once is not asked again, since each attempt takes seconds in which writes may be blocked.
   */
  async tryAppend(body: EntryBody): Promise<void> {
    if (!this.#isAway) {
      try {
        return await this.append(body);
      } catch {
        this.#isAway = true;
      }
    }
    const { holder: by } = this.#lock.info;
    const serial = this.#entries.length + 1;
    this.#entries.push({ serial, at: new Date().toISOString(), by, runId: this.#runId, ...body });
  }
}
