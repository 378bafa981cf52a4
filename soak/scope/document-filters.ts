import type { Document } from '../../test/support/driver.ts';
import type { Random } from '../../test/support/writer/random.ts';
import { changed, filtered, written, writtenCollections } from '../databases.ts';

/** The fields that nearly every write of the writer changes, so that documents come and go. */
const ofWritten: readonly Document[] = [
  { w: { $mod: [2, 0] } },
  { count: { $lt: 500 } },
  { name: { $regex: '^[a-m]' } },
  { $or: [{ padding: { $exists: false } }, { 'inner.a': { $gt: 4 } }] },
  { $expr: { $gt: [{ $size: { $ifNull: ['$list', []] } }, 2] } },
  { items: { $elemMatch: { kind: 'a', value: { $lt: 4 } } }, _id: { $type: ['int', 'string'] } },
];

const ofFiltered: readonly Document[] = [
  { n: { $lt: 5 } },
  { text: { $lt: 'N' } },
  { n: { $in: [1, 2, 3] }, meta: { $ne: 0 } },
];

/** By namespace, on some of the collections that may have one. */
export function pickDocumentFilters(random: Random): ReadonlyMap<string, Document> {
  const picked = new Map<string, Document>();
  for (const coll of writtenCollections) {
    if (random.below(3) > 0) picked.set(`${written}.${coll}`, random.pick(ofWritten));
  }
  if (random.below(3) > 0) picked.set(`${changed}.${filtered}`, random.pick(ofFiltered));
  return picked;
}
