/**
 * What reading in natural order, the order that documents lie in, gains over reading by `_id`. The index costs a server half
 * as much CPU again as small documents do. Where `_id`s are random it leads from anywhere to anywhere, and in a collection that
 * is larger than the server's cache each document is read from disk with a page of others that are not wanted yet.
 */
import { decodeId } from './bson/exact.ts';
import { isSendable } from './bson/sendable.ts';
import type { BsonValue } from './bson/value.ts';
import { bsonType, findElement, forEachDocument } from './bson/walk.ts';
import { readCacheBytes } from './cache-size.ts';
import type { CollectionSize } from './collection-size.ts';
import type { MongoClient } from './driver.ts';
import type { Namespace } from './namespace.ts';
import { RawCursor } from './raw-cursor.ts';
import { readIds } from './read-ids.ts';

/** What mongosync goes by (reference of `detectRandomId`), where the server does not tell its cache. */
const largeBytes = 20 * 1024 ** 3;
/** Of larger ones the way by the index is a small part of what reading costs. */
const smallDocumentBytes = 4_096;
/** Places in the index that are looked at, and documents from each of them. */
const placesLookedAt = 16;
const documentsLookedAt = 32;
/** Records that are no further apart lie on the same page, or on the next ones. */
const nearRecords = 1_000n;

export function hasSmallDocuments({ bytes, documents }: Pick<CollectionSize, 'bytes' | 'documents'>): boolean {
  return bytes < documents * smallDocumentBytes;
}

/** One server's collections, of which those are told that by `_id` would be read from all over its disk. */
export class ScatteredOnDisk {
  readonly #client: MongoClient;
  #largeBytes: Promise<number> | undefined;

  constructor(client: MongoClient) {
    this.#client = client;
  }

  async has(namespace: Namespace, { bytes }: Pick<CollectionSize, 'bytes'>): Promise<boolean> {
    this.#largeBytes ??= readCacheBytes(this.#client).then(
      (cacheBytes) => cacheBytes ?? largeBytes,
      () => largeBytes,
    );
    return bytes > (await this.#largeBytes) && (await isScattered(this.#client, namespace));
  }
}

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
