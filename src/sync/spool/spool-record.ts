/**
 * What a segment of the spool consists of: a checksum, a place in the change stream, and bytes. The first record of a
 * segment says whose it is and where it begins; each further one holds a batch of events as the source sent it, and the
 * place behind it.
 */
import { crc32 } from 'node:zlib';
import type { StreamPosition } from '../follow/change-stream.ts';

/** Length and checksum of what follows. */
export const headBytes = 8;
const tokenLengthAt = headBytes + 8;
const tokenAt = tokenLengthAt + 4;

export interface SpoolRecord {
  readonly position: StreamPosition;
  readonly buffer: Buffer;
  /** Where in the buffer the bytes begin that the position was stored with. */
  readonly contentStart: number;
}

export function encodeRecord({ time, token }: StreamPosition, content: Uint8Array): Buffer {
  const tokenLength = token?.length ?? 0;
  const contentStart = tokenAt + tokenLength;
  const record = Buffer.allocUnsafe(contentStart + content.length);
  record.writeBigUInt64LE(time, headBytes);
  record.writeUInt32LE(tokenLength, tokenLengthAt);
  token?.copy(record, tokenAt);
  record.set(content, contentStart);
  record.writeUInt32LE(record.length - headBytes, 0);
  record.writeUInt32LE(crc32(record.subarray(headBytes)), 4);
  return record;
}

/** How long the record is that begins with this head. */
export function recordLength(head: Buffer): number {
  return headBytes + head.readUInt32LE(0);
}

/** @returns `undefined` for what is not, bit by bit, a record as it was written */
export function decodeRecord(buffer: Buffer): SpoolRecord | undefined {
  if (buffer.length < tokenAt || recordLength(buffer) !== buffer.length) return undefined;
  if (crc32(buffer.subarray(headBytes)) !== buffer.readUInt32LE(4)) return undefined;
  const contentStart = tokenAt + buffer.readUInt32LE(tokenLengthAt);
  const token = contentStart === tokenAt ? undefined : Buffer.from(buffer.subarray(tokenAt, contentStart));
  return { position: { time: buffer.readBigUInt64LE(headBytes), token }, buffer, contentStart };
}
