import { expect, it } from 'vitest';
import { CollectionEntry } from '../../../src/sync/catalog/collection-entry.ts';
import { SyncStatistics } from '../../../src/sync/statistics.ts';

function collection(): CollectionEntry {
  const namespace = { db: 'shop', coll: 'orders' };
  const names = { source: namespace, destination: namespace };
  const about = { kind: 'plain', hasCollation: false, state: 'copying', overlapUntil: 0n, match: null } as const;
  return new CollectionEntry('0'.repeat(32), { ...names, ...about });
}

it('counts on from what an earlier run has copied, and from nothing where a copy starts over, at the rate of this run', () => {
  const statistics = new SyncStatistics();
  const entry = collection();
  statistics.expect(entry, { documents: 10, bytes: 1_000 });
  statistics.standsAt(entry, { documents: 6, bytes: 600 });
  expect(statistics.copyRate.perSecond()).toBe(0);
  statistics.copied(entry, 3, 300);
  const [estimatedDocuments, estimatedBytes] = [10, 1_000];
  expect(statistics.totals).toEqual({ estimatedDocuments, estimatedBytes, copiedDocuments: 9, copiedBytes: 900 });
  expect(statistics.copyRate.perSecond()).toBe(300);

  statistics.standsAt(entry, { documents: 0, bytes: 0 });
  statistics.copied(entry, 8, 800);
  expect(statistics.finished(entry)).toEqual({ documents: 8, bytes: 800 });
  expect(statistics.totals).toEqual({
    ...{ estimatedDocuments: 8, estimatedBytes: 800 },
    ...{ copiedDocuments: 8, copiedBytes: 800 },
  });
});

it('expects nothing more of a collection that is gone, and remembers nothing of it but what was copied', () => {
  const statistics = new SyncStatistics();
  const [there, gone] = [collection(), collection()];
  for (const entry of [there, gone]) {
    statistics.expect(entry, { documents: 10, bytes: 1_000 });
    statistics.copied(entry, 4, 400);
  }
  gone.isGoneFromSource = true;
  statistics.forget(gone);
  statistics.copied(gone, 1, 100);
  expect(statistics.of(gone)).toBeUndefined();
  expect(statistics.totals).toEqual({
    ...{ estimatedDocuments: 14, estimatedBytes: 1_400 },
    ...{ copiedDocuments: 8, copiedBytes: 800 },
  });
});
