import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { syncLog } from '../../../src/report/sync-log.ts';

describe("the engine's log", () => {
  it('is a line of JSON for each thing that is told, from the level on that is asked for', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-log-'));
    const log = syncLog({ directory, verbosity: 'WARN', id: 'one' });
    log.info('Left out');
    log.warn('Told', { why: 'because' });
    const text = await readFile(join(directory, 'godwit-sync.log'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ level: 'warn', mongosyncID: 'one', message: 'Told', why: 'because' });
    await rm(directory, { recursive: true });
  });

  it.skipIf(!existsSync('/proc/self'))('says at once where there can be none', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-log-'));
    await mkdir(join(directory, 'taken', 'godwit-sync.log'), { recursive: true });
    const noDirectory = join(directory, 'taken', 'godwit-sync.log', 'below');
    await writeFile(join(directory, 'file'), '');
    // Below /proc a directory that is there says that it is not.
    for (const path of ['/proc/godwit/log', join(directory, 'taken'), join(directory, 'file', 'log')]) {
      expect(() => syncLog({ directory: path, verbosity: 'INFO', id: 'one' })).toThrow(
        expect.objectContaining({ code: 'GW916', summary: `The log of the sync engine cannot be written in ${path}` }),
      );
    }
    syncLog({ directory: noDirectory, verbosity: 'INFO', id: 'one' }).info('Told');
    expect(existsSync(join(noDirectory, 'godwit-sync.log'))).toBe(true);
    await rm(directory, { recursive: true });
  });

  it.skipIf(!existsSync('/dev/full'))('ends nothing where there is no room for it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-log-'));
    await symlink('/dev/full', join(directory, 'godwit-sync.log'));
    const log = syncLog({ directory, verbosity: 'INFO', id: 'one' });
    for (let line = 0; line < 100; line += 1) {
      expect(() => log.info('Told', { padding: 'x'.repeat(50_000) })).not.toThrow();
    }
    await rm(directory, { recursive: true });
  });
});
