import { type BsonValue, detached, documentId } from '../mongo/bson/value.ts';
import { forEachDocument } from '../mongo/bson/walk.ts';
import { type Document, type MongoClient, UUID } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { RawCursor } from '../mongo/raw-cursor.ts';
import { keyOf } from './pending-documents.ts';

/** A share of a small collection would be nothing to speak of. */
const leastSample = 100;

export interface SampleOptions {
  readonly client: MongoClient;
  readonly namespace: Namespace;
  readonly percent: number;
  readonly uuid?: string | undefined;
  /** A query: only documents that match are meant. */
  readonly match?: Document | undefined;
}

/** The `_id`s of random documents of a collection, in portions; fewer than asked for where it has no more. */
export async function* sampleIds(options: SampleOptions, portion: number): AsyncGenerator<readonly BsonValue[]> {
  const { client, namespace, percent, uuid, match } = options;
  const collection = client.db(namespace.db).collection(namespace.coll);
  const total =
    match === undefined ? await collection.estimatedDocumentCount() : await collection.countDocuments(match);
  const size = Math.min(total, Math.max(leastSample, Math.ceil((total * percent) / 100)));
  if (size === 0) return;
  const command = {
    aggregate: namespace.coll,
    pipeline: [...(match === undefined ? [] : [{ $match: match }]), { $sample: { size } }, { $project: { _id: 1 } }],
    cursor: {},
    allowDiskUse: true,
    ...(uuid === undefined ? {} : { collectionUUID: new UUID(uuid) }),
  };
  const session = client.startSession({ causalConsistency: false });
  try {
    const cursor = await RawCursor.open(client, namespace.db, command, { session });
    try {
      const ids: BsonValue[] = [];
      for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
        const { bytes, arrayStart } = batch;
        forEachDocument(bytes, arrayStart, (start) => ids.push(detached(documentId(bytes, start)!)));
        while (ids.length >= portion) yield ids.splice(0, portion);
      }
      if (ids.length > 0) yield ids;
    } finally {
      await cursor.close();
    }
  } finally {
    await session.endSession();
  }
}

/** Whether a changed document is one of the share that is compared: the same one always is, or never. */
export function isInSample(id: BsonValue, percent: number): boolean {
  // FNV-1a, and a finisher so that consecutive numbers do not go together.
  let hash = 0x81_1c_9d_c5;
  for (const character of keyOf(id)) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01_00_01_93);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 0x1_00_00_00_00 < percent / 100;
}
