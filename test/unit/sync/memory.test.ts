import { describe, expect, it } from 'vitest';
import { copyBatchBytes, divideMemory, memoryShortage, mostSpans } from '../../../src/sync/memory.ts';

const MB = 1_000_000;

describe('the memory of the engine', () => {
  it('is divided as the engine was tuned, where nobody says anything', () => {
    const standard = divideMemory({ workers: 0 });
    expect(standard).toMatchObject({
      totalBytes: 300 * MB,
      eventBatchBytes: 3 * MB,
      heldBytes: 32 * MB,
      fetchBytes: 2 * MB,
      fetchesAtOnce: 4,
      copyBytes: 32 * MB,
      comparisonBytes: 12 * MB,
    });
    expect(divideMemory({ maxBytes: 300 * MB, workers: 0 })).toEqual(standard);
    // As many spans as the highest load level copies at once have batches as large as they are worth.
    expect([1, 8, 16, 64, 1_000].map((spans) => copyBatchBytes(standard, spans))).toEqual([
      2 * MB,
      2 * MB,
      MB,
      250_000,
      250_000,
    ]);
    expect(mostSpans(standard)).toBe(64);
  });

  it('grows in all its parts with what there is', () => {
    const sizes = [300, 320, 400, 600, 1_000, 4_000].map((size) => size * MB);
    const divisions = sizes.map((maxBytes) => divideMemory({ maxBytes, workers: 0 }));
    const parts = ['heapBytes', 'eventBatchBytes', 'heldBytes', 'fetchBytes', 'fetchesAtOnce', 'copyBytes'] as const;
    for (const part of [...parts, 'comparisonBytes', 'semiSpaceBytes'] as const) {
      const series = divisions.map((division) => division[part]);
      expect(series, part).toEqual(series.toSorted((a, b) => a - b));
      if (part !== 'fetchBytes' && part !== 'semiSpaceBytes') expect(series.at(-1), part).toBeGreaterThan(series[0]!);
    }
    for (const [index, division] of divisions.entries()) {
      const { heapBytes, eventBatchBytes, heldBytes, fetchBytes, fetchesAtOnce, copyBytes, comparisonBytes } = division;
      const atOnce = 4 * eventBatchBytes + heldBytes + 2 * fetchBytes * fetchesAtOnce + copyBytes + comparisonBytes;
      expect(heapBytes + atOnce, `${sizes[index]}`).toBeLessThan(sizes[index]!);
    }
  });

  it('goes to worker threads first, on top of the standard where nobody says how much there is', () => {
    const none = divideMemory({ workers: 0 });
    expect(divideMemory({ workers: 4 })).toEqual({ ...none, totalBytes: 500 * MB });
    expect(divideMemory({ maxBytes: 400 * MB, workers: 2 })).toEqual({ ...none, totalBytes: 400 * MB });
  });

  it('has a least, which is told with the reason', () => {
    expect(memoryShortage({ maxBytes: 300 * MB, workers: 0 })).toBeUndefined();
    expect(() => divideMemory({ maxBytes: 300 * MB - 1, workers: 0 })).toThrow(/300 MB is the least/);
    const shortage = memoryShortage({ maxBytes: 250 * MB, workers: 2 });
    expect(shortage).toMatchObject({
      summary: expect.stringContaining('2 worker threads of the copy cannot do with 250 MB: 400 MB is the least'),
      hint: expect.stringContaining('engine.builtin.workers'),
    });
    expect(memoryShortage({ workers: 16 })).toBeUndefined();
  });
});
