import { describe, expect, it } from 'vitest';
import {
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
    const open: PullEvidence = { ...committing, writes: 'allowed' };
    expect(pullState(open)).toBe('committed');
    expect(pullProgress(open, now).canWrite).toBe(true);
    expect(pullState({ ...open, mongosync: 'committing' })).toBe('committing');
    expect(pullState({ ...committing, writes: 'unknown' })).toBe('committing');
    const cancelled = { ...open, isUniqueMissing: true };
    expect(pullState(cancelled)).toBe('committing');
    expect(pullProgress(cancelled, now).waitingFor.join()).toContain('was the migration cancelled');
  });

  it('says when Atlas ends it, and what nobody knows when it was let go of', () => {
    const readySince = new Date(now.getTime() - 119.5 * 3_600_000);
    const [warning] = pullProgress({ ...follows, record: { ...record, readySince } }, now).warnings;
    expect(warning).toContain('Atlas ends this migration in 30 min');
    expect(pullFailure('failed')?.hint).toContain('somebody cut over, cancelled it, or it expired');
    expect(pullFailure('following')).toBeUndefined();
  });
});
