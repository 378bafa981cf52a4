import { describe, expect, it } from 'vitest';

// Plain JavaScript, because it runs before a compiler is installed.
const { readOptions, usage } = await import(new URL('../../../bench/options.mjs', import.meta.url).href);

describe('the options of the benchmark', () => {
  it('are a quick copy by default', () => {
    expect(readOptions([])).toMatchObject({ cases: ['copy'], documents: 400_000, runs: 1, verify: false });
  });

  it('name cases, each once and in one order', () => {
    expect(readOptions(['follow', 'copy', 'follow']).cases).toEqual(['copy', 'follow']);
    expect(readOptions(['all']).cases).toEqual([
      'copy',
      'large',
      'many',
      'indexes',
      'follow',
      'steady',
      'verify',
      'checks',
      'cutover',
      'cutover-many',
    ]);
  });

  it('take the sizes of published figures, unless one is given', () => {
    expect(readOptions(['--full', '--operations', '9'])).toMatchObject({ documents: 2_000_000, operations: 9 });
  });

  it('mean small documents and large ones by one number', () => {
    expect(readOptions(['--documents', '7'])).toMatchObject({ documents: 7, largeDocuments: 7 });
  });

  it.each([
    [['speed'], 'There is no case speed'],
    [['--runs', '0'], '--runs takes a number from 1 on, not 0'],
    [['--documents', '1e6'], '--documents takes a number from 1 on, not 1e6'],
    [['--quick'], "Unknown option '--quick'"],
  ])('%j are refused with the usage', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
    expect(() => readOptions(args)).toThrow(usage);
  });
});
