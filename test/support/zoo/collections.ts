import { Binary, Code, type Db, type Document, Long, ObjectId } from '../driver.ts';
import type { Exhibit } from './exhibit.ts';

const farFuture = new Date('2100-01-01T00:00:00Z');

/** The last date of all, beyond those of JavaScript. */
const never = new (class extends Date {
  override getTime(): number {
    return 2 ** 63;
  }
})();

/** Kinds of collections and views, by their options. */
export const collectionExhibits: readonly Exhibit[] = [
  { name: 'validators', create: createValidators },
  { name: 'distant_dates', create: createWithDistantDates },
  { name: 'capped', create: createCapped },
  {
    name: 'clustered',
    versions: '>=5.3',
    async create(database) {
      const clusteredIndex = { key: { _id: 1 }, unique: true, name: 'by id' };
      await database.createCollection('clustered', { clusteredIndex });
      await database.collection('clustered').insertMany(numbered(20));
      await database.command({
        create: 'clustered_expiring',
        clusteredIndex,
        expireAfterSeconds: Long.fromNumber(3600),
      });
      await database
        .collection<{ _id: unknown }>('clustered_expiring')
        .insertMany([{ _id: farFuture }, { _id: 'never' }]);
    },
  },
  { name: 'views', create: createViews },
  {
    name: 'collation',
    async create(database) {
      await database.createCollection('collation', { collation: { locale: 'de', strength: 1, numericOrdering: true } });
      await database
        .collection('collation')
        .insertMany(['ä', 'a', 'A', '10', '9'].map((name, index) => ({ ...numbered(5)[index], name })));
      await database.collection('collation').createIndex({ name: 1 });
      await database
        .collection('collation')
        .createIndex({ name: -1 }, { name: 'simple', collation: { locale: 'simple' } });
    },
  },
  {
    name: 'pre_and_post_images',
    versions: '>=6.0',
    async create(database) {
      await database.createCollection('pre_and_post_images', { changeStreamPreAndPostImages: { enabled: true } });
      await database.collection('pre_and_post_images').insertMany(numbered(3));
    },
  },
  {
    name: 'storage_engine',
    async create(database) {
      const storageEngine = { wiredTiger: { configString: 'block_compressor=zlib' } };
      const indexOptionDefaults = { storageEngine: { wiredTiger: { configString: 'prefix_compression=false' } } };
      await database.createCollection('storage_engine', { storageEngine, indexOptionDefaults });
      await database.collection('storage_engine').insertMany(numbered(3));
      await database.collection('storage_engine').createIndex({ n: 1 }, { storageEngine });
    },
  },
  { name: 'gridfs', create: createGridFs },
  {
    name: 'system.js',
    async create(database) {
      const code = new Code('function (a, b) { return a + b; }');
      await database.collection<{ _id: string; value: Code }>('system.js').insertOne({ _id: 'add', value: code });
    },
  },
  {
    name: 'names',
    async create(database) {
      for (const suffix of ['', '.with.dots', ' with spaces', '-ünïcödé 漢', '[0]', `.${'long'.repeat(15)}`]) {
        await database.collection(`names${suffix}`).insertMany(numbered(2));
      }
      await database.createCollection('names.empty');
    },
  },
];

function numbered(count: number): Document[] {
  return Array.from({ length: count }, (_, index) => ({ _id: index, n: index }));
}

/** Each mode of validation, and in each a document that breaks the rule. */
async function createValidators(database: Db): Promise<void> {
  const rules = { schema: { $jsonSchema: { required: ['a'] } }, query: { a: { $type: 'int' }, b: { $gte: 0 } } };
  for (const [kind, validator] of Object.entries(rules)) {
    for (const validationLevel of ['off', 'moderate', 'strict'] as const) {
      for (const validationAction of ['warn', 'error'] as const) {
        const name = `validators_${kind}_${validationLevel}_${validationAction}`;
        await database.createCollection(name, { validator, validationLevel, validationAction });
        const documents: Document[] = [
          { _id: 1, a: 1, b: 1 },
          { _id: 2, broken: true },
        ];
        await database.collection(name).insertMany(documents, { bypassDocumentValidation: true });
      }
    }
  }
}

/** Full ones, so that the oldest documents are gone already, and one with room. */
async function createCapped(database: Db): Promise<void> {
  await database.createCollection('capped', { capped: true, size: 1024 * 1024, max: 50 });
  await database.collection('capped').insertMany(numbered(80));
  await database.createCollection('capped_by_size', { capped: true, size: 8192 });
  const padding = new Binary(Buffer.alloc(500));
  for (const document of numbered(40)) await database.collection('capped_by_size').insertOne({ ...document, padding });
  await database.createCollection('capped_with_room', { capped: true, size: 1_000_001 });
  // Natural order is not the order of _id.
  await database.collection('capped_with_room').insertMany(numbered(10).reverse());
}

/** Views on a collection, on a view, with a collation, and one whose base is not there. */
async function createViews(database: Db): Promise<void> {
  await database.collection('views_base').insertMany(numbered(10));
  await database.createCollection('views_on_a_view', { viewOn: 'views_few', pipeline: [{ $sort: { n: -1 } }] });
  await database.createCollection('views_few', { viewOn: 'views_base', pipeline: [{ $match: { n: { $lt: 5 } } }] });
  const collation = { locale: 'fr' };
  await database.createCollection('views_collated', { viewOn: 'views_base', pipeline: [], collation });
  const pipeline = [{ $lookup: { from: 'views_few', localField: 'n', foreignField: '_id', as: 'twins' } }];
  await database.createCollection('views_joined', { viewOn: 'views_not_there', pipeline });
}

/** A validator, an index and a view that compare with it. */
async function createWithDistantDates(database: Db): Promise<void> {
  const condition = { until: { $lt: never } };
  await database.createCollection('distant_dates', { validator: condition });
  await database
    .collection('distant_dates')
    .createIndex({ until: 1 }, { name: 'until', partialFilterExpression: condition });
  await database.createCollection('distant_dates_seen', { viewOn: 'distant_dates', pipeline: [{ $match: condition }] });
}

/** What a GridFS bucket leaves behind, with fixed ids so that two zoos are alike. */
async function createGridFs(database: Db): Promise<void> {
  const files_id = new ObjectId('00112233445566778899aabb');
  const chunkSize = 255 * 1024;
  const length = 2 * chunkSize + 10;
  const uploadDate = new Date('2024-02-29T12:00:00Z');
  const file = { _id: files_id, length, chunkSize, uploadDate, filename: 'photo.jpg' };
  await database.collection('gridfs.files').insertOne(file);
  await database.collection('gridfs.files').createIndex({ filename: 1, uploadDate: 1 });
  await database.collection('gridfs.chunks').createIndex({ files_id: 1, n: 1 }, { unique: true });
  const chunks = [chunkSize, chunkSize, 10].map((bytes, n) => {
    const _id = new ObjectId(n.toString(16).padStart(24, '0'));
    return { _id, files_id, n, data: new Binary(Buffer.alloc(bytes, n)) };
  });
  await database.collection('gridfs.chunks').insertMany(chunks);
}
