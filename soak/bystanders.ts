import { createHash } from 'node:crypto';
import { type Collection, type Db, type Document, MongoClient } from '../test/support/driver.ts';
import { Random } from '../test/support/writer/random.ts';
import { RandomWriter } from '../test/support/writer/random-writer.ts';
import { changed, changedBeside, written, writtenBack, writtenCollections } from './databases.ts';
import { farSeconds } from './indexes.ts';

/** How their names begin. */
const theirs = 'theirs';
/** Those that are synced, and one that is not. */
const databases = [written, changed, changedBeside, 'bystanders'];
const writtenTo = 'theirsToo';

/** Of the start request: leaves out what bystanders have, and nothing else. */
export const besideBystanders = {
  preExistingDestinationData: true,
  includeNamespaces: [
    { database: written, collections: [...writtenCollections, ...writtenBack] },
    { database: changed },
    { database: changedBeside },
  ],
  excludeNamespaces: databases.map((db) => ({ database: db, collectionsRegex: { pattern: `^${theirs}` } })),
} as const;

export function isOfBystanders(db: string, coll: string): boolean {
  return databases.includes(db) && coll.startsWith(theirs);
}

/** Collections of one cluster that the sync has nothing to do with: some that nobody changes, one that somebody writes to. */
export class Bystanders implements AsyncDisposable {
  readonly #client: MongoClient;
  readonly #uri: string;
  readonly #writer: RandomWriter;
  readonly #before = new Map<string, string>();

  private constructor(client: MongoClient, uri: string, writer: RandomWriter) {
    this.#client = client;
    this.#uri = uri;
    this.#writer = writer;
  }

  static async start(uri: string, seed: number): Promise<Bystanders> {
    const client = await MongoClient.connect(uri, { writeConcern: { w: 'majority' } });
    const random = new Random(seed);
    for (const name of databases) await settle(client.db(name), random);
    const writing = { uri, database: written, collections: [writtenTo], seed, lanes: 2, operationsPerSecond: 30 };
    const bystanders = new Bystanders(client, uri, await RandomWriter.start(writing));
    for (const name of databases) bystanders.#before.set(name, await snapshot(client.db(name)));
    return bystanders;
  }

  /** Of those in this database nothing is expected any more. */
  forget(name: string): void {
    this.#before.delete(name);
  }

  /** Throws what was not left as it was. */
  async expectUntouched(): Promise<void> {
    for (const [name, before] of this.#before) {
      const now = await snapshot(this.#client.db(name));
      if (now !== before) throw new Error(`Bystanders in ${name} were touched: ${before}\nbecame ${now}`);
    }
  }

  /** The same, and what was written all the while. */
  async expectAllThere(): Promise<void> {
    await this.#writer.stop();
    const lost = await this.#writer.record.findLost(this.#uri);
    if (lost.length > 0) throw new Error(`Writes of bystanders were lost: ${JSON.stringify(lost.slice(0, 10))}`);
    await this.expectUntouched();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writer[Symbol.asyncDispose]();
    await this.#client.close();
  }
}

async function settle(db: Db, random: Random): Promise<void> {
  const plain = db.collection(theirs);
  await plain.insertMany(Array.from({ length: 50 }, (_, n) => ({ n, at: new Date(), text: random.text(50) })));
  await plain.createIndex({ n: 1 }, { unique: true });
  await plain.createIndex({ at: 1 }, { expireAfterSeconds: farSeconds });
  await db.createCollection(`${theirs}Capped`, { capped: true, size: 10_000 });
  await db.collection(`${theirs}Capped`).insertOne({ text: random.text(50) });
  await db.createCollection(`${theirs}Seen`, {
    viewOn: theirs,
    pipeline: [{ $match: { n: { $lt: random.below(40) } } }],
  });
  if (!(await hasTimeSeries(db))) return;
  await db.createCollection(`${theirs}Measured`, { timeseries: { timeField: 'at' }, expireAfterSeconds: farSeconds });
  await db.collection(`${theirs}Measured`).insertOne({ at: new Date(), text: random.text(50) });
}

async function hasTimeSeries(db: Db): Promise<boolean> {
  const { versionArray } = await db.admin().buildInfo();
  return versionArray[0] >= 5;
}

/** Bytes, options, indexes and UUIDs. */
async function snapshot(db: Db): Promise<string> {
  const listed: readonly Document[] = await db.listCollections({ name: { $regex: `^${theirs}` } }).toArray();
  const found: Document[] = [];
  for (const { name, type, options, info } of listed.toSorted((a, b) => (a['name'] < b['name'] ? -1 : 1))) {
    if (name === writtenTo) continue;
    const collection = db.collection(name);
    const indexes = type === 'collection' ? await collection.indexes() : [];
    found.push({ name, type, options, uuid: info.uuid, indexes, documents: await digestOf(collection) });
  }
  return JSON.stringify(found);
}

/** A digest of all documents, in whatever order a member has them. */
async function digestOf(collection: Collection): Promise<string> {
  const documents = (await collection.find({}, { raw: true }).toArray()) as unknown as readonly Buffer[];
  const hash = createHash('sha256');
  for (const bytes of documents.toSorted(Buffer.compare)) hash.update(bytes);
  return `${documents.length} documents, ${hash.digest('hex')}`;
}
