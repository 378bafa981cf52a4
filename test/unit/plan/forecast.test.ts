import { describe, expect, it } from 'vitest';
import { oplogReach } from '../../../src/report/text/plan.ts';
import { planOf } from '../../support/plan/observed.ts';
import { healthyObservation, index } from '../preflight/healthy.ts';

const { details } = healthyObservation().source;
const orders = {
  ...healthyObservation().source.namespaces[0]!,
  bytes: 100e9,
  indexBytes: 30e9,
  indexes: [index('_id_', { _id: 1 }), index('a_1', { a: 1 }), index('b_1', { b: 1 })],
};

describe('the forecast of a plan', () => {
  it('counts index builds, but in a rate that a rehearsal has measured with them', async () => {
    const source = { namespaces: [orders] };
    const { forecast } = await planOf({}, { source });
    expect(forecast.copySeconds).toBe(100e9 / 25e6 + 20e9 / 20e6);
    expect(forecast.basis).toBe('25 MB/s, assumed until it is measured; indexes built at 20 MB/s, assumed');
    const rehearsal = { finishedAt: '2026-11-01T00:00:00.000Z', measured: { bytesPerSecond: 50e6 } };
    const rehearsed = await planOf({}, { source }, { rehearsal });
    expect(rehearsed.forecast.copySeconds).toBe(100e9 / 50e6);
    expect(rehearsed.forecast.basis).toContain('indexes included');
  });

  it('goes by the limit that the file sets to reading', async () => {
    const namespaces = [{ ...orders, indexBytes: undefined }];
    const { forecast } = await planOf({ throttle: { readBytesPerSecond: '10MB' } }, { source: { namespaces } });
    expect([forecast.copySeconds, forecast.basis]).toEqual([100e9 / 10e6, 'throttle.readBytesPerSecond']);
  });

  it('says how far the oplog reaches back in its busiest hours, where that is less', async () => {
    const reachAt = async (peakBytesPerSecond: number | undefined) => {
      const oplog = { usedBytes: 50e9, maxBytes: 50e9, spanSeconds: 86_400, peakBytesPerSecond };
      const source = { details: { ...details!, oplog: { isKnown: true as const, value: oplog } } };
      return oplogReach((await planOf({}, { source })).forecast);
    };
    expect(await reachAt(50e9 / 7_200)).toBe('reaches back 1 d 00 h, and 2 h 00 min while writes are at their most');
    expect(await reachAt(50e9 / 80_000)).toBe('reaches back 1 d 00 h');
    expect(await reachAt(undefined)).toBe('reaches back 1 d 00 h');
  });

  it('counts what a spool of a known size takes up beside the oplog', async () => {
    const oplog = { usedBytes: 50e9, maxBytes: 50e9, spanSeconds: 86_400 };
    const source = { details: { ...details!, oplog: { isKnown: true as const, value: oplog } } };
    const reachWith = async (spool: object) =>
      oplogReach((await planOf({ engine: { type: 'builtin', builtin: { spool } } }, { source })).forecast);
    expect(await reachWith({ path: './spool', maxSize: '100GB' })).toBe(
      'reaches back 1 d 00 h; the spool takes up 1 d 00 h more',
    );
    expect(await reachWith({ path: './spool' })).toBe('reaches back 1 d 00 h');
  });
});
