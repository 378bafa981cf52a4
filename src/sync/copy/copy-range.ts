import { EngineError } from '../../lib/errors.ts';
import { decodeId } from '../../mongo/bson/exact.ts';
import { idKey } from '../../mongo/bson/id-key.ts';
import { peculiarityOf } from '../../mongo/bson/peculiarity.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import { type BsonValue, describeValue, detached, documentId } from '../../mongo/bson/value.ts';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import { type ClusterTime, laterOf, timestampOf } from '../../mongo/cluster-time.ts';
import type { ClientSession } from '../../mongo/driver.ts';
import { isCursorLost } from '../../mongo/failures.ts';
import { inIdOrder } from '../../mongo/is-routed.ts';
import { formatNamespace } from '../../mongo/namespace.ts';
import { type RawBatch, RawCursor } from '../../mongo/raw-cursor.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { readByUuid } from '../read-by-uuid.ts';
import type { SyncContext } from '../sync-context.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { IdSpan } from './partition.ts';
import type { ReadTicket } from './recent-deletes.ts';

/** A span of a collection and how far its copy has come. */
export interface CopyRange extends IdSpan {
  /** `UUID:NUMBER` */
  readonly id: string;
  readonly entry: CollectionEntry;
  /** Everything up to this `_id` is on the destination. */
  last: BsonValue | undefined;
  isDone: boolean;
  documents: number;
  bytes: number;
}

/** Batches of this size keep memory low and leave the destination several commands to work on. */
const targetBatchBytes = 2_000_000;
const maxBatchDocuments = 20_000;

/**
 * Copies what is left of a range: batches come as bytes and leave as bytes, the next one is on its way while one is
 * inserted. Documents that are there already, or that may have been deleted meanwhile, go to the follower, which
 * looks at the source again.
 * @returns a cluster time that no document was read after
 */
export async function copyRange(
  context: SyncContext,
  range: CopyRange,
  readAfter: ClusterTime,
  averageBytes: number,
): Promise<ClusterTime> {
  let readUntil = readAfter;
  for (;;) {
    try {
      await copyOnce(context, range, readAfter, averageBytes, (time) => {
        readUntil = laterOf(readUntil, time);
      });
      return readUntil;
    } catch (error) {
      // A capped collection has no place to go on from: its copy starts over, which is the copier's business.
      if (!isCursorLost(error) || range.entry.kind === 'capped') throw error;
    }
  }
}

async function copyOnce(
  context: SyncContext,
  range: CopyRange,
  readAfter: ClusterTime,
  averageBytes: number,
  sawTime: (time: ClusterTime) => void,
): Promise<void> {
  const { recentDeletes } = range.entry;
  const session = context.source.client.startSession({ causalConsistency: false });
  const tickets = [recentDeletes.beginRead()];
  let cursor: RawCursor | undefined;
  try {
    cursor = await openRange(context, range, readAfter, averageBytes, session);
    for (;;) {
      tickets.push(recentDeletes.beginRead());
      const batch = await cursor.next();
      if (batch === undefined) break;
      context.signal.throwIfAborted();
      if (batch.operationTime !== undefined) sawTime(batch.operationTime);
      await context.limits.beforeCopying(batch.bytes.length);
      await insertBatch(context, range, batch, tickets[0]!);
      recentDeletes.endRead(tickets.shift()!);
      if (range.entry.isGoneFromSource) break;
    }
    range.isDone = true;
  } finally {
    for (const ticket of tickets) recentDeletes.endRead(ticket);
    await cursor?.close();
    await session.endSession();
  }
}

async function openRange(
  context: SyncContext,
  range: CopyRange,
  readAfter: ClusterTime,
  averageBytes: number,
  session: ClientSession,
): Promise<RawCursor> {
  const { source } = context;
  const batchSize = Math.min(maxBatchDocuments, Math.max(1, Math.floor(targetBatchBytes / Math.max(1, averageBytes))));
  const min = range.last ?? range.min;
  const bounds = {
    ...(min === undefined ? {} : { min: { _id: decodeId(min) } }),
    ...(range.max === undefined ? {} : { max: { _id: decodeId(range.max) } }),
  };
  return await readByUuid(source, range.entry, async (namespace, guard) => {
    const command = {
      find: namespace.coll,
      ...(range.entry.match === undefined ? {} : { filter: range.entry.match }),
      ...bounds,
      ...(range.entry.kind === 'capped'
        ? { hint: { $natural: 1 } }
        : { hint: { _id: 1 }, ...inIdOrder(source.client) }),
      batchSize,
      readConcern: { level: 'majority', afterClusterTime: timestampOf(readAfter) },
      ...guard,
    };
    return await RawCursor.open(source.client, namespace.db, command, {
      session,
      readPreference: context.copyReadPreference,
      batchSize,
      prefetch: true,
    });
  });
}

async function insertBatch(context: SyncContext, range: CopyRange, batch: RawBatch, ticket: ReadTicket): Promise<void> {
  const { entry } = range;
  await entry.whenNotHeld();
  if (entry.isGoneFromSource) return;
  // From here to the send nothing may wait: a delete that comes in between would see neither document nor insert.
  const { documents, count, left, last } = selectDocuments(entry, batch, ticket);
  if (count > 0) {
    const inserted = context.writer.write('insert', entry.destination, documents);
    const { failures } = await entry.whileInserting(inserted);
    if (failures.length > 0) left.push(...duplicateIds(entry, documents, failures));
  }
  if (left.length > 0) await context.touches.add(entry, left);
  range.documents += count + left.length;
  range.bytes += documents.length;
  context.statistics.copied(entry, count + left.length, documents.length);
  if (last !== undefined && isSendable(last)) range.last = last;
}

interface Selection {
  /** What is to be inserted, one document behind the other. */
  readonly documents: Buffer;
  readonly count: number;
  /** `_id`s that an insert would not do right. */
  readonly left: BsonValue[];
  readonly last: BsonValue | undefined;
}

/** The batch's own bytes are closed up for it, over the keys of the array that they came in: nothing is allocated. */
function selectDocuments(entry: CollectionEntry, batch: RawBatch, ticket: ReadTicket): Selection {
  const { bytes, arrayStart } = batch;
  const left: BsonValue[] = [];
  const watchesDeletes = !entry.recentDeletes.isEmpty;
  let end = arrayStart;
  let count = 0;
  let last = -1;
  forEachDocument(bytes, arrayStart, (documentStart, documentEnd) => {
    last = documentStart;
    if (
      peculiarityOf(bytes, documentStart) === 'emptyTimestamp' ||
      (watchesDeletes && mayBeDeleted(entry, bytes, documentStart, ticket))
    ) {
      left.push(detached(documentId(bytes, documentStart)!));
    } else {
      last = end;
      bytes.copyWithin(end, documentStart, documentEnd);
      end += documentEnd - documentStart;
      count += 1;
    }
  });
  return {
    documents: bytes.subarray(arrayStart, end),
    count,
    left,
    last: last < 0 ? undefined : detached(documentId(bytes, last)!),
  };
}

function mayBeDeleted(entry: CollectionEntry, bytes: Buffer, start: number, ticket: ReadTicket): boolean {
  return entry.recentDeletes.wasDeletedAfter(ticket, idKey(documentId(bytes, start)!, entry.hasCollation));
}

/** The `_id`s of documents that are on the destination already; any other refusal is an error people must see. */
function duplicateIds(entry: CollectionEntry, documents: Buffer, failures: readonly WriteFailure[]): BsonValue[] {
  const starts: number[] = [];
  for (let at = 0; at < documents.length; at += documents.readInt32LE(at)) starts.push(at);
  return failures.map((failure) => {
    const id = documentId(documents, starts[failure.index]!)!;
    if (!failure.isDuplicateId) throw documentRefused(entry, id, failure);
    return detached(id);
  });
}

/** A document that the destination does not take; the run stops, since leaving it out would be a loss. */
export function documentRefused(entry: CollectionEntry, id: BsonValue, failure: WriteFailure): EngineError {
  return new EngineError('GW920', {
    summary: `The destination refused the document with _id ${describeValue(id)} of ${formatNamespace(entry.destination)}`,
    detail: failure.message,
    hint: 'Change or remove what stands in its way on the destination (or exclude the collection), then `godwit resume`',
    context: { namespace: formatNamespace(entry.destination), code: failure.code },
  });
}
