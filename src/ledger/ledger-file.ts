/**
 * The file of a ledger: a header, then one JSON object a line. It is made whole, appended to line by line, and replaced
 * by a copy when a holder of the lock takes it over from one that did not release it.
 */
import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { isNodeError } from '../lib/node-error.ts';
import { isLedgerEntry, isLedgerFormat, type LedgerEntry, ledgerFormat } from './ledger-entry.ts';
import { cannotRead, cannotWrite, damagedLedger, futureLedger, truncatedLedger } from './ledger-errors.ts';

const lineFeed = 0x0a;
/** For nobody but the user who made it. */
const mode = 0o600;

interface Header {
  readonly godwitLedger: number;
  readonly migration: string;
}

export class LedgerFile {
  readonly path: string;
  readonly #migration: string;
  readonly #location: string;

  constructor(path: string, migration: string, location: string) {
    this.path = path;
    this.#migration = migration;
    this.#location = location;
  }

  /** All entries; none where there is no file. */
  async read(): Promise<readonly LedgerEntry[]> {
    try {
      // Before the file, which may be appended to meanwhile.
      const written = await this.#written();
      const entries = await this.#readEntries();
      if (entries.length < written) throw truncatedLedger(this.#location, entries.length, written);
      return entries;
    } catch (error) {
      if (isNodeError(error)) throw cannotRead(this.#location, error);
      throw error;
    }
  }

  async #readEntries(): Promise<readonly LedgerEntry[]> {
    try {
      return this.#parse(await readFile(this.path));
    } catch (error) {
      if (isNodeError(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /** How many entries were written at least; 0 where nothing tells. */
  async #written(): Promise<number> {
    const text = await readFile(headOf(this.path), 'utf8').catch(() => '0');
    const written = Number(text);
    return Number.isInteger(written) ? written : 0;
  }

  /**
   * Opens the file for the holder of the lock. A damaged one is refused before anything is written.
   * @param isTakenOver the holder before did not release the lock, and may wake up and write once more
   */
  async openForAppending(isTakenOver: boolean): Promise<AppendingFile> {
    const known = await this.read();
    try {
      if (!(await this.#exists())) await this.#create();
      else if (isTakenOver || (await this.#endsTorn()) || (await this.#isOlder())) await this.#replaceByCopy();
      const handle = await open(this.path, 'a', mode);
      const entries = isTakenOver ? await this.read() : known;
      return new AppendingFile(this.path, this.#location, handle, entries.length);
    } catch (error) {
      throw isNodeError(error) ? cannotWrite(this.#location, error) : error;
    }
  }

  async #exists(): Promise<boolean> {
    return (await stat(this.path).catch(() => undefined)) !== undefined;
  }

  /** With its header from the first moment on, so that a file without one is known to be damaged. */
  async #create(): Promise<void> {
    const header: Header = { godwitLedger: ledgerFormat, migration: this.#migration };
    await writeFileAtomic(this.path, `${JSON.stringify(header)}\n`, { mode });
  }

  async #endsTorn(): Promise<boolean> {
    return (await readFile(this.path)).at(-1) !== lineFeed;
  }

  async #isOlder(): Promise<boolean> {
    const [header = ''] = (await readFile(this.path, 'utf8')).split('\n', 1);
    return (JSON.parse(header) as Header).godwitLedger < ledgerFormat;
  }

  /** The lines of a file under the header of today: older forms differ by nothing else. */
  #upgraded(content: Buffer): Buffer {
    const header: Header = { godwitLedger: ledgerFormat, migration: this.#migration };
    const rest = content.subarray(content.indexOf(lineFeed) + 1);
    return Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), rest]);
  }

  /**
   * Puts a copy in the file's place: whoever still has the old one open writes where nobody reads, and notices. What it
   * wrote before that, and was told to be durable, is carried over.
   */
  async #replaceByCopy(): Promise<void> {
    const old = await open(this.path, 'r');
    try {
      const before = await old.readFile();
      const end = endOfLines(before);
      const kept = this.#upgraded(before.subarray(0, end));
      await writeFileAtomic(this.path, kept, { mode });
      const late = Buffer.concat([before.subarray(end), await old.readFile()]);
      const lines = late.subarray(0, endOfLines(late));
      if (lines.length === 0) return;
      await writeFileAtomic(this.path, Buffer.concat([kept, lines]), { mode });
    } finally {
      await old.close();
    }
  }

  /** A line without an end was being written when the process or the machine died: it was never acknowledged. */
  #parse(content: Buffer): readonly LedgerEntry[] {
    const text = content.toString('utf8', 0, endOfLines(content));
    if (text === '') throw damagedLedger(this.#location, 'it has no header');
    const [header, ...lines] = text
      .slice(0, -1)
      .split('\n')
      .map((line, index) => this.#parseLine(line, index + 1));
    this.#checkHeader(header as Partial<Header>);
    for (const [index, entry] of lines.entries()) this.#checkEntry(entry, index + 1);
    return lines as readonly object[] as readonly LedgerEntry[];
  }

  #parseLine(line: string, number: number): object {
    try {
      const value: unknown = JSON.parse(line);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // Told below.
    }
    throw damagedLedger(this.#location, `line ${number} is no JSON object`);
  }

  #checkHeader({ godwitLedger, migration }: Partial<Header>): void {
    if (!isLedgerFormat(godwitLedger)) throw damagedLedger(this.#location, 'its first line is not a header');
    if (godwitLedger > ledgerFormat) throw futureLedger(this.#location, godwitLedger, ledgerFormat);
    if (migration !== this.#migration) throw damagedLedger(this.#location, `it belongs to "${migration}"`);
  }

  #checkEntry(entry: object, expected: number): void {
    if (!isLedgerEntry(entry, expected))
      throw damagedLedger(this.#location, `entry ${expected} is missing or incomplete`);
  }
}

/** A ledger's file in the hands of the one who may append to it. */
export class AppendingFile {
  readonly #path: string;
  readonly #location: string;
  readonly #handle: FileHandle;
  /** Entries in it. */
  count: number;

  constructor(path: string, location: string, handle: FileHandle, count: number) {
    this.#path = path;
    this.#location = location;
    this.#handle = handle;
    this.count = count;
  }

  /**
   * Appends one line and makes it durable; what could be written of it only in part is cut off again.
   * @returns whether it went into the file that everyone reads
   */
  async append(entry: LedgerEntry): Promise<boolean> {
    const { size, ino, dev } = await this.#handle.stat();
    try {
      await this.#handle.appendFile(`${JSON.stringify(entry)}\n`);
      await this.#handle.sync();
    } catch (error) {
      await this.#handle.truncate(size).catch(() => {});
      throw cannotWrite(this.#location, error);
    }
    this.count += 1;
    const current = await stat(this.#path).catch(() => undefined);
    const isCurrent = current?.ino === ino && current.dev === dev;
    if (isCurrent) await this.#noteWritten();
    return isCurrent;
  }

  /** A note that is lost with the machine only means that less of the end is guarded. */
  async #noteWritten(): Promise<void> {
    await writeFileAtomic(headOf(this.#path), `${this.count}\n`, { mode, fsync: false }).catch(() => {});
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }
}

/** Beside the ledger: how many entries it has at least, so that one that lost its end is not gone on with. */
const headOf = (path: string) => `${path}.head`;

/** Where the last whole line ends. */
function endOfLines(content: Buffer): number {
  return content.lastIndexOf(lineFeed) + 1;
}
