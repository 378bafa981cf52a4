import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { clusterTimeFromParts } from '../../../src/mongo/cluster-time.ts';
import type { StreamPosition } from '../../../src/sync/follow/change-stream.ts';
import { Spool } from '../../../src/sync/spool/spool.ts';
import { BSON } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';

const run = promisify(execFile);

/** A place as the source's tokens tell it. */
function at(seconds: number): StreamPosition {
  const _data = `82${seconds.toString(16).padStart(8, '0')}00000001`;
  return { time: clusterTimeFromParts({ t: seconds, i: 0 }), token: Buffer.from(BSON.serialize({ _data })) };
}

describe('the spool on a disk that fills', await needs({ root: true, tool: ['mount', 'umount'] }), () => {
  it('is gone on with by the next run, when there was room again', async () => {
    const path = await mkdtemp(join(tmpdir(), 'godwit-spool-'));
    // Room for one file, and for a part of the first batch of the next.
    await run('mount', ['-t', 'tmpfs', '-o', 'size=17m', 'none', path]);
    try {
      const opened = async (number: number) =>
        (await Spool.open({ path, id: 'a-sync', run: number }, 1_000_000_000, at(100))).spool;
      const first = await opened(1);
      const append = async (seconds: number) =>
        (await first.append(at(seconds), Buffer.alloc(2_000_000, seconds))) !== undefined;
      let last = 100;
      while (await append(last + 1)) last += 1;
      expect(await append(last + 1)).toBe(false);
      await run('mount', ['-o', 'remount,size=100m', path]);
      for (const seconds of [1, 2, 3]) expect(await append(last + seconds)).toBe(true);
      await first.close();

      const second = await opened(2);
      const found: number[] = [];
      for (let record = await second.read(); record !== undefined; record = await second.read()) {
        found.push(record.buffer[record.contentStart]!);
      }
      await second.close();
      expect(found).toEqual(Array.from({ length: last + 3 - 100 }, (_, index) => 101 + index));
    } finally {
      await run('umount', ['--lazy', path]);
      await rm(path, { recursive: true });
    }
  });
});
