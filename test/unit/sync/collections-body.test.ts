import { expect, it } from 'vitest';
import { progressOf } from '../../../src/engines/mongosync/progress.ts';
import { collectionRows } from '../../../src/report/text/collections.ts';
import { Catalog } from '../../../src/sync/catalog/catalog.ts';
import { CollectionEntry, type CopyState } from '../../../src/sync/catalog/collection-entry.ts';
import { allCollections, collectionsBody } from '../../../src/sync/http/collections-body.ts';
import { SyncStatistics } from '../../../src/sync/statistics.ts';

function sync() {
  const catalog = new Catalog();
  const statistics = new SyncStatistics();
  const add = (coll: string, state: CopyState) => {
    const namespace = { db: 'shop', coll };
    const uuid = catalog.size.toString(16).padStart(32, '0');
    const stored = { source: namespace, destination: namespace, hasCollation: false, overlapUntil: 0n, match: null };
    const entry = new CollectionEntry(uuid, { ...stored, kind: 'plain', state });
    catalog.add(entry);
    return entry;
  };
  return { catalog, statistics, add };
}

it('tells of thousands of collections how many there are, and of those that matter most how far they are', () => {
  const { catalog, statistics, add } = sync();
  for (let n = 0; n < 4_900; n += 1) statistics.changesApplied(add(`live${n}`, 'live'), n % 100);
  for (let n = 0; n < 90; n += 1) statistics.expect(add(`pending${n}`, 'pending'), { documents: 1, bytes: n });
  for (let n = 0; n < 10; n += 1) {
    const entry = add(`copying${n}`, 'copying');
    statistics.expect(entry, { documents: 1_000, bytes: 5_000_000 + n });
    statistics.copied(entry, 400, 2_000_000);
  }
  const body = collectionsBody({ catalog, statistics }) as { shown: { namespace: string }[] };
  expect(body).toMatchObject({ total: 5_000, pending: 90, copying: 10, live: 4_900 });
  expect(body.shown).toHaveLength(50);
  expect(body.shown.slice(0, 11).map(({ namespace }) => namespace)).toEqual([
    ...Array.from({ length: 10 }, (_, n) => `shop.copying${9 - n}`),
    'shop.pending89',
  ]);
  expect(allCollections({ catalog, statistics })).toHaveLength(5_000);

  // As the adapter of the engine reads it, and as people do.
  const { collections } = progressOf(JSON.parse(JSON.stringify({ collections: body })));
  const rows = collectionRows(collections);
  expect(rows[0]).toEqual(['collections', '5,000: 4,900 copied, 10 being copied, 90 to come']);
  expect(rows[1]).toEqual(['', 'shop.copying9  copying, 2 MB of 5 MB, 400 of 1,000 documents']);
  expect(rows.at(-1)).toEqual(['', 'and 4,992 more']);
  expect(rows).toHaveLength(10);
});

it('says nothing of a copy where there was none, and no more than all of one whose size was estimated low', () => {
  const { catalog, statistics, add } = sync();
  add('new', 'live');
  const large = add('large', 'copying');
  statistics.expect(large, { documents: 1, bytes: 10 });
  statistics.copied(large, 3, 30);
  statistics.changesApplied(large, 2);
  const { collections } = progressOf(
    JSON.parse(JSON.stringify({ collections: collectionsBody({ catalog, statistics }) })),
  );
  expect(collections?.shown.map(({ copiedDocuments, totalDocuments }) => [copiedDocuments, totalDocuments])).toEqual([
    [3, 3],
    [undefined, undefined],
  ]);
  expect(collectionRows(collections).slice(1)).toEqual([
    ['', 'shop.large  copying, 30 B of 30 B, 3 of 3 documents, 2 changes'],
    ['', 'shop.new    copied'],
  ]);
  expect(collectionsBody(undefined)).toBeNull();
  expect(collectionRows(progressOf({}).collections)).toEqual([]);
});
