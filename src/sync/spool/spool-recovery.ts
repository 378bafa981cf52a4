/**
 * What an earlier run left of the spool, and whether it can be gone on with. Whatever does not hang together is cut off:
 * a run that takes less of it reads more of the source's stream, which is always right where the oplog still has it.
 */
import { mkdir, readdir, rename, rm, truncate, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { StreamPosition } from '../follow/change-stream.ts';
import { openSegment, recordsOf, type Segment } from './segment.ts';
import { comparePositions } from './stream-order.ts';

const directoryMode = 0o700;
const extension = '.spool';

/** Places in the spool: of a segment, and in its file. */
export interface SpoolPlace {
  readonly segment: Segment;
  readonly at: number;
}

/** What lies in the spool behind the checkpoint. */
export interface FoundSpool {
  readonly segments: readonly Segment[];
  /** The first batch that has something behind the checkpoint. */
  readonly next: SpoolPlace;
  /** Up to where the stream has been read. */
  readonly end: StreamPosition;
}

export interface SpoolOwner {
  /** The directory of all spools. */
  readonly path: string;
  /** Of the sync, and of nothing else. */
  readonly id: string;
  /** Of the run; grows. */
  readonly run: number;
}

/**
 * Makes the directory of an earlier run this run's own, by its name: one that was stopped and wakes finds nothing to go on
 * in. Those of other syncs are left alone.
 */
export async function claimDirectory({ path, id, run }: SpoolOwner): Promise<string> {
  await mkdir(path, { recursive: true, mode: directoryMode });
  const own = join(path, `${id}.${run}`);
  const earlier = (await readdir(path))
    .filter((name) => name.startsWith(`${id}.`))
    .sort((a, b) => runIn(a) - runIn(b))
    .map((name) => join(path, name));
  const latest = earlier.pop();
  if (latest !== undefined && runIn(latest) > run) throw new Error('a later run has taken the spool over');
  if (latest === undefined) await mkdir(own, { mode: directoryMode });
  else if (latest !== own) await rename(latest, own);
  for (const older of earlier) await rm(older, { recursive: true });
  return own;
}

/** Removes what a sync has spooled. */
export async function removeSpool({ path, id }: Pick<SpoolOwner, 'path' | 'id'>): Promise<void> {
  const names = await readdir(path).catch(() => []);
  for (const name of names) if (name.startsWith(`${id}.`)) await rm(join(path, name), { recursive: true, force: true });
}

export function segmentPath(directory: string, number: number): string {
  return join(directory, `${String(number).padStart(10, '0')}${extension}`);
}

/** @returns what can be gone on with; the files of everything else are gone when it returns */
export async function recoverSpool(
  directory: string,
  id: string,
  checkpoint: StreamPosition,
): Promise<{ readonly found: FoundSpool | undefined; readonly words: string | undefined }> {
  const numbers = (await readdir(directory))
    .filter((name) => name.endsWith(extension))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const number of numbers) {
    const segment = await openSegment(segmentPath(directory, number), number, id);
    if (segment === undefined || !goesOn(segments.at(-1), segment)) break;
    segments.push(segment);
  }
  const end = await cutTail(segments);
  // One that was being begun when its process died holds nothing yet.
  const isWhole = segments.length >= numbers.length - 1;
  const { next, words } = end === undefined ? noPlace(numbers) : await placeOf(segments, end, checkpoint);
  const kept = next === undefined ? [] : segments.filter(({ number }) => number >= next.segment.number);
  const keptNumbers = new Set(kept.map(({ number }) => number));
  for (const number of numbers) if (!keptNumbers.has(number)) await unlink(segmentPath(directory, number));
  if (next === undefined || end === undefined) return { found: undefined, words };
  return { found: { segments: kept, next, end }, words: isWhole ? undefined : 'a part of it was damaged and cut off' };
}

/** A segment without a batch begins where the next one does, or has lost what it held; others are asked when they are read. */
function goesOn(last: Segment | undefined, next: Segment): boolean {
  return last === undefined || last.size > last.firstAt || comparePositions(last.start, next.start) === 0;
}

/** The last segment may have been written to when its process died: what is not whole is cut off. */
async function cutTail(segments: Segment[]): Promise<StreamPosition | undefined> {
  const last = segments.at(-1);
  if (last === undefined) return undefined;
  let size = last.firstAt;
  let end = last.start;
  for await (const { record, at } of recordsOf(last)) {
    size = at + record.buffer.length;
    end = record.position;
  }
  if (size < last.size) await truncate(last.path, size);
  last.size = size;
  return end;
}

interface Place {
  readonly next: SpoolPlace | undefined;
  readonly words: string | undefined;
}

function noPlace(numbers: readonly number[]): Place {
  return { next: undefined, words: numbers.length === 0 ? undefined : 'it is damaged, or of another sync' };
}

async function placeOf(segments: readonly Segment[], end: StreamPosition, checkpoint: StreamPosition): Promise<Place> {
  const nothing = (words?: string): Place => ({ next: undefined, words });
  const isBehindAll = comparePositions(checkpoint, end);
  // Everything in it has been applied: nothing is lost with it.
  if (isBehindAll !== undefined && isBehindAll >= 0) return nothing();
  const startsBefore = ({ start }: Segment) => (comparePositions(start, checkpoint) ?? 1) <= 0;
  const segment = segments.findLast(startsBefore);
  if (segment === undefined) return nothing('it does not reach back to the checkpoint');
  for await (const { record, at } of recordsOf(segment)) {
    if ((comparePositions(record.position, checkpoint) ?? -1) > 0) return { next: { segment, at }, words: undefined };
  }
  // What lies behind the checkpoint cannot be read. If it ended there, the next segment would have been the one.
  return nothing('it is damaged');
}

function runIn(name: string): number {
  return Number(name.slice(name.lastIndexOf('.') + 1));
}
