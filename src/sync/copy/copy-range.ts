import { EngineError } from '../../lib/errors.ts';
import type { IdKey } from '../../mongo/bson/id-key.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import { type BsonValue, describeValue } from '../../mongo/bson/value.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import { isCursorLost } from '../../mongo/failures.ts';
import { formatNamespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { readByUuid } from '../read-by-uuid.ts';
import type { SyncContext } from '../sync-context.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { CarriedSpan, Carrier, ReadBatch } from './carrier.ts';
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

const maxBatchDocuments = 20_000;

/** What the documents of a batch are counted by. */
export interface BatchSize {
  /** Of the collection's documents. */
  readonly averageBytes: number;
  /** What a batch is to have. */
  readonly batchBytes: number;
}

/**
 * Copies what is left of a range: a carrier moves the bytes, the next batch is on its way while one is inserted. Documents
 * that are there already, or that may have been deleted meanwhile, go to the follower, which looks at the source again.
 * @returns a cluster time that no document was read after
 */
export async function copyRange(
  context: SyncContext,
  carrier: Carrier,
  range: CopyRange,
  readAfter: ClusterTime,
  { averageBytes, batchBytes }: BatchSize,
): Promise<ClusterTime> {
  let readUntil = readAfter;
  const batchSize = Math.min(maxBatchDocuments, Math.max(1, Math.floor(batchBytes / Math.max(1, averageBytes))));
  for (;;) {
    try {
      await copyOnce(context, carrier, range, readAfter, batchSize, (time) => {
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
  carrier: Carrier,
  range: CopyRange,
  readAfter: ClusterTime,
  batchSize: number,
  sawTime: (time: ClusterTime) => void,
): Promise<void> {
  const { recentDeletes } = range.entry;
  const tickets = [recentDeletes.beginRead()];
  let span: CarriedSpan | undefined;
  try {
    span = await openRange(context, carrier, range, readAfter, batchSize);
    for (;;) {
      tickets.push(recentDeletes.beginRead());
      const batch = await span.next();
      if (batch === undefined) break;
      context.signal.throwIfAborted();
      if (batch.operationTime !== undefined) sawTime(batch.operationTime);
      await context.limits.beforeCopying(batch.sizeBytes);
      if (!batch.isEmpty) await insertBatch(context, range, span, batch, tickets[0]!);
      recentDeletes.endRead(tickets.shift()!);
      if (range.entry.isGoneFromSource) break;
    }
    range.isDone = true;
    context.statistics.spansCopied += 1;
  } finally {
    for (const ticket of tickets) recentDeletes.endRead(ticket);
    await span?.close();
  }
}

async function openRange(
  context: SyncContext,
  carrier: Carrier,
  range: CopyRange,
  readAfter: ClusterTime,
  batchSize: number,
): Promise<CarriedSpan> {
  const { entry, last, min, max } = range;
  return await readByUuid(
    context.source,
    entry,
    async (namespace, { collectionUUID }) =>
      await carrier.open({
        namespace,
        uuid: collectionUUID?.toString(),
        match: entry.matchText,
        isCapped: entry.kind === 'capped',
        after: last,
        min,
        max,
        batchSize,
        readAfter,
        readPreference: context.copyReadPreference,
      }),
  );
}

async function insertBatch(
  context: SyncContext,
  range: CopyRange,
  span: CarriedSpan,
  { sizeBytes }: ReadBatch,
  ticket: ReadTicket,
): Promise<void> {
  const { entry } = range;
  let keys: readonly IdKey[] | undefined;
  while (entry.isHeld || (keys === undefined && !entry.recentDeletes.isEmpty)) {
    if (entry.isHeld) await entry.whenNotHeld();
    else keys = await span.idKeys(entry.hasCollation);
  }
  if (entry.isGoneFromSource) return;
  // From the loop's last look until the insert counts as under way nothing may wait: a delete, or whoever holds the
  // collection, would see neither document nor insert.
  const leaveOut = keys === undefined ? [] : deletedSince(entry, keys, ticket);
  const { destination } = entry;
  const timesGivenWay = context.catalogSync.timesGivenWay(entry);
  const inserted = context.writer.passing(
    'insert',
    destination,
    sizeBytes,
    async (until) => await span.insert({ destination, leaveOut, until }),
  );
  const { documents, bytes, left, last, refused } = await entry.whileInserting(inserted);
  if (refused !== undefined && !(await context.catalogSync.giveWay(entry, refused.failure, timesGivenWay))) {
    throw documentRefused(entry, refused.id, refused.failure);
  }
  if (left.length > 0) await context.touches.add(entry, left);
  range.documents += documents;
  range.bytes += bytes;
  context.statistics.copied(entry, documents, bytes);
  if (last !== undefined && isSendable(last)) range.last = last;
}

function deletedSince({ recentDeletes }: CollectionEntry, keys: readonly IdKey[], ticket: ReadTicket): number[] {
  return keys.flatMap((key, index) => (recentDeletes.wasDeletedAfter(ticket, key) ? [index] : []));
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
