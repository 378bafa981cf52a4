import { EngineError } from '../../lib/errors.ts';
import { monotonicMs } from '../../lib/monotonic.ts';
import type { IdKey } from '../../mongo/bson/id-key.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import { type BsonValue, describeValue } from '../../mongo/bson/value.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import { isCursorLost } from '../../mongo/failures.ts';
import { isRouted } from '../../mongo/is-routed.ts';
import { formatNamespace } from '../../mongo/namespace.ts';
import type { Absence, NaturalPlace } from '../../mongo/natural-scan.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { readByUuid } from '../read-by-uuid.ts';
import { sourceTimeNow } from '../source-time.ts';
import type { SyncContext } from '../sync-context.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { CarriedSpan, Carrier, Choice, InsertReport, ReadBatch, ReadOrder, Selection } from './carrier.ts';
import type { IdSpan } from './partition.ts';
import type { ReadTicket } from './recent-deletes.ts';

/** A span of a collection and how far its copy has come. */
export interface CopyRange extends IdSpan {
  /** `UUID:NUMBER` */
  readonly id: string;
  readonly entry: CollectionEntry;
  readonly order: ReadOrder;
  /** Everything up to this `_id` is on the destination; in another order it is only the one that came last. */
  last: BsonValue | undefined;
  /** Everything up to there is on the destination, where the order is `placed`. */
  place: NaturalPlace | undefined;
  isDone: boolean;
  documents: number;
  bytes: number;
}

const maxBatchDocuments = 20_000;
const mostPatienceMs = 30 * 60_000;

export interface CopyManner {
  /** At or after everything that the follower has seen: whatever is read anew has to show that. */
  readonly sourceTime: () => ClusterTime;
  /** Of the collection's documents. */
  readonly averageBytes: number;
  /** What a batch is to have. */
  readonly batchBytes: number;
  /** In how many parts it may be inserted at once, as of now. */
  readonly parts: () => number;
  /** Called when the member that knows the place is waited for, and when what was read has to be read again. */
  readonly onAbsence: (absence: Absence) => void;
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
  manner: CopyManner,
): Promise<ClusterTime> {
  let readUntil: ClusterTime = 0n;
  let awaySince: number | undefined;
  for (;;) {
    try {
      const outcome = await copyOnce(context, carrier, range, manner, (time) => {
        readUntil = laterOf(readUntil, time);
      });
      if (outcome === 'done') return readUntil;
      if (outcome === 'memberAway') {
        if (awaySince === undefined) manner.onAbsence(outcome);
        awaySince ??= monotonicMs();
        context.signal.throwIfAborted();
        // The driver waits for it each time.
        if (monotonicMs() < awaySince + patienceMs(range)) continue;
      }
      awaySince = undefined;
      if (outcome !== 'outlived') {
        beginAnew(context, range);
        manner.onAbsence('placeLost');
      }
    } catch (error) {
      // A capped collection has no place to go on from: its copy starts over, which is the copier's business.
      if (!isCursorLost(error) || range.entry.kind === 'capped') throw error;
      awaySince = undefined;
    }
  }
}

/** For as long as what was read would take to be read again, at a moderate pace. */
function patienceMs({ bytes }: CopyRange): number {
  return Math.min(mostPatienceMs, bytes / 10_000);
}

/**
 * - `done`: nothing is left.
 * - `outlived`: too much was deleted since the latest batch was read; it has to be read again.
 * - absent: there is no place to go on from, and nothing was done.
 */
type Outcome = 'done' | 'outlived' | Absence;

async function copyOnce(
  context: SyncContext,
  carrier: Carrier,
  range: CopyRange,
  manner: CopyManner,
  sawTime: (time: ClusterTime) => void,
): Promise<Outcome> {
  const { source, limits, statistics, signal } = context;
  const { recentDeletes } = range.entry;
  const readAfter = manner.sourceTime();
  sawTime(readAfter);
  const tickets = [recentDeletes.beginRead(readAfter)];
  let committedBefore = readAfter;
  let span: CarriedSpan | Absence | undefined;
  try {
    span = await openRange(context, carrier, range, readAfter, manner);
    if (typeof span === 'string') return span;
    for (;;) {
      const next = recentDeletes.beginRead(readAfter);
      tickets.push(next);
      const batch = await span.next();
      if (batch === undefined) break;
      signal.throwIfAborted();
      const { operationTime } = batch;
      // Read at some time before now.
      sawTime(operationTime ?? (await sourceTimeNow(source.client)));
      if (operationTime !== undefined) {
        // The member's own committed time, which the batch behind it is read from, or from a later one. One further, since a
        // batch may begin with a document that was read for the one before it and did not fit into the reply.
        if (!isRouted(source.client)) recentDeletes.raise(next, committedBefore);
        committedBefore = operationTime;
      }
      await limits.beforeCopying(batch.sizeBytes);
      if (!batch.isEmpty && !(await insertBatch(context, range, span, batch, tickets[0]!, manner.parts()))) {
        return 'outlived';
      }
      recentDeletes.endRead(tickets.shift()!);
      if (range.entry.isGoneFromSource) break;
    }
    range.isDone = true;
    statistics.spansCopied += 1;
    return 'done';
  } finally {
    for (const ticket of tickets) recentDeletes.endRead(ticket);
    if (typeof span === 'object') await span.close();
  }
}

/** What is on the destination stays there: it is met again, and looked up in the source once more. */
function beginAnew({ statistics }: SyncContext, range: CopyRange): void {
  range.place = undefined;
  range.last = undefined;
  range.documents = 0;
  range.bytes = 0;
  statistics.standsAt(range.entry, range);
}

async function openRange(
  context: SyncContext,
  carrier: Carrier,
  range: CopyRange,
  readAfter: ClusterTime,
  { averageBytes, batchBytes }: CopyManner,
): Promise<CarriedSpan | Absence> {
  const { entry, order, last, place, min, max } = range;
  const batchSize = Math.min(maxBatchDocuments, Math.max(1, Math.floor(batchBytes / Math.max(1, averageBytes))));
  return await readByUuid(
    context.source,
    entry,
    async (namespace, { collectionUUID }) =>
      await carrier.open({
        namespace,
        uuid: collectionUUID?.toString(),
        match: entry.matchText,
        order,
        after: order === 'id' ? last : undefined,
        place,
        min,
        max,
        batchSize,
        readAfter,
        readPreference: context.copyReadPreference,
      }),
  );
}

/** @returns whether the batch was still good for that */
async function insertBatch(
  context: SyncContext,
  range: CopyRange,
  span: CarriedSpan,
  { place }: ReadBatch,
  ticket: ReadTicket,
  parts: number,
): Promise<boolean> {
  const { entry } = range;
  let keys: readonly IdKey[] | undefined;
  while (entry.isHeld || (keys === undefined && !entry.recentDeletes.isEmpty)) {
    if (entry.isHeld) await entry.whenNotHeld();
    else keys = await span.idKeys(entry.hasCollation);
  }
  if (entry.isGoneFromSource) return true;
  if (entry.recentDeletes.isOutlived(ticket)) return false;
  // From the loop's last look until the insert counts as under way nothing may wait: a delete, or whoever holds the
  // collection, would see neither document nor insert.
  const leaveOut = keys === undefined ? [] : deletedSince(entry, keys, ticket);
  const timesGivenWay = context.catalogSync.timesGivenWay(entry);
  const { selection, reports } = await entry.whileInserting(insertParts(context, entry, span, { leaveOut, parts }));
  const refused = reports.find((report) => report.refused !== undefined)?.refused;
  if (refused !== undefined && !(await context.catalogSync.giveWay(entry, refused.failure, timesGivenWay))) {
    throw documentRefused(entry, refused.id, refused.failure);
  }
  const left = [...selection.left, ...reports.flatMap((report) => report.left)];
  if (left.length > 0) await context.touches.add({ entry, ids: left });
  const bytes = selection.partBytes.reduce((sum, one) => sum + one, 0);
  range.documents += selection.documents;
  range.bytes += bytes;
  context.statistics.copied(entry, selection.documents, bytes);
  if (selection.last !== undefined && isSendable(selection.last)) range.last = selection.last;
  range.place = place;
  return true;
}

/** Ends when all parts have been answered, however one of them fares. */
async function insertParts(
  { writer }: SyncContext,
  { destination }: CollectionEntry,
  span: CarriedSpan,
  choice: Choice,
): Promise<{ readonly selection: Selection; readonly reports: readonly InsertReport[] }> {
  const selection = await span.select(choice);
  const inserted = await Promise.allSettled(
    selection.partBytes.map(async (sizeBytes, part) =>
      writer.passing('insert', destination, sizeBytes, async (until) => span.insert({ destination, part, until })),
    ),
  );
  const failed = inserted.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return { selection, reports: inserted.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])) };
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
