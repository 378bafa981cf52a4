import { idFilter } from '../mongo/bson/id-filter.ts';
import { type BsonValue, documentId } from '../mongo/bson/value.ts';
import { forEachDocument } from '../mongo/bson/walk.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { type Document, type MongoClient, UUID } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { RawCursor } from '../mongo/raw-cursor.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import { keyOf } from './pending-documents.ts';

export interface LookupOptions {
  readonly client: MongoClient;
  readonly namespace: Namespace;
  readonly uuid?: string | undefined;
  /** A query: a document that does not match is not found. */
  readonly match?: Document | undefined;
  /** With it, majority-committed documents as of then or later are read. */
  readonly readAfter?: ClusterTime | undefined;
  /** Behind so many no further reply is asked for. */
  readonly maxBytes?: number | undefined;
}

export interface Lookup {
  /** The documents' bytes by `_id` as type and bytes. */
  readonly documents: ReadonlyMap<string, Buffer>;
  /** Of those documents. */
  readonly bytes: number;
  /** Whether all were looked up. */
  readonly isWhole: boolean;
  /** The reader's clock behind the read, where the server tells it. */
  readonly readUntil: ClusterTime | undefined;
}

/** Reads documents by their `_id`s. */
export async function documentsById(options: LookupOptions, ids: readonly BsonValue[]): Promise<Lookup> {
  const { client, namespace, uuid, match, readAfter, maxBytes = Number.POSITIVE_INFINITY } = options;
  const command: Document = {
    find: namespace.coll,
    filter: match === undefined ? idFilter(ids) : { $and: [idFilter(ids), match] },
    batchSize: ids.length + 1,
    ...(readAfter === undefined
      ? {}
      : { readConcern: { level: 'majority', afterClusterTime: timestampOf(readAfter) } }),
    ...(uuid === undefined ? {} : { collectionUUID: new UUID(uuid) }),
  };
  return await client.withSession({ causalConsistency: false }, async (session) => {
    const documents = new Map<string, Buffer>();
    let readUntil = readAfter;
    let bytes = 0;
    let isWhole = false;
    const cursor = await RawCursor.open(client, namespace.db, command, { session });
    while (!isWhole && bytes < maxBytes) {
      const batch = await cursor.next();
      isWhole = batch === undefined;
      if (batch === undefined) break;
      readUntil = batch.operationTime ?? readUntil;
      forEachDocument(batch.bytes, batch.arrayStart, (start, end) => {
        documents.set(keyOf(documentId(batch.bytes, start)!), batch.bytes.subarray(start, end));
        bytes += end - start;
      });
    }
    await cursor.close();
    return { documents, bytes, isWhole, readUntil };
  });
}
