import { describe, expect, it } from 'vitest';
import {
  isCutOver,
  type PullEvidence,
  pullFailure,
  pullProgress,
  pullState,
} from '../../../src/engines/atlas-live-migration/pull-progress.ts';
import type { LiveMigrationRecord } from '../../../src/engines/atlas-live-migration/record.ts';

const now = new Date('2026-11-20T12:00:00Z');
const mark = (number: number, secondsAgo = 0) => ({
  number,
  at: new Date(now.getTime() - secondsAgo * 1000),
  time: BigInt(number),
});
const record: LiveMigrationRecord = { phase: 'syncing', startedAt: now, wasClosed: true, firstMark: 3 };
const nothing: PullEvidence = {
  record: undefined,
  mongosync: undefined,
  writes: 'allowed',
  sent: undefined,
  arrived: undefined,
  isUniqueMissing: false,
  lateWrites: [],
};
const follows: PullEvidence = { ...nothing, record, writes: 'blocked', sent: mark(9), arrived: mark(8, 1) };

describe('a pull migration, by what both clusters show', () => {
  it.each<[string, Partial<PullEvidence>, string]>([
    ['nothing', {}, 'absent'],
    ['marks on the source alone', { sent: mark(9) }, 'absent'],
    ['a destination that Atlas keeps closed', { writes: 'blocked' }, 'copying'],
    ['what mongosync writes down', { mongosync: 'initializing' }, 'copying'],
    ['a mark that was part of the copy', { ...follows, arrived: mark(3, 1) }, 'copying'],
    ['a mark before anybody wrote down the first one', { writes: 'blocked', arrived: mark(8) }, 'copying'],
    ['another one after it', follows, 'following'],
    ['a destination that was let go of unasked', { ...follows, writes: 'allowed' }, 'failed'],
    ['one whose writes cannot be seen', { ...follows, writes: 'unknown' }, 'following'],
  ])('is told of %s', (_, evidence, state) => {
    expect(pullState({ ...nothing, ...evidence })).toBe(state);
  });

  it('is ready to be cut over to when the mark arrives soon, and the mark is the proof', () => {
    expect(pullProgress(follows, now)).toMatchObject({
      canCommit: true,
      lagSeconds: 1,
      appliedTime: 8n,
      canWrite: false,
    });
    const late = { ...follows, arrived: mark(8, 40) };
    expect(pullProgress(late, now)).toMatchObject({ canCommit: false, whyNotCommit: ['its lag is 40 s'] });
    const copying = { ...follows, arrived: mark(3) };
    expect(pullProgress(copying, now)).toMatchObject({
      canCommit: false,
      appliedTime: undefined,
      lagSeconds: undefined,
    });
  });

  it('has been cut over to when the cluster is open, mongosync is done and unique indexes are unique', () => {
    const committing: PullEvidence = { ...follows, record: { ...record, phase: 'committing' } };
    expect(pullState(committing)).toBe('committing');
    expect(pullProgress(committing, now).waitingFor.join()).toContain('Cut Over');
    expect(isCutOver(committing)).toBe(false);
    const open: PullEvidence = { ...committing, writes: 'allowed' };
    expect(isCutOver(open)).toBe(true);
    expect(isCutOver({ ...open, mongosync: 'committing' })).toBe(false);
    expect(isCutOver({ ...committing, writes: 'unknown' })).toBe(false);
    expect(pullState(open), 'until a run has written it down').toBe('committing');
    const done = { ...open, record: { ...committing.record!, isDone: true } };
    expect([pullState(done), pullProgress(done, now).canWrite]).toEqual(['committed', true]);
    expect(pullState({ ...done, lateWrites: ['insert'] }), 'the old cluster is its own from then on').toBe('committed');
    const written = { ...open, lateWrites: ['insert in shop.orders _id 7'] };
    expect([pullState(written), isCutOver(written)], 'cancelled, and gone on with').toEqual(['failed', false]);
    expect(pullFailure('failed', written.lateWrites)?.message).toContain(
      'nothing is switched: insert in shop.orders _id 7',
    );
    const cancelled = { ...open, isUniqueMissing: true };
    expect([pullState(cancelled), isCutOver(cancelled)]).toEqual(['committing', false]);
    expect(pullProgress(cancelled, now).waitingFor.join()).toContain('was the migration cancelled');
  });

  it('says when Atlas ends it, and what nobody knows when it was let go of', () => {
    const readySince = new Date(now.getTime() - 119.5 * 3_600_000);
    const [warning] = pullProgress({ ...follows, record: { ...record, readySince } }, now).warnings;
    expect(warning).toContain('Atlas ends this migration in 30 min');
    expect(pullFailure('failed', [])?.hint).toContain('somebody cut over, cancelled it, or it expired');
    expect(pullFailure('following', [])).toBeUndefined();
  });
});
