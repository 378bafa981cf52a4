import type { Timestamp } from './driver.ts';

/**
 * A point in a cluster's logical clock: seconds since 1970 in the upper 32 bits, an ordinal in the lower,
 * which is also how BSON stores a timestamp. Comparable with `<` and `>`.
 */
export type ClusterTime = bigint;

export function clusterTimeOf(timestamp: Timestamp): ClusterTime {
  return timestamp.toBigInt();
}

/** Seconds since 1970. */
export function secondsOf(time: ClusterTime): number {
  return Number(time >> 32n);
}

function ordinalOf(time: ClusterTime): number {
  return Number(time & 0xffffffffn);
}

const eightBytes = new DataView(new ArrayBuffer(8));

/** The BSON timestamp at `offset`. A Buffer's own way makes five BigInts for one. */
export function clusterTimeAt(buffer: Buffer, offset: number): ClusterTime {
  eightBytes.setInt32(0, buffer.readInt32LE(offset), true);
  eightBytes.setInt32(4, buffer.readInt32LE(offset + 4), true);
  return eightBytes.getBigUint64(0, true);
}

/** `{t, i}` as the progress answer carries it. */
export function clusterTimeParts(time: ClusterTime): { t: number; i: number } {
  return { t: secondsOf(time), i: ordinalOf(time) };
}

export function clusterTimeFromParts(parts: { t: number; i: number }): ClusterTime {
  return (BigInt(parts.t) << 32n) | BigInt(parts.i);
}

export function laterOf(a: ClusterTime, b: ClusterTime): ClusterTime {
  return a > b ? a : b;
}

/**
 * The cluster time inside a change stream's resume token, which tells how far a stream has looked even
 * where it returned no event. A token's `_data` is a KeyString in hex whose first component is that time:
 * type byte 0x82, then seconds and ordinal, big endian (mongo/src/mongo/db/pipeline/resume_token.h).
 */
export function clusterTimeOfResumeToken(data: string): ClusterTime | undefined {
  if (!/^82[0-9a-f]{16}/i.test(data)) return undefined;
  return BigInt(`0x${data.slice(2, 18)}`);
}

/** Behind the time three numbers (version, type, index within a transaction), a boolean, and a UUID. */
const uuidOfToken =
  /^82[0-9a-f]{16}(?:29|2b[0-9a-f]{2}|2c[0-9a-f]{4}|2d[0-9a-f]{6}|2e[0-9a-f]{8}){3}6[ef]5a1004([0-9a-f]{32})/i;

/**
 * The UUID of the collection that the event with this token is about, in lower case: servers from 4.2 on put it there, the
 * events themselves have it from 6.0 on.
 */
export function collectionOfResumeToken(data: string): string | undefined {
  return uuidOfToken.exec(data)?.[1]?.toLowerCase();
}
