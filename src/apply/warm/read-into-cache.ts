/**
 * Reads of a collection what a server keeps in its cache, on the server: index entries and documents are counted there, and
 * none of them is sent. The newest come first, by the order of the key and the order in which they were written.
 */
import { type Document, type MongoClient, MongoServerError } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';

export interface ReadLimits {
  readonly maxBytes: number;
  /** In this process' clock. */
  readonly endsAt: number;
  readonly signal: AbortSignal;
}

export interface ReadIn {
  readonly indexes: number;
  readonly bytes: number;
}

/** What a collection takes in a cache, roughly: documents uncompressed, indexes as on disk. */
interface Sizes {
  readonly documents: number;
  readonly bytes: number;
  readonly indexBytes: ReadonlyMap<string, number>;
}

/** What the server does not let us read, or not in time, is left out. */
export async function readIntoCache(
  client: MongoClient,
  namespace: Namespace,
  indexes: readonly string[],
  limits: ReadLimits,
): Promise<ReadIn> {
  const known = await catalogueOf(client, namespace);
  if (known === undefined) return { indexes: 0, bytes: 0 };
  const [sizes, specs] = known;
  let indexesRead = 0;
  let bytes = 0;
  for (const name of indexes) {
    const spec = specs.find((one) => one['name'] === name);
    const size = sizes.indexBytes.get(name) ?? 0;
    const share = shareOf(size, limits.maxBytes - bytes);
    if (spec === undefined || !canBeScanned(spec) || share === 0) continue;
    if (!(await isRead(client, namespace, indexScan(spec, sizes.documents, share), limits))) continue;
    indexesRead += 1;
    bytes += share * size;
  }
  const share = shareOf(sizes.bytes, limits.maxBytes - bytes);
  const newest = { hint: { $natural: -1 }, pipeline: limited(sizes.documents, share) };
  if (share > 0 && (await isRead(client, namespace, newest, limits))) bytes += share * sizes.bytes;
  return { indexes: indexesRead, bytes: Math.round(bytes) };
}

/** `undefined` for a collection that is gone, or not for us to look at. */
async function catalogueOf(client: MongoClient, namespace: Namespace): Promise<[Sizes, Document[]] | undefined> {
  const { db, coll } = namespace;
  try {
    return await Promise.all([sizesOf(client, namespace), client.db(db).collection(coll).listIndexes().toArray()]);
  } catch (error) {
    if (error instanceof MongoServerError) return undefined;
    throw error;
  }
}

async function sizesOf(client: MongoClient, { db, coll }: Namespace): Promise<Sizes> {
  const stats = await client
    .db(db)
    .collection(coll)
    .aggregate([{ $collStats: { storageStats: {} } }])
    .toArray();
  const indexBytes = new Map<string, number>();
  let documents = 0;
  let bytes = 0;
  for (const { storageStats } of stats) {
    documents += Number(storageStats.count ?? 0);
    bytes += Number(storageStats.size ?? 0);
    for (const [name, size] of Object.entries(storageStats.indexSizes ?? {})) {
      indexBytes.set(name, (indexBytes.get(name) ?? 0) + Number(size));
    }
  }
  return { documents, bytes, indexBytes };
}

/** Text, geographic, hashed and wildcard indexes have no order to be read in, and hidden ones may not be asked for. */
function canBeScanned({ key, hidden }: Document): boolean {
  const fields = Object.entries(key as Document);
  return hidden !== true && fields.every(([field, kind]) => typeof kind === 'number' && !field.includes('$**'));
}

const shareOf = (size: number, left: number) => (size <= 0 ? 1 : Math.max(0, Math.min(1, left / size)));

interface Scan {
  readonly hint: Document | string;
  readonly pipeline: readonly Document[];
}

/** Of a partial index, which the server takes only for what its filter covers, its own documents. */
function indexScan({ name, key, partialFilterExpression }: Document, documents: number, share: number): Scan {
  const backwards = Object.fromEntries(
    Object.entries(key as Document).map(([field, kind]) => [field, kind < 0 ? 1 : -1]),
  );
  const filter = partialFilterExpression === undefined ? [] : [{ $match: partialFilterExpression }];
  // What is read whole needs no order, which an index over arrays does not have.
  const order = share < 1 ? [{ $sort: backwards }] : [];
  return { hint: name, pipeline: [...filter, ...order, ...limited(documents, share)] };
}

function limited(documents: number, share: number): readonly Document[] {
  return share < 1 ? [{ $limit: Math.max(1, Math.floor(documents * share)) }] : [];
}

async function isRead(
  client: MongoClient,
  { db, coll }: Namespace,
  { hint, pipeline }: Scan,
  { endsAt, signal }: ReadLimits,
): Promise<boolean> {
  const leftMs = Math.floor(endsAt - performance.now());
  if (leftMs <= 0) return false;
  const counted = [...pipeline, { $group: { _id: null, read: { $sum: 1 } } }];
  try {
    await client.db(db).collection(coll).aggregate(counted, { hint, maxTimeMS: leftMs, signal }).toArray();
    return true;
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof MongoServerError) return false;
    throw error;
  }
}
