/** One file of the spool: a record that says whose it is and where it begins, then batches. */
import { type FileHandle, open, unlink } from 'node:fs/promises';
import type { StreamPosition } from '../follow/change-stream.ts';
import { decodeRecord, encodeRecord, headBytes, recordLength, type SpoolRecord } from './spool-record.ts';

export interface Segment {
  readonly number: number;
  readonly path: string;
  /** Everything in it lies behind this place. */
  readonly start: StreamPosition;
  /** Where the first batch lies. */
  readonly firstAt: number;
  /** What counts of the file: whatever lies behind was never finished. */
  size: number;
}

const magic = 'godwit spool 1';

/** Readable and writable by its owner alone: it holds documents. */
const fileMode = 0o600;

export async function createSegment(
  path: string,
  number: number,
  spoolId: string,
  start: StreamPosition,
): Promise<{ readonly segment: Segment; readonly file: FileHandle }> {
  const file = await open(path, 'wx', fileMode);
  try {
    const header = encodeRecord(start, Buffer.from(`${magic} ${spoolId}`));
    await writeWhole(file, header, 0);
    await file.datasync();
    return { segment: { number, path, start, firstAt: header.length, size: header.length }, file };
  } catch (error) {
    await file.close();
    await unlink(path);
    throw error;
  }
}

/** A disk that fills takes a part first. */
export async function writeWhole(file: FileHandle, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** @returns `undefined` for a file that does not begin as a segment of this spool */
export async function openSegment(path: string, number: number, spoolId: string): Promise<Segment | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = await readRecord(file, 0, size);
    if (header?.buffer.toString('utf8', header.contentStart) !== `${magic} ${spoolId}`) return undefined;
    return { number, path, start: header.position, firstAt: header.buffer.length, size };
  } finally {
    await file.close();
  }
}

/** The record at this offset of a file that counts up to `size`; `undefined` where none lies there whole. */
export async function readRecord(file: FileHandle, at: number, size: number): Promise<SpoolRecord | undefined> {
  const head = Buffer.alloc(headBytes);
  if (at + headBytes > size) return undefined;
  await file.read(head, 0, headBytes, at);
  const length = recordLength(head);
  if (at + length > size) return undefined;
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytesRead === length ? decodeRecord(bytes) : undefined;
}

export interface PlacedRecord {
  readonly record: SpoolRecord;
  readonly at: number;
}

/** The batches of a segment, up to the first that is not whole. */
export async function* recordsOf({ path, firstAt, size }: Segment): AsyncGenerator<PlacedRecord> {
  const file = await open(path, 'r');
  try {
    for (let at = firstAt; at < size; ) {
      const record = await readRecord(file, at, size);
      if (record === undefined) return;
      yield { record, at };
      at += record.buffer.length;
    }
  } finally {
    await file.close();
  }
}
