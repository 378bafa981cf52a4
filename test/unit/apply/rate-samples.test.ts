import { describe, expect, it } from 'vitest';
import { RateSamples } from '../../../src/apply/rate-samples.ts';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { ratesPlot } from '../../../src/report/html/rates-plot.ts';

describe('rates over time', () => {
  const seen = (copyBytesPerSecond: number) =>
    ({ progress: { copyBytesPerSecond, eventsPerSecond: 7 } }) as unknown as EngineObservation;

  it('are bounded, however long it takes, and go from its beginning to its end', () => {
    const samples = new RateSamples();
    for (let second = 0; second < 100_000; second += 1) samples.add(seen(second), second * 1000);
    expect(samples.all.length).toBeLessThanOrEqual(120);
    expect(samples.all.length).toBeGreaterThan(50);
    expect(samples.all[0]).toEqual({ seconds: 0, copyBytesPerSecond: 0, eventsPerSecond: 7 });
    expect(samples.all.at(-1)!.seconds).toBeGreaterThan(95_000);
    const seconds = samples.all.map((one) => one.seconds);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
  });

  it('are drawn to their own scales', () => {
    const samples = [0, 50, 100].map((value, index) => ({
      seconds: index * 10,
      copyBytesPerSecond: value * 1_000_000,
      eventsPerSecond: 0,
    }));
    const svg = ratesPlot({ until: 'now', samples });
    expect(svg).toContain('points="0.0,120.0 450.0,60.0 900.0,0.0"');
    expect(svg).toContain('points="0.0,120.0 450.0,120.0 900.0,120.0"');
    expect(svg).toContain('copied: up to 100 MB/s');
  });
});
