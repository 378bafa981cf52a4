import { appendFile, mkdtemp, open, readdir, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clusterTimeFromParts } from '../../../src/mongo/cluster-time.ts';
import type { StreamPosition } from '../../../src/sync/follow/change-stream.ts';
import { openSegment } from '../../../src/sync/spool/segment.ts';
import { Spool, SpoolError } from '../../../src/sync/spool/spool.ts';
import { comparePositions } from '../../../src/sync/spool/stream-order.ts';
import { BSON } from '../../support/driver.ts';

const id = 'a-sync';
const plenty = 1_000_000_000;
let path: string;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'godwit-spool-'));
});
afterEach(async () => {
  await rm(path, { recursive: true });
});

/** A place as the source's tokens tell it. */
function at(seconds: number): StreamPosition {
  const _data = `82${seconds.toString(16).padStart(8, '0')}00000001`;
  return { time: clusterTimeFromParts({ t: seconds, i: 0 }), token: Buffer.from(BSON.serialize({ _data })) };
}

const start = at(100);
const batch = (seconds: number, bytes = 10) => Buffer.from(`${seconds}`.padEnd(bytes, '.'));

async function opened({ run = 1, checkpoint = start, maxBytes = plenty, owner = id } = {}) {
  return await Spool.open({ path, id: owner, run }, maxBytes, checkpoint);
}

async function fill(spool: Spool, from: number, to: number, bytes?: number): Promise<void> {
  for (let seconds = from; seconds <= to; seconds += 1) await spool.append(at(seconds), batch(seconds, bytes));
}

/** The batches that are left, by their numbers. */
async function left(spool: Spool): Promise<number[]> {
  const found: number[] = [];
  for (let record = await spool.read(); record !== undefined; record = await spool.read()) {
    found.push(Number.parseInt(record.buffer.toString('latin1', record.contentStart), 10));
    expect(comparePositions(record.position, at(found.at(-1)!))).toBe(0);
  }
  return found;
}

async function fileIn(directory: string, index = 0): Promise<string> {
  return join(directory, (await readdir(directory)).sort()[index]!);
}

describe('the spool', () => {
  it('gives back what it was given, in order, but for what was passed over', async () => {
    const { spool } = await opened();
    const place = await spool.append(at(101), batch(101));
    expect(spool.passOver(place!)).toBe(true);
    expect(spool.isRead).toBe(true);
    await fill(spool, 102, 103);
    const late = await spool.append(at(104), batch(104));
    // Others come before it.
    expect(spool.passOver(late!)).toBe(false);
    expect(await left(spool)).toEqual([102, 103, 104]);
    expect(spool.isRead).toBe(true);
    await fill(spool, 105, 105);
    expect(await left(spool)).toEqual([105]);
    await spool.close();
  });

  it('is taken up by the next run behind the checkpoint, wherever that lies', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 120, 2_000_000);
    expect((await readdir(spool.directory)).length).toBeGreaterThan(2);
    await spool.close();
    for (const [index, seconds] of [100, 101, 108, 109, 119].entries()) {
      const { spool: next, words } = await opened({ run: index + 2, checkpoint: at(seconds) });
      expect(words).toBeUndefined();
      expect(comparePositions(next.end, at(120))).toBe(0);
      expect(await left(next)).toEqual(Array.from({ length: 120 - seconds }, (_, offset) => seconds + 1 + offset));
      await next.close();
    }
    const { spool: last, words } = await opened({ run: 9, checkpoint: at(120) });
    expect([words, last.bytes, await left(last)]).toEqual([undefined, 0, []]);
    expect(await readdir(path)).toEqual([`${id}.9`]);
    await last.close();
  });

  it('goes on where an interrupted write ends', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 103);
    await spool.close();
    await appendFile(await fileIn(spool.directory), Buffer.alloc(30, 1));
    const { spool: second, words } = await opened({ run: 2 });
    expect([words, comparePositions(second.end, at(103))]).toEqual([undefined, 0]);
    await fill(second, 104, 104);
    await second.close();
    const file = await fileIn(second.directory);
    await truncate(file, (await stat(file)).size - 1);
    const { spool: third } = await opened({ run: 3 });
    // The third batch lies in the first file, whose last byte was lost: what follows it no longer hangs together.
    await expect(left(third)).rejects.toThrow(SpoolError);
    await third.close();
    const { spool: fourth } = await opened({ run: 4 });
    expect([comparePositions(fourth.end, at(102)), await left(fourth)]).toEqual([0, [101, 102]]);
    await fourth.close();
  });

  it('cuts off what is damaged, and what lies behind it', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 130, 2_000_000);
    await spool.close();
    const file = await fileIn(spool.directory, 1);
    const handle = await open(file, 'r+');
    await handle.write(Buffer.from('damage'), 0, 6, 9_000_000);
    await handle.close();
    const { spool: second } = await opened({ run: 2 });
    await expect(left(second)).rejects.toThrow(SpoolError);
    await second.close();
    const { spool: third } = await opened({ run: 3 });
    const found = await left(third);
    expect(found[0]).toBe(101);
    expect(found.length).toBeGreaterThan(8);
    expect(found.length).toBeLessThan(20);
    expect(comparePositions(third.end, at(100 + found.length))).toBe(0);
    await third.close();
  });

  it('passes over nothing where it is damaged right behind the checkpoint', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 130, 2_000_000);
    await spool.close();
    const handle = await open(await fileIn(spool.directory), 'r+');
    await handle.write(Buffer.from('damage'), 0, 6, 5_000_000);
    await handle.close();
    const { spool: second, words } = await opened({ run: 2, checkpoint: at(102) });
    expect(words).toContain('damaged');
    expect([comparePositions(second.end, at(102)), await left(second)]).toEqual([0, []]);
    await second.close();
  });

  it('passes over nothing where a file has lost all that it held', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 130, 2_000_000);
    await spool.close();
    const emptied = await fileIn(spool.directory, 1);
    const { firstAt } = (await openSegment(emptied, 2, id))!;
    await truncate(emptied, firstAt);
    const { spool: second, words } = await opened({ run: 2 });
    expect(words).toContain('damaged');
    const found = await left(second);
    expect(found).toEqual(Array.from({ length: found.length }, (_, offset) => 101 + offset));
    expect(comparePositions(second.end, at(found.at(-1)!))).toBe(0);
    await second.close();
  });

  it('is not used where it does not reach back to the checkpoint, and says so', async () => {
    const { spool } = await opened({ checkpoint: at(110) });
    await fill(spool, 111, 113);
    await spool.close();
    const { spool: second, words } = await opened({ run: 2, checkpoint: at(109) });
    expect(words).toContain('does not reach back');
    expect([comparePositions(second.end, at(109)), await left(second), second.bytes]).toEqual([0, [], 0]);
    await second.close();
  });

  it('of another sync is neither used nor touched, by whatever name it lies there', async () => {
    const { spool } = await opened({ owner: 'another' });
    await fill(spool, 101, 103);
    await spool.close();
    const { spool: mine } = await opened();
    expect(await left(mine)).toEqual([]);
    await mine.close();
    expect((await readdir(path)).sort()).toEqual([`${id}.1`, 'another.1']);
    await rm(mine.directory, { recursive: true });
    await rename(spool.directory, mine.directory);
    const { spool: second, words } = await opened({ run: 2 });
    expect(words).toContain('of another sync');
    expect(await left(second)).toEqual([]);
    await second.close();
  });

  it('is left by a run whose successor has it, which passes over what that one wrote late', async () => {
    const { spool: first } = await opened();
    await fill(first, 101, 102);
    const { spool: second } = await opened({ run: 2 });
    await fill(second, 103, 104);
    // It wakes, and its open file has moved along.
    await fill(first, 103, 105);
    await first.close();
    await second.close();
    await expect(opened({ run: 1 })).rejects.toThrow('a later run');
    const { spool: third } = await opened({ run: 3 });
    expect(await left(third)).toEqual([101, 102, 103, 104]);
    await third.close();
  });

  it('takes no more room than it may, and gets it back behind a checkpoint', async () => {
    const { spool } = await opened({ maxBytes: 10_000 });
    await fill(spool, 101, 104, 2_000);
    expect(await spool.append(at(105), batch(105, 3_000))).toBeUndefined();
    expect(spool.bytes).toBeLessThanOrEqual(10_000);
    expect(await left(spool)).toEqual([101, 102, 103, 104]);
    await spool.prune(at(103));
    expect(spool.bytes).toBeGreaterThan(8_000);
    await spool.prune(at(104));
    expect([spool.bytes, await readdir(spool.directory)]).toEqual([0, []]);
    // Larger than all of it, and alone.
    expect(await spool.append(at(105), batch(105, 20_000))).toBeDefined();
    expect(await left(spool)).toEqual([105]);
    await spool.close();
  });

  it('is readable by its owner alone', async () => {
    const { spool } = await opened();
    await fill(spool, 101, 101);
    const modes = [spool.directory, await fileIn(spool.directory)].map(async (one) => (await stat(one)).mode & 0o777);
    expect(await Promise.all(modes)).toEqual([0o700, 0o600]);
    await spool.close();
  });

  it('begins anew beside a file that is none of its own', async () => {
    const { spool } = await opened();
    await spool.close();
    await writeFile(join(spool.directory, '0000000001.spool'), 'nothing of ours');
    const { spool: second } = await opened({ run: 2 });
    await fill(second, 101, 101);
    expect(await left(second)).toEqual([101]);
    await second.close();
  });
});
