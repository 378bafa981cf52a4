import { describe, expect, it } from 'vitest';
import { formatCount } from '../../../src/lib/size.ts';
import { fc } from '../../support/fast-check.ts';

describe('a count', () => {
  it('has its thousands apart, as English has them', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        expect(formatCount(count)).toBe(count.toLocaleString('en-US'));
      }),
    );
    expect([0, 999, 1_000, 1_234_567.5, -1_000].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,568', '-1,000']);
  });
});
