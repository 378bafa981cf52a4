import { describe, expect, it } from 'vitest';
import { memoryDiagnostics } from '../../../src/plan/rules/memory-diagnostics.ts';
import { complete, loadText } from '../spec/support.ts';

async function found(options: string) {
  const { migrations } = await loadText(`${complete}engine: { type: builtin, builtin: { ${options} } }\n`);
  return memoryDiagnostics(migrations[0]!.spec);
}

describe('the memory that a file gives to the built-in engine', () => {
  it('is refused where it is too little, with the place', async () => {
    expect(await found('maxMemory: 299MB')).toMatchObject([
      { severity: 'error', code: 'GW996', pointer: '/engine/builtin/maxMemory' },
    ]);
    expect(await found('maxMemory: 340MB, workers: 3')).toMatchObject([{ severity: 'error', code: 'GW996' }]);
  });

  it('has room for so many spans, and for more that is a warning', async () => {
    const pointer = '/engine/builtin/readers';
    expect(await found('readers: 100')).toMatchObject([{ severity: 'warning', code: 'GW997', pointer }]);
    expect(await found('parallelism: 100')).toMatchObject([{ pointer: '/engine/builtin/parallelism' }]);
    expect(await found('readers: 100, parallelism: 4, maxMemory: 600MB')).toEqual([]);
  });

  it('is of no account elsewhere, and enough where nothing is said', async () => {
    expect(await found('readers: 64, workers: 16')).toEqual([]);
    expect(await found('url: "http://localhost:27182", readers: 1000')).toEqual([]);
  });
});
