import { Decimal128, Double, Int32, Long } from '../test/support/driver.ts';
import type { Change } from './changes.ts';
import { pause } from './pause.ts';

/** Some that servers hold equal, also under a collation, and some that no range of another type holds. */
const hardIds: readonly unknown[] = [
  new Int32(1),
  new Double(1),
  Long.fromNumber(1),
  Decimal128.fromString('1.00'),
  'a',
  'A',
  'á',
  Number.NaN,
  Decimal128.fromString('NaN'),
  null,
  { a: new Int32(1) },
  { a: new Double(1) },
  { a: Number.NaN },
];

/** The same few `_id`s used again and again. */
export const reuseIds: Change = async (db, random, names) => {
  const collection = db.collection(names.any());
  for (let count = 5 + random.below(20); count > 0; count -= 1) {
    const filter = { _id: random.pick(hardIds) as never };
    const text = random.text(5);
    const change = random.pick<() => Promise<unknown>>([
      async () => await collection.deleteOne(filter),
      async () => await collection.insertOne({ ...filter, text, n: random.below(10), serial: names.serial() }),
      async () => await collection.replaceOne(filter, { text, serial: names.serial() }, { upsert: true }),
      async () => await collection.updateOne(filter, { $set: { [random.text(1)]: text }, $unset: { text: 1 } }),
      async () => await collection.updateOne(filter, [{ $replaceWith: { $mergeObjects: [{ text }, '$$ROOT'] } }]),
    ]);
    // One of them is there already, or the collection takes none without more fields.
    await change().catch(() => {});
    if (random.below(5) === 0) await pause(random.below(100));
  }
};
