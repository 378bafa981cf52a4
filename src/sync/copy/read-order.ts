/**
 * In which order a collection is copied. By `_id`, such a copy goes on where it was, on whatever member, and is read by
 * several at once. In natural order it costs the source half as much CPU, and where `_id`s are random a small part of that:
 * the index leads from anywhere to anywhere, and in a collection that is larger than the server's cache each document is read
 * from disk with a page of others that are not wanted yet. But it may have to be begun anew (`natural-scan.ts`).
 */
import { decodeId } from '../../mongo/bson/exact.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import { bsonType, findElement, forEachDocument } from '../../mongo/bson/walk.ts';
import { readCacheBytes } from '../../mongo/cache-size.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { readIds } from '../read-ids.ts';
import type { NaturalOrder } from '../sync-settings.ts';
import type { ReadOrder } from './carrier.ts';
import type { CollectionSize } from './collection-size.ts';
import { canKeepPlace } from './natural-scan.ts';

/** What mongosync goes by (reference of `detectRandomId`), where the server does not tell its cache. */
const largeBytes = 20 * 1024 ** 3;
/** Read again in a minute or so; of a smaller one there is little to be gained. */
const soonAgainBytes = { least: 16_000_000, most: 1_000_000_000 };
/** Of larger ones the way by the index is a small part of what reading costs. */
const smallDocumentBytes = 4_096;
/** Places in the index that are looked at, and documents from each of them. */
const placesLookedAt = 16;
const documentsLookedAt = 32;
/** Records that are no further apart lie on the same page, or on the next ones. */
const nearRecords = 1_000n;

export class ReadOrders {
  readonly #client: MongoClient;
  readonly #wish: NaturalOrder;
  #largeBytes: Promise<number> | undefined;

  /** @param wish what mongosync does when left out */
  constructor(client: MongoClient, wish: NaturalOrder = { detectsRandomId: true, collections: [] }) {
    this.#client = client;
    this.#wish = wish;
  }

  /**
   * @param namespace what the collection is called right now
   * @param isOneOfMany there are as many others to be copied as can be read at once
   */
  async of(
    { kind }: Pick<CollectionEntry, 'kind'>,
    namespace: Namespace,
    size: CollectionSize,
    isOneOfMany: boolean,
  ): Promise<ReadOrder> {
    if (kind === 'capped') return 'natural';
    // Buckets are clustered: they lie in the order of their `_id`.
    if (kind === 'buckets' || size.documents === 0) return 'id';
    const isWanted = this.#isNamed(namespace) || (await this.#isBetter(namespace, size, isOneOfMany));
    return isWanted && (await canKeepPlace(this.#client, namespace)) ? 'placed' : 'id';
  }

  #isNamed({ db, coll }: Namespace): boolean {
    return this.#wish.collections.some(({ database, collections }) => {
      if (database !== db && database !== everyDatabase) return false;
      return collections === undefined || collections.includes(coll);
    });
  }

  async #isBetter(namespace: Namespace, { bytes, documents }: CollectionSize, isOneOfMany: boolean): Promise<boolean> {
    if (!this.#wish.detectsRandomId) return false;
    const isSoonReadAgain = bytes >= soonAgainBytes.least && bytes <= soonAgainBytes.most;
    if (isOneOfMany && isSoonReadAgain && bytes < documents * smallDocumentBytes) return true;
    this.#largeBytes ??= readCacheBytes(this.#client).then(
      (cacheBytes) => cacheBytes ?? largeBytes,
      () => largeBytes,
    );
    return bytes > (await this.#largeBytes) && (await isScattered(this.#client, namespace));
  }
}

/** mongosync's word for all databases. */
const everyDatabase = '.';

/** Whether documents whose `_id`s follow each other mostly lie far from each other. */
export async function isScattered(client: MongoClient, { db, coll }: Namespace): Promise<boolean> {
  const pipeline = [{ $sample: { size: placesLookedAt } }, { $project: { _id: 1 } }];
  const ids = await readIds(client, { db, coll }, { aggregate: coll, pipeline, cursor: {} });
  const looks = await Promise.all(
    ids.filter(isSendable).map(async (id) => await recordsFrom(client, { db, coll }, id)),
  );
  let [near, far] = [0, 0];
  for (const records of looks) {
    for (const [index, record] of records.slice(1).entries()) {
      const distance = record - records[index]!;
      if (distance <= nearRecords && distance >= -nearRecords) near += 1;
      else far += 1;
    }
  }
  return far > near;
}

/** Where documents lie, in the order of their `_id`s; none where the server has no numbers for it. */
async function recordsFrom(client: MongoClient, { db, coll }: Namespace, id: BsonValue): Promise<bigint[]> {
  const find = {
    find: coll,
    min: { _id: decodeId(id) },
    hint: { _id: 1 },
    projection: { _id: 1 },
    showRecordId: true,
    limit: documentsLookedAt,
    singleBatch: true,
  };
  const records: bigint[] = [];
  await client.withSession({ causalConsistency: false }, async (session) => {
    const batch = await (await RawCursor.open(client, db, find, { session })).next();
    if (batch === undefined) return;
    forEachDocument(batch.bytes, batch.arrayStart, (start) => {
      const record = findElement(batch.bytes, start, '$recordId');
      if (record?.type === bsonType.int64) records.push(batch.bytes.readBigInt64LE(record.start));
    });
  });
  return records;
}
