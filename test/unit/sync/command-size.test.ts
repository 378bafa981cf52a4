import { describe, expect, it } from 'vitest';
import { CollectionEntry } from '../../../src/sync/catalog/collection-entry.ts';
import { changeLimits, transactionLimits } from '../../../src/sync/follow/command-size.ts';

const gigabyte = 1024 ** 3;

describe('a transaction', () => {
  it.each([
    ['is small where the cache is not told', undefined, 200],
    ['is small in a small cache', gigabyte / 4, 200],
    ['holds no more than a sixteenth of the cache, with ten pages for each statement', 2 * gigabyte, 409],
    ['is no larger than a command, however large the cache', 64 * gigabyte, 1_000],
  ])('%s', (_, cacheBytes, statements) => {
    expect(transactionLimits(cacheBytes).statements).toBe(statements);
  });

  it.each([
    ['has all the statements that it may', 300, { numbering: 'together', statements: 409 }],
    ['has fewer of larger documents', 20_000, { numbering: 'together', statements: 102 }],
    ['is not used for documents of which few fit', 40_000, { numbering: 'each', statements: 1_000 }],
  ])('%s', (_, documentBytes, expected) => {
    const entry = new CollectionEntry('1', {
      source: { db: 'shop', coll: 'orders' },
      destination: { db: 'shop', coll: 'orders' },
      kind: 'plain',
      hasCollation: false,
      shardKey: null,
      state: 'live',
      overlapUntil: 0n,
      match: null,
    });
    for (let seen = 0; seen < 1_000; seen += 1) entry.sawDocument(documentBytes);
    const { numbering, limits } = changeLimits(entry, transactionLimits(2 * gigabyte));
    expect({ numbering, statements: limits.statements }).toEqual(expected);
  });
});
