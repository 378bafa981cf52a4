import { describe, expect, it } from 'vitest';
import { Limits } from '../../../src/sync/throttle/limits.ts';
import { readLoad } from '../../../src/sync/throttle/load.ts';
import { applySchedule, checkSchedule, openWindows } from '../../../src/sync/throttle/schedule.ts';

const timeZone = 'Europe/Berlin';
const hours = (count: number) => count * 3600;
const office = { cron: '0 8 * * MON-FRI', timeZone, durationSeconds: hours(10) };
const nightly = { cron: '30 2 * * *', timeZone, durationSeconds: hours(1) };

async function isOpen(window: typeof office, at: string): Promise<boolean> {
  return (await openWindows([window], new Date(at))).length > 0;
}

/** Minutes of these hours in which the window is open, looked at every ten. */
async function openMinutes(window: typeof office, from: string, count: number): Promise<number> {
  const start = Date.parse(from);
  let open = 0;
  for (let minute = 0; minute < count * 60; minute += 10) {
    if (await isOpen(window, new Date(start + minute * 60_000).toISOString())) open += 10;
  }
  return open;
}

describe('a time with other limits', () => {
  it('opens by the clocks of its zone, before and after they change', async () => {
    // On Friday it is 8:00 in winter time, on Monday 8:00 in summer time.
    expect(await isOpen(office, '2026-03-27T06:59:59Z')).toBe(false);
    expect(await isOpen(office, '2026-03-27T07:00:00Z')).toBe(true);
    expect(await isOpen(office, '2026-03-28T10:00:00Z')).toBe(false);
    expect(await isOpen(office, '2026-03-30T05:59:59Z')).toBe(false);
    expect(await isOpen(office, '2026-03-30T06:00:00Z')).toBe(true);
    expect(await isOpen(office, '2026-03-30T15:59:59Z')).toBe(true);
    expect(await isOpen(office, '2026-03-30T16:00:00Z')).toBe(false);
  });

  it('comes once in the night in which its hour is left out, and once in that in which it comes twice', async () => {
    expect(await openMinutes(nightly, '2026-03-28T23:00:00Z', 6)).toBe(60);
    expect(await openMinutes(nightly, '2026-10-24T22:00:00Z', 6)).toBe(60);
  });

  it('is open for as long as it says while clocks change', async () => {
    const saturday = { cron: '0 22 * * SAT', timeZone, durationSeconds: hours(8) };
    expect(await isOpen(saturday, '2026-10-25T03:59:59Z')).toBe(true);
    expect(await isOpen(saturday, '2026-10-25T04:00:00Z')).toBe(false);
    const [open] = await openWindows([saturday], new Date('2026-10-25T01:30:00Z'));
    expect(open?.closes.toISOString()).toBe('2026-10-25T04:00:00.000Z');
  });
});

describe('limits by schedule', () => {
  const load = readLoad({
    readBytesPerSecond: 100,
    schedule: [
      { ...office, readBytesPerSecond: 5_000, writeBytesPerSecond: 70 },
      { ...office, cron: '0 12 * * *', durationSeconds: hours(1), readBytesPerSecond: 3_000, pauseCopy: true },
    ],
  });

  it('replace those of other times, the lowest of those that are open at once', async () => {
    const limits = new Limits(load, new AbortController().signal);
    const ratesAt = async (at: string) => {
      await applySchedule(limits, new Date(at));
      return [limits.readRate, limits.writeRate];
    };
    expect(await ratesAt('2026-06-01T05:00:00Z')).toEqual([100, undefined]);
    expect(await ratesAt('2026-06-01T06:00:00Z')).toEqual([5_000, 70]);
    expect(await ratesAt('2026-06-01T10:30:00Z')).toEqual([3_000, 70]);
    expect(await ratesAt('2026-06-01T16:00:00Z')).toEqual([100, undefined]);
  });

  it('hold the copy for as long as a window says, with the reason', async () => {
    const limits = new Limits(load, new AbortController().signal);
    await applySchedule(limits, new Date('2026-06-01T10:30:00Z'));
    expect(limits.reasons).toEqual(['the copy is paused by schedule until 2026-06-01T11:00:00.000Z']);
    expect(limits.isHeld).toBe(false);
    await applySchedule(limits, new Date('2026-06-01T11:00:00Z'));
    expect(limits.reasons).toEqual([]);
  });

  it('are refused where they mean nothing', async () => {
    const invalid = { code: 'GW901' };
    await expect(checkSchedule([{ ...office, cron: '99 8 * * *' }])).rejects.toMatchObject(invalid);
    await expect(checkSchedule([{ ...office, timeZone: 'Europe/Nowhere' }])).rejects.toMatchObject(invalid);
    await expect(checkSchedule([office])).resolves.toBeUndefined();
    for (const schedule of [
      [{ ...office, durationSeconds: 0 }],
      [{ ...office, every: 1 }],
      [{ cron: '* * * * *' }],
      {},
    ]) {
      expect(() => readLoad({ schedule })).toThrow(expect.objectContaining(invalid));
    }
    for (const http of [
      {},
      { url: 'ftp://here' },
      { url: 'http://user:secret@here' },
      { url: 'http://here', headers: { a: 1 } },
      { url: 'http://here', headers: { a: 'b\nc' } },
      { url: 'http://here', headers: ['a'] },
      { url: 'http://here', method: 'GE T' },
      { url: 'http://here', timeoutSeconds: 1e10 },
    ]) {
      expect(() => readLoad({ http })).toThrow(expect.objectContaining(invalid));
    }
    const readPreference = 'secondary';
    for (const readFrom of [
      readPreference,
      { readPreference: 'somebody' },
      { readPreference: 'primary', tags: { use: 'migration' } },
      { readPreference, tags: 'migration' },
      { readPreference, tags: { use: 1 } },
      { readPreference, tag: { use: 'migration' } },
      { readPreference, maxStalenessSeconds: 89 },
      { readPreference, maxStalenessSeconds: 'long' },
      { readPreference, maxStalenessSeconds: '90' },
    ]) {
      expect(() => readLoad({ readFrom })).toThrow(expect.objectContaining(invalid));
    }
    const readFrom = { readPreference, tags: { use: 'migration' }, maxStalenessSeconds: 90 };
    expect(readLoad({ readFrom: { ...readFrom, maxStalenessSeconds: 90 } })).toEqual({ readFrom });
    expect(readLoad({ readFrom: { readPreference, tags: null, maxStalenessSeconds: null } })).toEqual({
      readFrom: { readPreference },
    });
  });
});
