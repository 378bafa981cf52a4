import { describe, expect, it } from 'vitest';

// Plain JavaScript, because it runs before a compiler is installed.
const { readOptions } = await import(new URL('../../../soak/options.mjs', import.meta.url).href);

describe('the options of the soak', () => {
  it('are an hour of rounds of two minutes by default, each time from another seed', () => {
    expect(readOptions([])).toMatchObject({
      forMs: 3_600_000,
      roundMs: 120_000,
      members: 3,
      faults: /(?:)/,
      seed: expect.any(Number),
    });
  });

  it('say for how long, from which seed, with how many members, and under which faults', () => {
    expect(readOptions(['--hours', '0.5', '--seed', '7'])).toMatchObject({ forMs: 1_800_000, seed: 7 });
    expect(readOptions(['--members', '1'])).toMatchObject({ members: 1, sourceVersion: undefined });
    expect(readOptions(['--source-version', '4.2'])).toMatchObject({ sourceVersion: '4.2' });
    expect(readOptions(['--faults', 'rollback|loss of'])).toMatchObject({ faults: /rollback|loss of/ });
    expect(readOptions(['--minutes', '5', '--round-seconds', '30'])).toMatchObject({ forMs: 300_000, roundMs: 30_000 });
  });

  it.each([
    [['--hours', '1', '--minutes', '1'], 'Give --hours or --minutes, not both'],
    [['--hours', '0'], '--hours takes a number above 0, not 0'],
    [['--seed', 'x'], '--seed takes a number above 0, not x'],
    [['--members', '2'], '--members takes 1 or 3, not 2'],
    [['--source-version', '3.6'], '--source-version takes 4.2, 4.4 or 5.0, not 3.6'],
    [['--faults', '('], '--faults takes a regular expression: '],
    [['--days', '1'], "Unknown option '--days'"],
  ])('%j are refused with the usage', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
    expect(() => readOptions(args)).toThrow('npm run soak');
  });
});
