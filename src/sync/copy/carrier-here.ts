import { decodeId } from '../../mongo/bson/exact.ts';
import { type IdKey, idKey } from '../../mongo/bson/id-key.ts';
import { peculiarityOf } from '../../mongo/bson/peculiarity.ts';
import { type BsonValue, detached, documentId, isIdentical } from '../../mongo/bson/value.ts';
import { documentsIn, forEachDocument } from '../../mongo/bson/walk.ts';
import { BSON, type ClientSession, type Document, type MongoClient, UUID } from '../../mongo/driver.ts';
import { inIdOrder } from '../../mongo/is-routed.ts';
import { type RawBatch, RawCursor } from '../../mongo/raw-cursor.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import { sendWrite, type WriteTarget } from '../send-write.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { CarriedSpan, Carrier, InsertOrder, InsertReport, ReadBatch, SpanRead } from './carrier.ts';

/** Carries documents in the thread that it is called in: batches come as bytes and leave as bytes. */
export class CarrierHere implements Carrier {
  readonly #source: MongoClient;
  readonly #target: WriteTarget;

  constructor(source: MongoClient, target: WriteTarget) {
    this.#source = source;
    this.#target = target;
  }

  /** @param gossip `$clusterTime` as bytes, where another client has met the cluster's time and this one may not have */
  async open(span: SpanRead, gossip?: Uint8Array): Promise<CarriedSpan> {
    const session = this.#source.startSession({ causalConsistency: false });
    try {
      if (gossip !== undefined) session.advanceClusterTime(exactly(gossip) as GossipedTime);
      const cursor = await RawCursor.open(this.#source, span.namespace.db, this.#command(span), {
        session,
        readPreference: span.readPreference,
        batchSize: span.batchSize,
        prefetch: true,
      });
      return new SpanHere(cursor, session, this.#target, span.after);
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  #command({ namespace, uuid, match, isCapped, batchSize, readAfter, after, min, max }: SpanRead): Document {
    const from = after ?? min;
    return {
      find: namespace.coll,
      ...(match === null ? {} : { filter: BSON.EJSON.parse(match) }),
      ...(from === undefined ? {} : { min: { _id: decodeId(from) } }),
      ...(max === undefined ? {} : { max: { _id: decodeId(max) } }),
      ...(isCapped ? { hint: { $natural: 1 } } : { hint: { _id: 1 }, ...inIdOrder(this.#source) }),
      batchSize,
      readConcern: { level: 'majority', afterClusterTime: timestampOf(readAfter) },
      ...(uuid === undefined ? {} : { collectionUUID: new UUID(uuid) }),
    };
  }
}

/**
 * Of larger documents a transaction costs the server more than a record of each, of smaller ones less
 * (docs/performance.md, "What was tried").
 */
const largeBytes = 4_096;

type GossipedTime = Parameters<ClientSession['advanceClusterTime']>[0];

function exactly(bytes: Uint8Array): Document {
  return BSON.deserialize(bytes, { promoteValues: false });
}

class SpanHere implements CarriedSpan {
  readonly #cursor: RawCursor;
  readonly #session: ClientSession;
  readonly #target: WriteTarget;
  #batch: RawBatch | undefined;
  /** The first document may be it, since a read can only begin at an `_id`, and not behind it. */
  #after: BsonValue | undefined;
  /** The server refused a batch of it, and would refuse the next: of a capped collection, or where documents are there already. */
  #refusesTransactions = false;

  constructor(cursor: RawCursor, session: ClientSession, target: WriteTarget, after: BsonValue | undefined) {
    this.#cursor = cursor;
    this.#session = session;
    this.#target = target;
    this.#after = after;
  }

  async next(): Promise<ReadBatch | undefined> {
    this.#batch = undefined;
    const batch = await this.#cursor.next();
    this.#batch = batch;
    if (batch === undefined) return undefined;
    return { sizeBytes: batch.bytes.length, isEmpty: batch.isEmpty, operationTime: batch.operationTime };
  }

  async idKeys(hasCollation: boolean): Promise<readonly IdKey[]> {
    const { bytes, arrayStart } = this.#batch!;
    const keys: IdKey[] = [];
    forEachDocument(bytes, arrayStart, (start) => {
      keys.push(idKey(documentId(bytes, start)!, hasCollation));
    });
    return keys;
  }

  async insert({ destination, leaveOut, until }: InsertOrder): Promise<InsertReport> {
    const { documents, count, left, last } = selectDocuments(this.#batch!, new Set(leaveOut), this.#after);
    this.#batch = undefined;
    this.#after = undefined;
    const report = { documents: count + left.length, bytes: documents.length, last, refused: undefined };
    if (count === 0) return { ...report, left, term: undefined };
    const isSmall = documents.length < count * largeBytes;
    const { failures, term, refusedTogether } = await sendWrite(this.#target, {
      kind: 'insert',
      namespace: destination,
      statements: documents,
      numbering: isSmall && !this.#refusesTransactions ? 'together' : 'each',
      until,
    });
    this.#refusesTransactions ||= refusedTogether;
    if (failures.length === 0) return { ...report, left, term };
    const failed = failedDocuments(documents, failures);
    const refused = failed.find(({ failure }) => !failure.isDuplicateId);
    return { ...report, left: [...left, ...failed.map(({ id }) => id)], refused, term };
  }

  async close(): Promise<void> {
    this.#batch = undefined;
    await this.#cursor.close();
    await this.#session.endSession();
  }
}

interface Selection {
  /** What is to be inserted, one document behind the other. */
  readonly documents: Buffer;
  readonly count: number;
  /** `_id`s that an insert would not do right. */
  readonly left: readonly BsonValue[];
  readonly last: BsonValue | undefined;
}

/** The batch's own bytes are closed up for it, over the keys of the array that they came in: nothing is allocated. */
function selectDocuments(
  { bytes, arrayStart }: RawBatch,
  leaveOut: ReadonlySet<number>,
  after: BsonValue | undefined,
): Selection {
  const left: BsonValue[] = [];
  let end = arrayStart;
  let index = 0;
  let count = 0;
  let last = -1;
  forEachDocument(bytes, arrayStart, (documentStart, documentEnd) => {
    last = documentStart;
    if (index === 0 && after !== undefined && isIdentical(documentId(bytes, documentStart)!, after)) {
      // It is there, and followed.
    } else if (peculiarityOf(bytes, documentStart) === 'emptyTimestamp' || leaveOut.has(index)) {
      left.push(detached(documentId(bytes, documentStart)!));
    } else {
      last = end;
      bytes.copyWithin(end, documentStart, documentEnd);
      end += documentEnd - documentStart;
      count += 1;
    }
    index += 1;
  });
  return {
    documents: bytes.subarray(arrayStart, end),
    count,
    left,
    last: last < 0 ? undefined : detached(documentId(bytes, last)!),
  };
}

/** The `_id`s of what was not inserted. */
function failedDocuments(documents: Buffer, failures: readonly WriteFailure[]) {
  const all = documentsIn(documents);
  return failures.map((failure) => ({ id: detached(documentId(all[failure.index]!, 0)!), failure }));
}
