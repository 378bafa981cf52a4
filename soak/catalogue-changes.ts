import { type Db, MongoClient } from '../test/support/driver.ts';
import { Random } from '../test/support/writer/random.ts';

const database = 'soakCatalogue';
const mostCollections = 12;
const pauseMs = 150;

type Change = (db: Db, random: Random, names: Names) => Promise<unknown>;

/** Creates, changes, renames and drops collections, indexes and views that hold documents, until it is stopped. */
export class CatalogueChanges implements AsyncDisposable {
  readonly #client: MongoClient;
  readonly #work: Promise<void>;
  #isStopped = false;
  #done = 0;

  private constructor(client: MongoClient, seed: number) {
    this.#client = client;
    this.#work = this.#run(client.db(database), new Random(seed ^ 0x5eed));
  }

  static async start(uri: string, seed: number): Promise<CatalogueChanges> {
    return new CatalogueChanges(await MongoClient.connect(uri, { writeConcern: { w: 'majority' } }), seed);
  }

  /** Those that the server acknowledged. */
  get done(): number {
    return this.#done;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#client.close();
  }

  async #run(db: Db, random: Random): Promise<void> {
    const names = new Names(random);
    while (!this.#isStopped) {
      const change = names.isEmpty ? create : random.pick(changes);
      try {
        await change(db, random, names);
        this.#done += 1;
      } catch {
        // What the server refuses, or did not answer in an election, is no change; what is there, is compared in the end.
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

/** Names that were used, also of what is gone by now: they come back. */
class Names {
  readonly #random: Random;
  readonly #used: string[] = [];
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get isEmpty(): boolean {
    return this.#used.length === 0;
  }

  fresh(): string {
    if (this.#used.length >= mostCollections) return this.any();
    this.#count += 1;
    const name = `c${this.#count}`;
    this.#used.push(name);
    return name;
  }

  any(): string {
    return this.#random.pick(this.#used);
  }
}

const kinds: readonly object[] = [
  {},
  { capped: true, size: 20_000 },
  { collation: { locale: 'de', strength: 1 } },
  { validator: { n: { $gte: 0 } }, validationLevel: 'moderate' },
  { clusteredIndex: { key: { _id: 1 }, unique: true } },
  { timeseries: { timeField: 'at', metaField: 'meta', granularity: 'minutes' } },
  { changeStreamPreAndPostImages: { enabled: true } },
];

const indexes = [
  { key: { n: 1 } },
  { key: { n: -1, text: 1 }, sparse: true },
  { key: { at: 1 }, expireAfterSeconds: 1_000_000_000 },
  { key: { n: 'hashed' } },
  { key: { '$**': 1 } },
  { key: { text: 1 }, partialFilterExpression: { n: { $gt: 5 } } },
  { key: { text: 1, at: 1 }, hidden: true },
] as const;

const create: Change = async (db, random, names) => {
  const name = names.fresh();
  await db.createCollection(name, random.pick(kinds));
  await insert(db, random, name);
};

async function insert(db: Db, random: Random, name: string): Promise<void> {
  const documents = Array.from({ length: 1 + random.below(30) }, () => ({
    at: new Date(1_700_000_000_000 + random.below(1e9)),
    meta: random.below(3),
    n: random.below(10),
    text: random.text(20),
  }));
  await db.collection(name).insertMany(documents);
}

/** Of a clustered collection servers make one that they would not create: it stops the sync, which is a known limit. */
async function convertToCapped(db: Db, name: string): Promise<void> {
  const [listed] = await db.listCollections({ name, 'options.clusteredIndex': { $exists: false } }).toArray();
  if (listed !== undefined) await db.command({ convertToCapped: name, size: 50_000 });
}

/** Some of them twice, for those to be done more often. */
const changes: readonly Change[] = [
  create,
  create,
  async (db, random, names) => await insert(db, random, names.any()),
  async (db, random, names) => await insert(db, random, names.any()),
  async (db, random, names) => {
    await db
      .collection(names.any())
      .updateMany({ n: random.below(10) }, { $set: { [random.text(1)]: random.below(9) } });
  },
  async (db, random, names) => await db.collection(names.any()).deleteMany({ n: random.below(10) }),
  async (db, random, names) => await db.collection(names.any()).createIndexes([{ ...random.pick(indexes) }]),
  async (db, random, names) => await db.collection(names.any()).createIndexes([{ ...random.pick(indexes) }]),
  async (db, random, names) => {
    const found = await db.collection(names.any()).indexes();
    await db.collection(names.any()).dropIndex(random.pick(found).name!);
  },
  async (db, random, names) =>
    await db.command({ collMod: names.any(), validator: { n: { $gte: random.below(5) } }, validationAction: 'warn' }),
  async (db, _random, names) => await db.renameCollection(names.any(), names.fresh(), { dropTarget: true }),
  async (db, _random, names) => await db.dropCollection(names.any()),
  async (db, _random, names) => await convertToCapped(db, names.any()),
  async (db, random, names) =>
    await db.command({ create: `v${random.below(3)}`, viewOn: names.any(), pipeline: [{ $match: { n: 1 } }] }),
  async (db, random) => await db.dropCollection(`v${random.below(3)}`),
];
