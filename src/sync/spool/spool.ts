/**
 * Changes of the source that were read and are not durably applied yet, in files: bytes as they came, in the order of the
 * stream. Segments are appended to one after the other, and removed once a checkpoint lies behind them.
 *
 * One caller appends and prunes, another one reads; see `SpooledStream`, which is both.
 */
import { type FileHandle, open, truncate, unlink } from 'node:fs/promises';
import { messageOf } from '../../lib/errors.ts';
import type { StreamPosition } from '../follow/change-stream.ts';
import { createSegment, readRecord, type Segment, writeWhole } from './segment.ts';
import { encodeRecord, type SpoolRecord } from './spool-record.ts';
import { claimDirectory, recoverSpool, type SpoolOwner, type SpoolPlace, segmentPath } from './spool-recovery.ts';
import { comparePositions } from './stream-order.ts';

export interface SpoolOptions {
  readonly path: string;
  /** Room that it may take. */
  readonly maxBytes: number;
}

/** The run begins anew: it finds as much of the spool as is of use. */
export class SpoolError extends Error {}

/** Small enough to go away soon, large enough for few files. */
const segmentBytes = 16_000_000;

export class Spool {
  readonly #directory: string;
  readonly #id: string;
  readonly #maxBytes: number;
  readonly #segments: Segment[];
  /** Where the stream was read up to. */
  #end: StreamPosition;
  #bytes: number;
  #nextNumber: number;
  #writing: { readonly segment: Segment; readonly file: FileHandle } | undefined;
  #reading: { readonly segment: Segment; readonly file: FileHandle } | undefined;
  #next: SpoolPlace | undefined;
  #isInRead = false;
  #damage: SpoolPlace | undefined;
  #isClosed = false;

  private constructor(
    directory: string,
    id: string,
    maxBytes: number,
    segments: readonly Segment[],
    next: SpoolPlace | undefined,
    end: StreamPosition,
  ) {
    this.#directory = directory;
    this.#id = id;
    this.#maxBytes = maxBytes;
    this.#segments = [...segments];
    this.#next = next;
    this.#end = end;
    this.#bytes = segments.reduce((sum, { size }) => sum + size, 0);
    this.#nextNumber = (segments.at(-1)?.number ?? 0) + 1;
  }

  /**
   * Takes up what an earlier run of this sync left, as far as it goes on where the checkpoint is.
   * @returns in words, why something was there and could not be used
   */
  static async open(
    owner: SpoolOwner,
    maxBytes: number,
    checkpoint: StreamPosition,
  ): Promise<{ readonly spool: Spool; readonly words: string | undefined }> {
    try {
      const directory = await claimDirectory(owner);
      const { found, words } = await recoverSpool(directory, owner.id, checkpoint);
      const { segments = [], next, end = checkpoint } = found ?? {};
      return { spool: new Spool(directory, owner.id, maxBytes, segments, next, end), words };
    } catch (error) {
      throw spoolError(error);
    }
  }

  /** The stream has been read up to here, and that is on disk. */
  get end(): StreamPosition {
    return this.#end;
  }

  /** Everything in it lies behind this place. */
  get start(): StreamPosition {
    return this.#segments[0]?.start ?? this.#end;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get maxBytes(): number {
    return this.#maxBytes;
  }

  get directory(): string {
    return this.#directory;
  }

  /** Whether everything in it has been read again, or been passed over. */
  get isRead(): boolean {
    return !this.#isInRead && this.#settle() === undefined;
  }

  /**
   * Returns when the batch is on disk.
   * @returns where it lies, or `undefined` when there is no room for it
   */
  async append(position: StreamPosition, array: Uint8Array): Promise<SpoolPlace | undefined> {
    const record = encodeRecord(position, array);
    const isTooMuch = this.#bytes + record.length > this.#maxBytes;
    if (this.#damage !== undefined) throw new SpoolError('The spool is damaged');
    if (isTooMuch || (this.#writing?.segment.size ?? 0) >= segmentBytes) await this.#closeWriting();
    // Alone it has to fit, or nothing would move any more.
    if (isTooMuch && this.#segments.length > 0) return undefined;
    try {
      return await this.#append(record, position);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOSPC' && code !== 'EDQUOT') throw spoolError(error);
      if (this.#segments.length === 0) throw spoolError(error);
      await this.#closeWriting();
      return undefined;
    }
  }

  /** Whether the batch there is the next to be read; then it is passed over. */
  passOver({ segment, at }: SpoolPlace): boolean {
    const next = this.#settle();
    if (this.#isInRead || next === undefined || next.segment !== segment || next.at !== at) return false;
    this.#next = { segment, at: segment.size };
    return true;
  }

  /** The next batch that was not read or passed over; `undefined` when there is none. */
  async read(): Promise<SpoolRecord | undefined> {
    const place = this.#settle();
    if (place === undefined) return undefined;
    this.#isInRead = true;
    try {
      const { segment, at } = place;
      const record = await readRecord(await this.#fileOf(segment), at, segment.size);
      if (record === undefined) throw new SpoolError(`${segment.path} is damaged at byte ${at}`);
      this.#next = { segment, at: at + record.buffer.length };
      this.#leaveAt(record.position);
      return record;
    } catch (error) {
      const isDamage = error instanceof SpoolError || (error as NodeJS.ErrnoException).code === 'EIO';
      if (isDamage && !this.#isClosed) this.#damage = place;
      throw spoolError(error);
    } finally {
      this.#isInRead = false;
    }
  }

  /** Removes what a checkpoint lies behind. */
  async prune(durable: StreamPosition): Promise<void> {
    const isPassed = (place: StreamPosition) => (comparePositions(durable, place) ?? -1) >= 0;
    this.#settle();
    for (;;) {
      const [first, second] = this.#segments;
      // The one that is written to goes when it is full.
      if (first === undefined || first === this.#writing?.segment || first === this.#next?.segment) return;
      if (!isPassed(second?.start ?? this.#end)) return;
      this.#segments.shift();
      this.#bytes -= first.size;
      if (this.#reading?.segment === first) await this.#closeReading();
      await unlink(first.path);
    }
  }

  /** What was found damaged is cut off, so that the next run does not come to it again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#closeWriting();
    await this.#closeReading();
    if (this.#damage === undefined) return;
    const { segment, at } = this.#damage;
    for (const { number, path } of this.#segments) {
      if (number > segment.number) await unlink(path).catch(() => {});
    }
    await truncate(segment.path, at).catch(() => {});
  }

  async #append(record: Buffer, position: StreamPosition): Promise<SpoolPlace> {
    this.#writing ??= await this.#begin();
    const { segment, file } = this.#writing;
    const at = segment.size;
    await writeWhole(file, record, at);
    await file.datasync();
    segment.size += record.length;
    this.#bytes += record.length;
    this.#end = position;
    const place = { segment, at };
    this.#next ??= place;
    return place;
  }

  async #begin(): Promise<{ readonly segment: Segment; readonly file: FileHandle }> {
    const number = this.#nextNumber;
    this.#nextNumber += 1;
    const created = await createSegment(segmentPath(this.#directory, number), number, this.#id, this.#end);
    await syncDirectory(this.#directory);
    this.#segments.push(created.segment);
    this.#bytes += created.segment.size;
    return created;
  }

  /** Where to read next, from the end of one segment on at the beginning of the following. */
  #settle(): SpoolPlace | undefined {
    const place = this.#next;
    if (place === undefined || place.at < place.segment.size) return place;
    const following = this.#segments.find(({ number }) => number > place.segment.number);
    if (following === undefined) {
      // Where no more is written to it, what comes next lies in another one.
      if (this.#writing?.segment !== place.segment) this.#next = undefined;
      return undefined;
    }
    this.#next = { segment: following, at: following.firstAt };
    return this.#settle();
  }

  /**
   * A process that was stopped, and woke when its spool had an owner already, may have written on behind this place; a disk
   * that was full may have taken a part of a batch. Of several segments that begin here the last one has what comes next.
   */
  #leaveAt(position: StreamPosition): void {
    const { segment, at } = this.#next!;
    const later = this.#segments.filter(({ number }) => number > segment.number);
    const others = later.findIndex(({ start }) => comparePositions(start, position) !== 0);
    const following = later[(others < 0 ? later.length : others) - 1];
    if (following !== undefined) this.#next = { segment: following, at: following.firstAt };
    else if (later[0] !== undefined && at >= segment.size) {
      throw new SpoolError(`${later[0].path} does not begin where ${segment.path} ends`);
    }
  }

  async #fileOf(segment: Segment): Promise<FileHandle> {
    if (this.#reading?.segment !== segment) {
      await this.#closeReading();
      this.#reading = { segment, file: await open(segment.path, 'r') };
    }
    return this.#reading.file;
  }

  async #closeWriting(): Promise<void> {
    const { file } = this.#writing ?? {};
    this.#writing = undefined;
    await file?.close();
  }

  async #closeReading(): Promise<void> {
    const { file } = this.#reading ?? {};
    this.#reading = undefined;
    await file?.close();
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  await directory.sync().finally(async () => await directory.close());
}

function spoolError(error: unknown): SpoolError {
  return error instanceof SpoolError ? error : new SpoolError(`The spool cannot be used: ${messageOf(error)}`);
}
