import { mkdir, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareSpool } from '../../../src/engines/builtin/prepare-spool.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-room-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true });
});

describe('the room for spooled changes', () => {
  it('is what is asked for, in a directory of its owner alone', async () => {
    const path = join(directory, 'deep', 'spool');
    expect(await prepareSpool({ path, maxBytes: 100_000_000 })).toEqual({ path, maxBytes: 100_000_000 });
    expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('is most of what is free where nobody says, and counts what is spooled already', async () => {
    const { maxBytes } = await prepareSpool({ path: directory });
    expect(maxBytes).toBeGreaterThan(100_000_000);
    await mkdir(join(directory, 'a-sync.1'));
    // A file without blocks: it takes no room, and is counted as if it did.
    await writeFile(join(directory, 'a-sync.1', '0000000001.spool'), '');
    await truncate(join(directory, 'a-sync.1', '0000000001.spool'), maxBytes);
    expect((await prepareSpool({ path: directory })).maxBytes).toBeGreaterThan(maxBytes * 1.5);
  });

  it('is refused when there is less of it, when it is too little, and where nothing can be written', async () => {
    const refused = { code: 'GW975' };
    await expect(prepareSpool({ path: directory, maxBytes: 1e18 })).rejects.toMatchObject(refused);
    await expect(prepareSpool({ path: directory, maxBytes: 99_000_000 })).rejects.toMatchObject(refused);
    await writeFile(join(directory, 'file'), '');
    await expect(prepareSpool({ path: join(directory, 'file', 'spool') })).rejects.toMatchObject(refused);
  });
});
