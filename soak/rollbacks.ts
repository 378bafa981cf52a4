import type { Db, Document, MongoClient } from '../test/support/driver.ts';
import type { Random } from '../test/support/writer/random.ts';
import { writtenCollections } from './databases.ts';
import { pause } from './pause.ts';
import type { Happening, Scene } from './scene.ts';

/** For as long as a primary that is alone goes on acknowledging. */
const aloneMs = 900;
const w1 = { writeConcern: { w: 1, journal: true } } as const;

/** What a primary acknowledged by itself, and the election of another one takes back; a set of one member knows none. */
export const rollbacks: readonly Happening[] = [
  {
    // What must never be copied: documents of the applications' collections, and changes of the catalogue.
    name: 'rollback (source)',
    happen: async (scene) => {
      await scene.source.rollBack(async (client) => await changeInVain(client, scene));
    },
  },
  {
    // What the engine believes to have written.
    name: 'rollback (destination)',
    happen: async ({ destination, random }) => {
      await destination.rollBack(async () => await pause(random.below(aloneMs)));
    },
  },
];

type VainChange = (db: Db, coll: string, random: Random) => Promise<unknown>;

const ofDocuments: readonly VainChange[] = [
  async (db, coll) => await db.collection(coll).insertMany([{ isTakenBack: true }, { isTakenBack: true }], w1),
  async (db, coll) => await db.collection(coll).updateMany({}, { $set: { isTakenBack: true } }, w1),
  async (db, coll, random) => await db.collection(coll).deleteMany({ _id: { $gt: random.below(100) as never } }, w1),
];

const ofCatalogue: readonly VainChange[] = [
  async (db, coll) => await db.dropCollection(coll, w1),
  async ({ client, databaseName: db }, coll) =>
    await client.db('admin').command({ renameCollection: `${db}.${coll}`, to: `${db}.inVain`, ...w1 }),
  async (db) => await db.createCollection('madeInVain', w1),
  async (db, coll) => await db.command({ collMod: coll, validator: { isTakenBack: true }, ...w1 }),
  async (db, coll) => await db.command({ dropIndexes: coll, index: '*', ...w1 }),
];

async function changeInVain(client: MongoClient, { random, scope: { databases } }: Scene): Promise<void> {
  const catalogue = client.db(databases.changed);
  // Of a primary that has found itself alone by then there is nothing to be taken back.
  const names = await namesIn(catalogue).catch(() => undefined);
  if (names === undefined) return;
  for (const endsAt = performance.now() + aloneMs; performance.now() < endsAt; ) {
    const isOfCatalogue = names.length > 0 && random.below(2) === 0;
    const [db, coll] = isOfCatalogue
      ? [catalogue, random.pick(names)]
      : [client.db(databases.written), random.pick(writtenCollections)];
    const change = random.pick(isOfCatalogue ? [...ofDocuments, ...ofCatalogue] : ofDocuments);
    // What the server refuses is in vain as well.
    await change(db, coll, random).catch(() => {});
    await pause(20);
  }
}

async function namesIn(db: Db): Promise<readonly string[]> {
  const listed: readonly Document[] = await db.listCollections({ type: 'collection' }, { nameOnly: true }).toArray();
  return listed.map(({ name }) => name as string).filter((name) => !name.startsWith('system.'));
}
