import { describe, expect, it } from 'vitest';
import { RecentDeletes } from '../../../src/sync/copy/recent-deletes.ts';

describe('deletes beside a copy', () => {
  it('are remembered while a batch that was asked for before them may be inserted', () => {
    const deletes = new RecentDeletes();
    deletes.record('early', 1n);
    expect(deletes.isEmpty).toBe(true);
    const first = deletes.beginRead(10n);
    deletes.record('a', 10n);
    const second = deletes.beginRead(10n);
    expect([first, second].map((ticket) => deletes.wasDeletedAfter(ticket, 'a'))).toEqual([true, false]);
    deletes.endRead(first);
    expect(deletes.isEmpty).toBe(true);
    deletes.endRead(second);
  });

  it('are remembered while a member that is behind may still show what was deleted', () => {
    const deletes = new RecentDeletes();
    const first = deletes.beginRead(10n);
    deletes.record('a', 20n);
    const second = deletes.beginRead(10n);
    const third = deletes.beginRead(10n);
    deletes.raise(second, 19n);
    deletes.raise(third, 20n);
    deletes.endRead(first);
    expect([second, third].map((ticket) => deletes.wasDeletedAfter(ticket, 'a'))).toEqual([true, false]);
    deletes.endRead(second);
    expect(deletes.isEmpty).toBe(true);
    deletes.raise(third, 5n);
    deletes.record('b', 20n);
    expect(deletes.wasDeletedAfter(third, 'b')).toBe(true);
  });

  it('are bounded: a batch that what was forgotten could be in has to be read again', () => {
    const deletes = new RecentDeletes(4);
    const early = deletes.beginRead(10n);
    for (const n of [1, 2, 3, 4]) deletes.record(`k${n}`, BigInt(10 + n));
    expect(deletes.isOutlived(early)).toBe(false);
    deletes.record('k5', 15n);
    expect(deletes.isOutlived(early)).toBe(true);
    const behind = deletes.beginRead(12n);
    expect(deletes.isOutlived(behind)).toBe(true);
    const now = deletes.beginRead(15n);
    expect(deletes.isOutlived(now)).toBe(false);
    expect(deletes.wasDeletedAfter(behind, 'k5')).toBe(true);
  });
});
