import { decodeId } from '../../mongo/bson/exact.ts';
import { type IdKey, idKey } from '../../mongo/bson/id-key.ts';
import { peculiarityOf } from '../../mongo/bson/peculiarity.ts';
import { type BsonValue, detached, documentId, isIdentical } from '../../mongo/bson/value.ts';
import { documentsIn, forEachDocument } from '../../mongo/bson/walk.ts';
import { BSON, type ClientSession, type Document, type MongoClient, UUID } from '../../mongo/driver.ts';
import { inIdOrder } from '../../mongo/is-routed.ts';
import { type Absence, NaturalScan } from '../../mongo/natural-scan.ts';
import { parseQuery } from '../../mongo/query-text.ts';
import { type RawBatch, RawCursor } from '../../mongo/raw-cursor.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import { sendWrite, type WriteTarget } from '../send-write.ts';
import type { WriteFailure } from '../write-reply.ts';
import type {
  CarriedSpan,
  Carrier,
  Choice,
  InsertOrder,
  InsertReport,
  ReadBatch,
  Selection,
  SpanRead,
} from './carrier.ts';

/** Carries documents in the thread that it is called in: batches come as bytes and leave as bytes. */
export class CarrierHere implements Carrier {
  readonly #source: MongoClient;
  readonly #target: WriteTarget;

  constructor(source: MongoClient, target: WriteTarget) {
    this.#source = source;
    this.#target = target;
  }

  /** @param gossip `$clusterTime` as bytes, where another client has met the cluster's time and this one may not have */
  async open(span: SpanRead, gossip?: Uint8Array): Promise<CarriedSpan | Absence> {
    const { namespace, batchSize, readPreference, order, place, after } = span;
    const session = this.#source.startSession({ causalConsistency: false });
    try {
      if (gossip !== undefined) session.advanceClusterTime(exactly(gossip) as GossipedTime);
      const options = { session, readPreference, batchSize, prefetch: true };
      const command = this.#command(span);
      if (order !== 'placed') {
        const cursor = await RawCursor.open(this.#source, namespace.db, command, options);
        return new SpanHere({ cursor, session, target: this.#target, after, keepsOrder: order === 'natural' });
      }
      const scan = await NaturalScan.open(this.#source, namespace.db, command, options, place);
      if (typeof scan !== 'string') {
        const rest = { target: this.#target, scan, after: undefined, keepsOrder: false };
        return new SpanHere({ cursor: scan.cursor, session, ...rest });
      }
      await session.endSession();
      return scan;
    } catch (error) {
      await session.endSession();
      throw error;
    }
  }

  #command({ namespace, uuid, match, order, batchSize, readAfter, after, min, max }: SpanRead): Document {
    const from = after ?? min;
    return {
      find: namespace.coll,
      ...(match === null ? {} : { filter: parseQuery(match) }),
      ...(from === undefined ? {} : { min: { _id: decodeId(from) } }),
      ...(max === undefined ? {} : { max: { _id: decodeId(max) } }),
      ...(order === 'id' ? { hint: { _id: 1 }, ...inIdOrder(this.#source) } : { hint: { $natural: 1 } }),
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

interface SpanMeans {
  readonly cursor: RawCursor;
  readonly session: ClientSession;
  readonly target: WriteTarget;
  /** Whose cursor it is. */
  readonly scan?: NaturalScan;
  /** The first document may be it, since a read can only begin at an `_id`, and not behind it. */
  readonly after: BsonValue | undefined;
  /** The destination's collection holds its documents in the order in which they are inserted. */
  readonly keepsOrder: boolean;
}

class SpanHere implements CarriedSpan {
  readonly #means: SpanMeans;
  #after: BsonValue | undefined;
  #batch: RawBatch | undefined;
  /** Of the present batch, once it is selected. */
  #selected: readonly Documents[] = [];
  /** The server refused a batch of it, and would refuse the next: of a capped collection, or where documents are there already. */
  #refusesTransactions = false;

  constructor(means: SpanMeans) {
    this.#means = means;
    this.#after = means.after;
  }

  async next(): Promise<ReadBatch | undefined> {
    const { cursor, scan } = this.#means;
    this.#forget();
    const batch = await cursor.next();
    this.#batch = batch;
    if (batch === undefined) return undefined;
    const { bytes, isEmpty, operationTime } = batch;
    return { sizeBytes: bytes.length, isEmpty, operationTime, place: scan?.placeBehind(batch) };
  }

  async idKeys(hasCollation: boolean): Promise<readonly IdKey[]> {
    const { bytes, arrayStart } = this.#batch!;
    const keys: IdKey[] = [];
    forEachDocument(bytes, arrayStart, (start) => {
      keys.push(idKey(documentId(bytes, start)!, hasCollation));
    });
    return keys;
  }

  async select({ leaveOut, parts }: Choice): Promise<Selection> {
    const { keepsOrder } = this.#means;
    const selected = selectDocuments(this.#batch!, new Set(leaveOut), { after: this.#after, keepsOrder });
    const { wanted, left, last, documents } = selected;
    this.#forget();
    this.#after = undefined;
    this.#selected = inParts(wanted, parts);
    return {
      documents,
      partBytes: this.#selected.map(({ bytes }) => bytes.length),
      left,
      last,
    };
  }

  async insert({ destination, part, until }: InsertOrder): Promise<InsertReport> {
    const { bytes, count } = this.#selected[part]!;
    const isSmall = bytes.length < count * largeBytes;
    const { failures, term, refusedTogether } = await sendWrite(this.#means.target, {
      kind: 'insert',
      namespace: destination,
      statements: bytes,
      numbering: isSmall && !this.#refusesTransactions ? 'together' : 'each',
      until,
    });
    this.#refusesTransactions ||= refusedTogether;
    if (failures.length === 0) return { left: [], refused: undefined, term };
    const failed = failedDocuments(bytes, failures);
    const refused = failed.find(({ failure }) => !failure.isDuplicateId);
    return { left: failed.map(({ id }) => id), refused, term };
  }

  async close(): Promise<void> {
    this.#forget();
    await this.#means.cursor.close();
    await this.#means.session.endSession();
  }

  #forget(): void {
    this.#batch = undefined;
    this.#selected = [];
  }
}

/** One behind the other. */
interface Documents {
  readonly bytes: Buffer;
  readonly count: number;
}

interface Selected {
  /** What is to be inserted. */
  readonly wanted: Documents;
  /** `_id`s that an insert would not do right. */
  readonly left: readonly BsonValue[];
  readonly last: BsonValue | undefined;
  /** All but the one that was read before. */
  readonly documents: number;
}

/** The batch's own bytes are closed up for it, over the keys of the array that they came in: nothing is allocated. */
function selectDocuments(
  { bytes, arrayStart }: RawBatch,
  leaveOut: ReadonlySet<number>,
  { after, keepsOrder }: Pick<SpanMeans, 'after' | 'keepsOrder'>,
): Selected {
  const left: BsonValue[] = [];
  let end = arrayStart;
  let index = 0;
  let count = 0;
  let documents = 0;
  let last = -1;
  forEachDocument(bytes, arrayStart, (documentStart, documentEnd) => {
    last = documentStart;
    if (index === 0 && after !== undefined && isIdentical(documentId(bytes, documentStart)!, after)) {
      // It is there, and followed.
    } else {
      const isFilledIn = peculiarityOf(bytes, documentStart) === 'emptyTimestamp';
      documents += 1;
      if (isFilledIn || leaveOut.has(index)) left.push(detached(documentId(bytes, documentStart)!));
      // What is put right later lies in its place by then.
      if (!leaveOut.has(index) && (!isFilledIn || keepsOrder)) {
        last = end;
        bytes.copyWithin(end, documentStart, documentEnd);
        end += documentEnd - documentStart;
        count += 1;
      }
    }
    index += 1;
  });
  return {
    wanted: { bytes: bytes.subarray(arrayStart, end), count },
    left,
    last: last < 0 ? undefined : detached(documentId(bytes, last)!),
    documents,
  };
}

/** Cut between documents, into pieces of about the same size. */
function inParts(all: Documents, most: number): readonly Documents[] {
  const { bytes, count } = all;
  if (count === 0) return [];
  if (most === 1) return [all];
  const parts: Documents[] = [];
  let [start, inPart] = [0, 0];
  for (let end = 0; end < bytes.length; ) {
    end += bytes.readInt32LE(end);
    inPart += 1;
    if (end - start < bytes.length / most && end < bytes.length) continue;
    parts.push({ bytes: bytes.subarray(start, end), count: inPart });
    [start, inPart] = [end, 0];
  }
  return parts;
}

/** The `_id`s of what was not inserted. */
function failedDocuments(documents: Buffer, failures: readonly WriteFailure[]) {
  const all = documentsIn(documents);
  return failures.map((failure) => ({ id: detached(documentId(all[failure.index]!, 0)!), failure }));
}
