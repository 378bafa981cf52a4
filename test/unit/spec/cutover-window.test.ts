import { describe, expect, it } from 'vitest';
import { windowTimes } from '../../../src/spec/cutover-window.ts';

const hour = 3_600_000;
const iso = (times: Awaited<ReturnType<typeof windowTimes>>) =>
  times.map(({ opens, closes }) => `${opens.toISOString()}/${closes.toISOString()}`);

describe('windowTimes', () => {
  it('knows a single window by local time and by offset', async () => {
    const now = new Date('2026-11-20T00:00:00Z');
    const expected = ['2026-11-22T01:00:00.000Z/2026-11-22T03:00:00.000Z'];
    expect(
      iso(await windowTimes({ start: '2026-11-22T02:00', timeZone: 'Europe/Berlin', durationMs: 2 * hour }, now, 3)),
    ).toEqual(expected);
    expect(iso(await windowTimes({ start: '2026-11-22T02:00+01:00', durationMs: 2 * hour }, now, 3))).toEqual(expected);
    expect(iso(await windowTimes({ start: '2026-11-22T01:00:00Z', durationMs: 2 * hour }, now, 3))).toEqual(expected);
  });

  it('counts a window as long as it is open', async () => {
    const window = { start: '2026-11-22T01:00Z', durationMs: 2 * hour };
    expect(await windowTimes(window, new Date('2026-11-22T02:59:59Z'), 1)).toHaveLength(1);
    expect(await windowTimes(window, new Date('2026-11-22T03:00:00Z'), 1)).toHaveLength(0);
  });

  it('gives recurring windows from the one that is open now, in local time through a change of clocks', async () => {
    const window = { cron: '0 4 * * SUN', timeZone: 'Europe/Berlin', durationMs: 2 * hour };
    expect(iso(await windowTimes(window, new Date('2026-10-18T03:00:00Z'), 3))).toEqual([
      '2026-10-18T02:00:00.000Z/2026-10-18T04:00:00.000Z',
      '2026-10-25T03:00:00.000Z/2026-10-25T05:00:00.000Z',
      '2026-11-01T03:00:00.000Z/2026-11-01T05:00:00.000Z',
    ]);
  });

  it.each([
    [{ start: '2027-03-28T02:30', timeZone: 'Europe/Berlin' }, 'start', /Clocks change/],
    [{ start: '2026-10-25T02:30', timeZone: 'Europe/Berlin' }, 'start', /Clocks change/],
    [{ start: '2027-02-29T02:30', timeZone: 'UTC' }, 'start', /does not exist/],
    [{ start: '2027-02-28T02:30', timeZone: 'Europe/Bonn' }, 'timeZone', /no time zone/],
    [{ cron: '0 2 31 2 *', timeZone: 'UTC' }, 'cron', /not a cron expression/],
  ] as const)('refuses %j', async (window, property, message) => {
    await expect(windowTimes({ ...window, durationMs: hour }, new Date(), 1)).rejects.toMatchObject({
      property,
      message: expect.stringMatching(message),
    });
  });
});
