/** Changes that mean something to a scope, and are as good as any other to a round that syncs everything. */
import type { Change } from '../changes.ts';
import { away, filtered } from '../databases.ts';
import { documentsOf, insert } from '../documents.ts';
import { indexes } from '../indexes.ts';
import { pause } from '../pause.ts';

const longestAwayMs = 1_500;

/** In a collection that keeps its name, over a filter of documents. */
export const changeFiltered: Change = async (db, random, names) => {
  const collection = db.collection(filtered);
  const [n, other] = [random.below(10), random.below(10)];
  const [one] = documentsOf(random, names, 1);
  await random.pick<() => Promise<unknown>>([
    async () => await insert(db, random, names, filtered),
    async () => await collection.updateMany({ n }, { $set: { n: other, text: random.text(5) } }),
    async () => await collection.updateMany({ n }, [{ $set: { n: { $subtract: [9, '$n'] } } }]),
    async () =>
      await collection.updateOne({ n }, { $inc: { n: random.below(3) - 1 }, $addToSet: { list: n } as never }),
    async () => await collection.replaceOne({ n }, one!),
    async () => await collection.deleteOne({ n }),
    async () => await collection.createIndexes([random.pick(indexes) as never]),
    async () =>
      await db
        .collection(names.any())
        .aggregate([{ $merge: filtered }])
        .toArray(),
    async () =>
      random.below(4) === 0 &&
      (await collection.drop()) &&
      (await db.createCollection(filtered, random.pick([{}, { collation: { locale: 'de', strength: 1 } }]))),
  ])();
};

/** For a while the sync does not know what is to become of the collection, which comes back by one name or another. */
export const leaveAndReturn: Change = async (db, random, names) => {
  if (!names.scope.canBeLeft) return;
  const [from, other] = [names.any(), names.any()];
  await db.renameCollection(from, away, { dropTarget: true });
  await pause(random.below(longestAwayMs));
  if (random.below(2) === 0) await insert(db, random, names, away);
  if (random.below(2) === 0) await db.dropCollection(away);
  else await db.renameCollection(away, names.scope.covers(db.databaseName, other) ? other : from, { dropTarget: true });
};
