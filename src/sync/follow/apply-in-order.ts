/**
 * Changes of capped collections, which keep their documents in the order of insertion: one command after the other,
 * in the order of the events (correctness rule 5).
 */
import { peculiarityOf } from '../../mongo/bson/peculiarity.ts';
import { StatementWriter } from '../../mongo/bson/statements.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import type { ClusterTime } from '../../mongo/cluster-time.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { SyncContext } from '../sync-context.ts';
import { touchDocuments } from './apply-changes.ts';
import type { DataEvent } from './change-event.ts';
import { exactKey } from './event-batch.ts';
import { type FetchedDocument, fetchDocuments, fetchSize } from './fetch-documents.ts';

const maxRunEvents = 1_000;
const maxRunBytes = 4_000_000;

/** Applies the events of one capped collection; while its copy is under way they are held, for the end of it. */
export async function applyInOrder(
  context: SyncContext,
  entry: CollectionEntry,
  events: readonly DataEvent[],
  readAfter: ClusterTime,
): Promise<void> {
  if (entry.state === 'pending') return;
  if (entry.state === 'copying') return entry.held.add(events);
  for (const run of runsOfOneKind([...entry.held.all, ...events])) {
    await applyRun(context, entry, run, readAfter);
    context.onApplied?.(
      entry,
      run.map(({ id }) => id),
      run.at(-1)!.time,
    );
  }
  entry.held.clear();
}

/** As many events as one command may be made of. */
function runsOfOneKind(events: readonly DataEvent[]): readonly (readonly DataEvent[])[] {
  const runs: DataEvent[][] = [];
  let bytes = 0;
  for (const event of events) {
    const last = runs.at(-1);
    const own = event.end - event.start;
    const fits = last !== undefined && last.length < maxRunEvents && bytes + own <= maxRunBytes;
    if (fits && last[0]!.kind === event.kind) last.push(event);
    else {
      runs.push([event]);
      bytes = 0;
    }
    bytes += own;
  }
  return runs;
}

/** Its document has to be looked up: the event does not show it, or may be told a second time. */
function isUncertain({ overlapUntil }: CollectionEntry, { time, start }: DataEvent): boolean {
  return start < 0 || time <= overlapUntil;
}

async function applyRun(
  context: SyncContext,
  entry: CollectionEntry,
  events: readonly DataEvent[],
  readAfter: ClusterTime,
): Promise<void> {
  const { kind } = events[0]!;
  const ids = events.map(({ id }) => id);
  if (kind === 'insert') {
    const atOnce = events.some((event) => isUncertain(entry, event)) ? fetchSize(context, entry) : events.length;
    for (let at = 0; at < events.length; at += atOnce) {
      await insert(context, entry, events.slice(at, at + atOnce), readAfter);
    }
    return;
  }
  if (kind === 'delete') return await remove(context, entry, ids);
  await touchDocuments(context, entry, ids, readAfter);
}

async function insert(
  context: SyncContext,
  entry: CollectionEntry,
  events: readonly DataEvent[],
  readAfter: ClusterTime,
): Promise<void> {
  const documents = await imagesOf(context, entry, events, readAfter);
  if (documents.length === 0) return;
  // What may be there already may lie where an earlier document of its _id did, or behind what came later: all that is told
  // a second time takes its place anew, one after the other.
  const isTwice = events.some((event) => isUncertain(entry, event));
  if (isTwice) {
    await remove(
      context,
      entry,
      documents.map(({ id }) => id),
    );
  }
  const writer = new StatementWriter();
  for (const { buffer, start, end } of documents) writer.document(buffer, start, end);
  const { failures } = await context.writer.write('insert', entry.destination, writer.finish());
  const refused = failures.map(({ index }) => documents[index]!.id);
  // They lie in their place, where they are put right.
  const filledIn = documents.filter(({ buffer, start }) => peculiarityOf(buffer, start) === 'emptyTimestamp');
  const left = [...refused, ...filledIn.map(({ id }) => id)];
  if (left.length > 0) await touchDocuments(context, entry, left, readAfter);
}

/**
 * The documents to insert, in the order of the events. Some have to be looked up: those that the event does not show, and
 * those that are told a second time, after a restart or from before the copy. Of the latter some may have fallen out at
 * the old end meanwhile; inserting them would put them at the new end.
 */
async function imagesOf(
  context: SyncContext,
  entry: CollectionEntry,
  events: readonly DataEvent[],
  readAfter: ClusterTime,
): Promise<readonly FetchedDocument[]> {
  const uncertain = events.filter((event) => isUncertain(entry, event));
  if (uncertain.length === 0) return events;
  const ids = uncertain.map(({ id }) => id);
  const present = new Map<string, FetchedDocument>();
  for (let left: readonly BsonValue[] = ids; left.length > 0; ) {
    const fetched = await fetchDocuments(context, entry, left, readAfter);
    for (const document of fetched?.found ?? []) present.set(exactKey(document.id), document);
    left = fetched?.left ?? [];
  }
  const looked = new Set(ids.map(exactKey));
  return events.flatMap((event) => {
    const key = exactKey(event.id);
    return looked.has(key) ? (present.get(key) ?? []) : [event];
  });
}

async function remove(context: SyncContext, entry: CollectionEntry, ids: readonly BsonValue[]): Promise<void> {
  const writer = new StatementWriter();
  for (const id of ids) writer.deletion(id);
  await context.writer.write('delete', entry.destination, writer.finish());
}
