import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fatalIn } from '../../../src/engines/mongosync/fatal-log.ts';
import { knownFailure } from '../../../src/engines/mongosync/known-failures.ts';

describe('what mongosync says when it fails', () => {
  it.each([
    ['(ChangeStreamHistoryLost) resume point may no longer be in the oplog', 'oplog', true],
    ['namespace conflict detected: shop.orders', 'exists on the destination', true],
    ['the verifier found one or more mismatches', 'differ', true],
    ['missing privileges ([bypassWriteBlockingMode])', 'bypassWriteBlockingMode', false],
    ['Invalid URI option, write concern must be majority', 'majority', false],
    ['InsufficientDestinationDiskSpace', 'disk', false],
  ])('%s', (text, cause, isFinal) => {
    const known = knownFailure(text);
    expect(known?.cause).toContain(cause);
    expect(known?.fix.length).toBeGreaterThan(10);
    expect(known?.isFinal).toBe(isFinal);
  });

  it('is shown as it is where it is not known', () => {
    expect(knownFailure('the moon is in the wrong house')).toBeUndefined();
  });

  it('is found in the last fatal entry of its log, whatever else is in there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-log-'));
    try {
      const file = join(directory, 'mongosync.log');
      const fatal = (message: string, time: string) =>
        JSON.stringify({ level: 'fatal', time, message: 'Mongosync exited with an error.', error: { message } });
      const lines = [
        fatal('an old one', '2026-01-01T00:00:00.000Z'),
        'panic: not JSON',
        fatal('the cause', '2026-02-01T00:00:00.000Z'),
        '{"level":"info","message":"after"}',
        '{"level":"fa',
      ];
      await writeFile(file, lines.join('\n'));
      expect(await fatalIn(file, new Date('2026-01-15T00:00:00.000Z'))).toBe('the cause');
      expect(await fatalIn(file, new Date('2026-03-01T00:00:00.000Z'))).toBeUndefined();
      expect(await fatalIn(join(directory, 'missing.log'), new Date(0))).toBeUndefined();
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
