import { describe, expect, it } from 'vitest';
import type { ApplyEvent } from '../../../src/apply/apply-events.ts';
import type { EngineObservation } from '../../../src/engines/engine.ts';
import type { Diagnostic } from '../../../src/lib/diagnostic.ts';
import { NoticesOfRun } from '../../../src/notify/notices-of-run.ts';
import { step } from '../../../src/plan/step.ts';
import { following, observed, planOf } from '../../support/plan/observed.ts';

const startedAt = Date.parse('2026-11-20T12:00:00Z');
const minutes = (count: number) => new Date(startedAt + count * 60_000);

async function begin(blocks: object = {}, options: Partial<ConstructorParameters<typeof NoticesOfRun>[0]> = {}) {
  const notices = new NoticesOfRun({ oplogWindowSeconds: undefined, ...options });
  const plan = await planOf(blocks);
  const seen = (event: ApplyEvent, at = minutes(0)) => notices.of(event, at).map((one) => one.event);
  const first = notices.of({ type: 'applyStarted', plan, runId: 'run' }, minutes(0));
  return { seen, first };
}

const some = step({ kind: 'awaitSynced', symbol: '>', summary: 'Wait' });

function progress(engine: Partial<EngineObservation>, more: object = {}): ApplyEvent {
  const seen = observed({ engine: { ...following, ...engine } }).engine;
  return { type: 'stepProgress', step: some, engine: { ...seen, progress: { ...seen.progress!, ...more } } };
}

const finished = (outcome: 'done' | 'failed' | 'undone' | 'interrupted'): ApplyEvent => ({
  type: 'applyFinished',
  outcome,
  blockedMs: undefined,
  exitCode: 0,
});

const inCutover: ApplyEvent = {
  type: 'stepStarted',
  step: step({ kind: 'checkGates', symbol: '>', summary: 'Check', transaction: 'cutover' }),
};

const waiting = (...gates: { name: string; words: string }[]): ApplyEvent => ({
  type: 'gatesWaiting',
  step: step({ kind: 'checkGates', symbol: '>', summary: 'Check', transaction: 'cutover' }),
  gates,
});

const cutover = { phase: 'cutover' };

describe('people are told', () => {
  it('of each change of state once', async () => {
    const { seen } = await begin();
    expect(seen(progress({ state: 'copying' }))).toEqual(['stateChanged']);
    expect(seen(progress({ state: 'copying' }))).toEqual([]);
    expect(seen(progress({ state: 'following' }))).toEqual(['stateChanged']);
  });

  it('that a copy stands still, once, and again only after it had moved', async () => {
    const { seen } = await begin();
    const copying = (copiedBytes: number) => progress({ state: 'copying' }, { copiedBytes });
    seen(copying(1), minutes(1));
    expect(seen(copying(1), minutes(10))).toEqual([]);
    expect(seen(copying(1), minutes(11))).toEqual(['stalled']);
    expect(seen(copying(1), minutes(30))).toEqual([]);
    expect(seen(copying(2), minutes(31))).toEqual([]);
    expect(seen(copying(2), minutes(42))).toEqual(['stalled']);
  });

  it('of what an engine waits for that says itself that it is stuck, at once, and again only after it had moved', async () => {
    const plan = await planOf({});
    const notices = new NoticesOfRun({ oplogWindowSeconds: undefined });
    notices.of({ type: 'applyStarted', plan, runId: 'run' }, minutes(0));
    const said = (stuck: string | undefined, minute: number) => notices.of(progress({}, { stuck }), minutes(minute));
    expect(said(undefined, 1).map(({ event }) => event)).not.toContain('stalled');
    const reason = 'no change was applied for 61 s: it waits for a lock';
    expect(said(reason, 2)).toEqual([{ event: 'stalled', reason, state: 'following' }]);
    expect(said('no change was applied for 90 s: it waits for a lock', 3)).toEqual([]);
    expect(said(undefined, 4)).toEqual([]);
    expect(said(reason, 5)).toEqual([expect.objectContaining({ event: 'stalled', reason })]);
  });

  it('nothing of a source on which nothing happens', async () => {
    const { seen } = await begin();
    seen(progress({}), minutes(1));
    expect(seen(progress({}), minutes(600))).toEqual([]);
  });

  it('that the lag comes near to what the oplog holds', async () => {
    const { seen } = await begin({}, { oplogWindowSeconds: 3600 });
    expect(seen(progress({ state: 'absent' }, { lagSeconds: 1700 }))).not.toContain('oplogWindowLow');
    expect(seen(progress({}, { lagSeconds: 1801 }))).toContain('oplogWindowLow');
  });

  it('of documents that differ', async () => {
    const { seen } = await begin();
    const verification = { ...following.progress!.verification!, mismatchCount: 2 };
    expect(seen(progress({}, { verification }))).toContain('mismatchFound');
  });

  it('at once that somebody has to approve, and once', async () => {
    const { seen } = await begin(cutover);
    const approvals = { name: 'approvals dba', words: '0 of 2 approvals of dba' };
    expect(seen(waiting(approvals))).toEqual(['approvalNeeded']);
    expect(seen(waiting(approvals, { name: 'maxLag', words: 'lag 12 s' }), minutes(1))).toEqual([]);
    expect(seen(waiting(approvals), minutes(2))).toEqual([]);
    expect(seen(progress({ state: 'absent' }), minutes(3))).toEqual([]);
  });

  it('that a gate stays closed, and not of one that opens in a moment', async () => {
    const { seen } = await begin(cutover);
    const lag = { name: 'maxLag', words: 'lag 12 s' };
    const window = { name: 'window', words: 'the window opens tomorrow' };
    const look = progress({ state: 'absent' });
    expect(seen(waiting(lag, window))).toEqual([]);
    expect(seen(waiting(window), minutes(0.2))).toEqual([]);
    expect(seen(look, minutes(0.4))).toEqual([]);
    expect(seen(look, minutes(0.5))).toEqual(['gateWaiting']);
    expect(seen(waiting(lag, window), minutes(1))).toEqual([]);
    expect(seen(look, minutes(1.4))).toEqual([]);
    expect(seen(look, minutes(1.5))).toEqual(['gateWaiting']);
    expect(seen(look, minutes(9))).toEqual([]);
  });

  it('of the beginning of a cutover and how it ended', async () => {
    for (const [outcome, told] of [
      ['done', 'cutoverFinished'],
      ['undone', 'cutoverUndone'],
      ['failed', 'failed'],
    ] as const) {
      const { seen } = await begin(cutover);
      expect(seen(inCutover)).toEqual(['cutoverStarted']);
      expect(seen(inCutover)).toEqual([]);
      expect(seen(finished(outcome))).toEqual([told]);
    }
  });

  it('of the end of it all, and of no interruption', async () => {
    const { seen } = await begin({ phase: 'complete' });
    expect(seen(finished('done'))).toEqual(['completed']);
    expect(seen(finished('interrupted'))).toEqual([]);
  });

  it('that a waiver is about to expire, by the plan', async () => {
    const waive = (code: string, expires: string) => ({ code, reason: 'known', expires });
    const checks = {
      waive: [waive('GW304', '2026-11-22'), waive('GW305', '2026-12-31'), waive('GW306', '2026-11-21')],
    };
    const { first } = await begin({ checks });
    expect(first.filter(({ event }) => event === 'expiryNear').map(({ reason }) => reason)).toEqual([
      'The waiver of GW304 ends in 2 d 12 h, at 2026-11-22T23:59:59.999Z',
      'The waiver of GW306 ends in 1 d 12 h, at 2026-11-21T23:59:59.999Z',
    ]);
  });

  it('of an end that is near as soon as the checks find it, once, however its figures change', async () => {
    const { seen } = await begin();
    const note = (code: Diagnostic['code'], summary: string): ApplyEvent => ({
      type: 'stepNote',
      step: some,
      text: summary,
      finding: { severity: 'warning', code, summary },
    });
    expect(seen(note('GW516', 'The certificate of 10.0.0.1 ends in 13 d'))).toEqual(['expiryNear']);
    expect(seen(note('GW516', 'The certificate of 10.0.0.1 ends in 12 d'))).toEqual([]);
    expect(seen(note('GW515', 'The access list entry 10.0.0.7 ends in 3 h'))).toEqual(['expiryNear']);
    expect(seen(note('GW743', 'The way back was meant to be kept until noon'))).toEqual(['expiryNear']);
    expect(seen(note('GW747', 'Atlas ends this migration in 1 h'))).toEqual(['expiryNear']);
    expect(seen(note('GW673', 'The waiver of GW304 expired'))).toEqual(['expiryNear']);
    expect(seen(note('GW106', 'A member is down'))).toEqual([]);
    expect(seen({ type: 'stepNote', step: some, text: 'GW516 is over' })).toEqual([]);
  });
});
