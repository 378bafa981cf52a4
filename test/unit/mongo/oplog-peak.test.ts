import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OplogSample, peakRate } from '../../../src/mongo/details/oplog-peak.ts';
import { reachAtPeak } from '../../../src/preflight/oplog-reach.ts';

const hour = 3_600;

/** As many samples in each hour as are said, of the same size. */
function hourly(...counts: readonly number[]): readonly OplogSample[] {
  return counts.flatMap((count, at) =>
    Array.from({ length: count }, (_, n) => ({ seconds: 1_000_000 + (at + n / count) * hour, bytes: 300 })),
  );
}

describe('the rate at which an oplog was filled', () => {
  const facts = { usedBytes: 12e9, maxBytes: 12e9, spanSeconds: 12 * hour };

  it('is that of its busiest hours, and the oplog reaches back as far as those would let it', () => {
    const counts = [50, 50, 50, 50, 600, 50, 50, 50, 50, 50, 50, 100];
    const peak = peakRate(hourly(...counts), facts)!;
    expect(peak * hour).toBeCloseTo(6e9, -3);
    expect(reachAtPeak({ ...facts, peakBytesPerSecond: peak })).toBeCloseTo(2 * hour, 0);
  });

  it('counts bytes, not entries', () => {
    const even = hourly(...Array.from({ length: 12 }, () => 100));
    const heavy = even.map((entry, at) => (at < 100 ? { ...entry, bytes: 3_300 } : entry));
    expect(peakRate(heavy, facts)! * hour).toBeCloseTo(6e9, -3);
  });

  it('is at least what it was on average, and no more than if all had come at once', () => {
    const sample = fc.record({ seconds: fc.nat(12 * hour), bytes: fc.integer({ min: 1, max: 16_000_000 }) });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), (entries) => {
        const perStretch = peakRate(entries, facts)! * hour;
        expect(perStretch).toBeGreaterThanOrEqual(facts.usedBytes / 12 - 1);
        expect(perStretch).toBeLessThanOrEqual(facts.usedBytes + 1);
      }),
    );
  });

  it('is not known without samples', () => {
    expect(peakRate([], facts)).toBeUndefined();
  });
});
