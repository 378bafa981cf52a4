import { describe, expect, it } from 'vitest';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import { standingOccasions } from '../../../src/notify/standing-notices.ts';
import { following, observed, planOf } from '../../support/plan/observed.ts';

/** What is told of a sync that was left to its engine. */
async function told(engine: Partial<EngineObservation>, progress: object = {}, blocks: object = {}) {
  const seen = observed({ engine: { ...following, ...engine } }).engine;
  const whole = { ...seen, progress: seen.progress && { ...seen.progress, ...progress } };
  const plan = await planOf(blocks, { engine: whole, source: { oplogWindowSeconds: 3_600 } });
  return standingOccasions(plan, whole).map(({ event, reason }) => `${event}: ${reason}`);
}

describe('of a migration that nobody runs, people are told', () => {
  it('nothing while it goes well', async () => {
    expect(await told({})).toEqual([]);
  });

  it('that its sync failed, and why', async () => {
    const failure = { code: 'GW930', message: 'the oplog rolled over', hint: undefined };
    expect(await told({ state: 'failed', failure })).toContain('failed: [GW930] the oplog rolled over');
  });

  it('that it stands still', async () => {
    expect(await told({}, { stuck: 'nothing was applied for 90 s' })).toContain(
      'stalled: nothing was applied for 90 s',
    );
  });

  it('that its lag takes half of the oplog window', async () => {
    expect(await told({}, { lagSeconds: 1_700 })).toEqual([]);
    expect(await told({}, { lagSeconds: 1_900 })).toEqual(['oplogWindowLow: lag 31 min 40 s of 1 h 00 min']);
  });

  it('what others did to it, in one message', async () => {
    const [only, ...more] = await told({ isRunning: false, startedAt: undefined });
    expect(only).toBe("drifted: The sync engine's process: not there, expected running");
    expect(more).toEqual([]);
  });

  it('what is going to end', async () => {
    const waive = [{ code: 'GW519', reason: 'for now', expires: '2026-11-21' }];
    expect(await told({}, {}, { checks: { waive } })).toEqual([
      expect.stringMatching(/^expiryNear: The waiver of GW519/),
    ]);
  });

  it('nothing of an engine that is out of sight', async () => {
    expect(standingOccasions(await planOf(), undefined)).toEqual([]);
  });
});
