import { describe, expect, it } from 'vitest';
import type { VerifiableCollection } from '../../../src/sync/verification-port.ts';
import { takeUpCollections } from '../../../src/verify/collections-of-sync.ts';

const collection = (id: string, source: string, destination = source): VerifiableCollection => ({
  id,
  source: { db: 'shop', coll: source },
  destination: { db: 'shop', coll: destination },
  isCapped: false,
});

describe('the collections of a sync', () => {
  it('are verified anew when they have got another name on either side, and no more when they are gone', () => {
    const known = new Map<string, { collection: VerifiableCollection }>();
    const ended: string[] = [];
    const takeUp = (...there: VerifiableCollection[]) => {
      takeUpCollections(
        known,
        there,
        (one) => ({ collection: one }),
        ({ collection: { id } }) => ended.push(id),
      );
    };
    takeUp(collection('a', 'a'), collection('b', 'b'), collection('c', 'c'), collection('d', 'd'));
    const [a] = known.values();

    takeUp(collection('a', 'a'), collection('b', 'new'), collection('c', 'c', 'new'));

    expect(ended).toEqual(['b', 'c', 'd']);
    expect(known.get('a')).toBe(a);
    expect([...known.values()].map((one) => one.collection.destination.coll)).toEqual(['a', 'new', 'new']);
  });
});
