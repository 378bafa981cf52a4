import { describe, expect, it } from 'vitest';
import { documentId } from '../../../src/mongo/bson/value.ts';
import { isInSample } from '../../../src/verify/sample-ids.ts';
import { BSON, type Document, ObjectId } from '../../support/driver.ts';

const idOf = (_id: unknown) => documentId(Buffer.from(BSON.serialize({ _id } as Document)), 0)!;

describe('the share of the changes that is compared', () => {
  const kinds: Readonly<Record<string, (index: number) => unknown>> = {
    'consecutive numbers': (index) => index,
    'consecutive strings': (index) => `order-${index}`,
    ObjectIds: (index) => new ObjectId(`65${index.toString(16).padStart(22, '0')}`),
  };

  it.each(Object.entries(kinds))('is about as large as asked for, of %s', (_name, make) => {
    for (const percent of [1, 20, 75]) {
      const taken = Array.from({ length: 20_000 }, (_, index) => isInSample(idOf(make(index)), percent));
      const share = (taken.filter(Boolean).length / taken.length) * 100;
      expect(Math.abs(share - percent)).toBeLessThan(Math.max(0.5, percent / 10));
    }
  });

  it('is the same for a document each time, all at 100 and within a larger share', () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => idOf(index));
    const small = ids.filter((id) => isInSample(id, 5));
    expect(ids.filter((id) => isInSample(id, 5))).toEqual(small);
    expect(small.every((id) => isInSample(id, 50))).toBe(true);
    expect(ids.every((id) => isInSample(id, 100))).toBe(true);
  });
});
