import { describe, expect, it } from 'vitest';
import { endings, expiryDiagnostics } from '../../../src/plan/rules/expiry-diagnostics.ts';
import { loadedFrom, observed, planOf } from '../../support/plan/observed.ts';

const atlas = (pinned: string) => ({
  destination: {
    atlas: {
      project: { id: '64f0c0ffee0000000000beef' },
      cluster: {
        name: 'shop',
        provider: 'AWS',
        region: 'EU_WEST_1',
        tier: 'M30',
        pinnedFeatureCompatibilityVersion: { expires: pinned },
      },
    },
  },
});

/** What is said at a moment, of a switch that began at noon of November 20th. */
async function said(blocks: object, now: string, state: 'following' | 'reversing' | 'complete' = 'following') {
  const { spec } = await loadedFrom(blocks);
  const observation = observed({ entries: [{ kind: 'stepSucceeded', step: 'beginSwitch', output: {} }] });
  return { spec, observation, state, now: `${now}Z` };
}

const soon = async (...args: Parameters<typeof said>) =>
  expiryDiagnostics(await said(...args)).map(({ summary }) => summary);

describe('what is about to end', () => {
  const waived = { checks: { waive: [{ code: 'GW304', reason: 'known', expires: '2026-12-24' }] } };

  it('is told three days before, as a note that blocks nothing, and not once it is over', async () => {
    expect(await soon(waived, '2026-12-21T12:00:00')).toEqual([]);
    expect(await soon(waived, '2026-12-22T12:00:00')).toEqual([
      'The waiver of GW304 ends in 2 d 12 h, at 2026-12-24T23:59:59.999Z',
    ]);
    expect(await soon(waived, '2026-12-25T00:00:00')).toEqual([]);
    expect(await soon(waived, '2026-12-22T12:00:00', 'complete')).toEqual([]);
    const strict = {
      checks: { failOn: 'warning', waive: [{ code: 'GW304', reason: 'known', expires: '2026-11-22' }] },
    };
    expect((await planOf(strict)).diagnostics.filter(({ code }) => code === 'GW790')).toMatchObject([
      { severity: 'info', range: { file: 'godwit.yaml' } },
    ]);
  });

  it('is told of a pinned feature compatibility version', async () => {
    const pinned = atlas('2026-12-24T00:00:00Z');
    expect(await soon(pinned, '2026-12-20T00:00:00')).toEqual([]);
    expect(await soon(pinned, '2026-12-23T00:00:00')).toEqual([
      expect.stringContaining('The pinned feature compatibility version of the destination ends in 1 d'),
    ]);
  });

  it('is told of a way back in its last quarter, and behind its end', async () => {
    const kept = { phase: 'cutover', cutover: { rollback: { mode: 'reverse', keepFor: '48h' } } };
    expect(await soon(kept, '2026-11-21T23:00:00', 'reversing')).toEqual([]);
    expect(await soon(kept, '2026-11-22T01:00:00', 'reversing')).toEqual([
      'The time for which the way back is kept ends in 11 h 00 min, at 2026-11-22T12:00:00.000Z',
    ]);
    expect(await soon(kept, '2026-11-22T01:00:00')).toEqual([]);
    const after = await said(kept, '2026-11-22T13:00:00', 'reversing');
    expect(expiryDiagnostics(after)).toEqual([]);
    expect(endings(after).map(({ code }) => code)).toEqual(['GW743']);
  });

  it('is told of a sync that somebody else ends', async () => {
    const input = await said({}, '2026-11-22T13:00:00');
    const engine = { ...input.observation.engine, endsAt: '2026-11-22T15:00:00Z' };
    const ending = endings({ ...input, observation: { ...input.observation, engine } });
    expect(ending.map(({ code }) => code)).toEqual(['GW747']);
  });
});
