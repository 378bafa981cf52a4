/**
 * Carries out changes on the destination: first those that the events tell exactly, many at a time in any order,
 * then the present state of the documents for which they do not.
 */
import { type IdKey, idKey } from '../../mongo/bson/id-key.ts';
import { peculiarityOf, withoutEmptyTimestamps } from '../../mongo/bson/peculiarity.ts';
import { StatementWriter } from '../../mongo/bson/statements.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import { boundFetched, type CollectionEntry } from '../catalog/collection-entry.ts';
import { documentRefused } from '../copy/copy-range.ts';
import type { Numbering, WriteKind } from '../send-write.ts';
import type { SyncContext } from '../sync-context.ts';
import type { WriteFailure } from '../write-reply.ts';
import { alone, type CommandLimits, changeLimits } from './command-size.ts';
import { type EventBatch, exactKey, type PendingChange } from './event-batch.ts';
import { type FetchedDocument, type FetchResult, fetchDocuments, fetchSize } from './fetch-documents.ts';

/** Applies what is left of the batches; they must be of different collections. */
export async function applyBatches(
  context: SyncContext,
  batches: readonly EventBatch[],
  readAfter: ClusterTime,
): Promise<void> {
  await Promise.all(batches.map((batch) => applyBatch(context, batch, readAfter)));
}

/** Documents whose present state has to be fetched from the source. */
export interface TouchRequest {
  readonly entry: CollectionEntry;
  readonly ids: readonly BsonValue[];
}

/** Brings documents to their present state on the source. */
export async function applyTouches(
  context: SyncContext,
  requests: readonly TouchRequest[],
  readAfter: ClusterTime,
): Promise<void> {
  const byEntry = new Map<CollectionEntry, BsonValue[]>();
  for (const { entry, ids } of requests) {
    // Its documents may still be found by UUID, under a name that it comes in by anew; the one it had may be another's.
    if (!entry.isGoneFromSource) byEntry.set(entry, [...(byEntry.get(entry) ?? []), ...ids]);
  }
  await Promise.all([...byEntry].map(([entry, ids]) => touchDocuments(context, entry, ids, readAfter)));
}

async function applyBatch(context: SyncContext, batch: EventBatch, readAfter: ClusterTime): Promise<void> {
  const { entry } = batch;
  const commands = new CommandBuilder(context, entry);
  const touched: BsonValue[] = [];
  const changed: BsonValue[] = [];
  let latest: ClusterTime = 0n;
  for (const change of batch.resolve()) {
    const { action, event } = change;
    if (action === 'insert' || action === 'replace') entry.sawDocument(event.end - event.start);
    if (action === 'touch') touched.push(...change.ids);
    else commands.add(change);
    changed.push(...change.ids);
    latest = laterOf(latest, event.time);
  }
  await beforeDeleting(entry, commands.deletedIds, readAfter);
  const unsettled = await Promise.all(commands.finish().map((command) => send(context, entry, command)));
  touched.push(...unsettled.flat());
  if (touched.length > 0) await touchDocuments(context, entry, touched, readAfter);
  if (changed.length > 0) context.onApplied?.(entry, changed, latest);
}

/**
 * See `RecentDeletes`: the copier must not bring back what is deleted now.
 * @param time at or behind all events that were looked at: a later delete is yet to be told
 */
async function beforeDeleting(entry: CollectionEntry, ids: readonly BsonValue[], time: ClusterTime): Promise<void> {
  if (entry.state !== 'copying' || ids.length === 0) return;
  for (const id of ids) entry.recentDeletes.record(idKey(id, entry.hasCollation), time);
  await entry.insertsSettled();
}

/** Statements of one kind, and whose documents they are about. */
interface Command {
  readonly kind: WriteKind;
  readonly numbering: Numbering;
  readonly statements: Buffer;
  readonly ids: readonly BsonValue[];
}

class CommandBuilder {
  readonly #isSpread: boolean;
  /** Of updates and deletes. */
  readonly #numbering: Numbering;
  readonly #changeLimits: CommandLimits;
  readonly deletedIds: BsonValue[] = [];
  readonly #open = new Map<WriteKind, { writer: StatementWriter; ids: BsonValue[] }>();
  readonly #finished: Command[] = [];

  constructor({ inTransaction }: SyncContext, entry: CollectionEntry) {
    const { numbering, limits } = changeLimits(entry, inTransaction);
    this.#isSpread = entry.isSpread;
    this.#numbering = numbering;
    this.#changeLimits = limits;
  }

  add({ action, event }: PendingChange): void {
    const { id, buffer, start, end } = event;
    if (action === 'delete') this.delete(id);
    else if (action === 'delta') this.delta(id, buffer, start, end);
    else if (action === 'insert' && peculiarityOf(buffer, start) !== 'emptyTimestamp') {
      this.insert(id, buffer, start, end);
    } else this.replace(id, buffer, start, end);
  }

  insert(id: BsonValue, buffer: Buffer, start: number, end: number): void {
    this.#begin('insert', id).document(buffer, start, end);
  }

  delta(id: BsonValue, buffer: Buffer, start: number, end: number): void {
    this.#begin('update', id).delta(id, buffer, start, end);
  }

  delete(id: BsonValue): void {
    this.deletedIds.push(id);
    this.#begin('delete', id).deletion(id, !this.#isSpread);
  }

  replace(id: BsonValue, buffer: Buffer, start: number, end: number): void {
    const writer = this.#begin('update', id);
    if (peculiarityOf(buffer, start) === 'none') writer.replacement(id, buffer, start, end);
    else writer.literalReplacement(id, buffer, start, end);
  }

  finish(): readonly Command[] {
    for (const kind of this.#open.keys()) this.#close(kind);
    return this.#finished;
  }

  #begin(kind: WriteKind, id: BsonValue): StatementWriter {
    const open = this.#open.get(kind);
    const most = kind === 'insert' ? alone : this.#changeLimits;
    if (open !== undefined && (open.ids.length >= most.statements || open.writer.byteLength >= most.bytes)) {
      this.#close(kind);
    }
    let current = this.#open.get(kind);
    if (current === undefined) {
      current = { writer: new StatementWriter(), ids: [] };
      this.#open.set(kind, current);
    }
    current.ids.push(id);
    return current.writer;
  }

  #close(kind: WriteKind): void {
    const { writer, ids } = this.#open.get(kind)!;
    this.#open.delete(kind);
    const numbering = kind === 'insert' ? 'each' : this.#numbering;
    this.#finished.push({ kind, numbering, statements: writer.finish(), ids });
  }
}

/** Returns the `_id`s for which the command did not do what it was meant to: their documents have to be fetched. */
async function send(context: SyncContext, entry: CollectionEntry, command: Command): Promise<readonly BsonValue[]> {
  const { kind, numbering, statements, ids } = command;
  const { n, failures } = await context.writer.write(kind, entry.destination, statements, numbering);
  if (kind === 'delete') return failures.map(({ index }) => ids[index]!);
  // An update that matches nothing is a lost document until proven otherwise, and the reply does not say which one.
  if (kind === 'update' && n + failures.length < ids.length) return ids;
  return failures.map(({ index }) => ids[index]!);
}

/** Brings documents of one collection to their present state on the source. */
export async function touchDocuments(
  context: SyncContext,
  entry: CollectionEntry,
  ids: readonly BsonValue[],
  readAfter: ClusterTime,
): Promise<void> {
  const distinct = [...new Map(ids.map((id) => [exactKey(id), id])).values()];
  context.statistics.documentsFetched += distinct.length;
  const twins = equalInValue(distinct, entry.hasCollation);
  const waiting = [...distinct];
  const fetchSome = async () => {
    while (waiting.length > 0) {
      await context.fetchSlots.run(async () => {
        const part = waiting.splice(0, fetchSize(context, entry));
        if (part.length > 0) waiting.push(...(await refresh(context, entry, part, twins, readAfter)));
      });
    }
  };
  await Promise.all(Array.from({ length: Math.ceil(distinct.length / fetchSize(context, entry)) }, fetchSome));
}

/** Keys under which several different `_id`s were asked for: 1 and 1.0, or two spellings under a collation. */
function equalInValue(ids: readonly BsonValue[], hasCollation: boolean): ReadonlySet<IdKey> {
  const seen = new Set<IdKey>();
  const twice = new Set<IdKey>();
  for (const id of ids) {
    const key = idKey(id, hasCollation);
    if (seen.has(key)) twice.add(key);
    seen.add(key);
  }
  return twice;
}

/** @returns those that have to be asked for again */
async function refresh(
  context: SyncContext,
  entry: CollectionEntry,
  ids: readonly BsonValue[],
  twins: ReadonlySet<IdKey>,
  readAfter: ClusterTime,
): Promise<readonly BsonValue[]> {
  const fetched = await fetchDocuments(context, entry, ids, readAfter);
  if (fetched === undefined) return [];
  // A destination document under an equal but different _id cannot be replaced, only removed and inserted.
  const removals = new CommandBuilder(context, entry);
  for (const id of fetched.missing) if (entry.kind !== 'capped') removals.delete(id);
  for (const { id } of fetched.found) {
    if (entry.isSpread || twins.has(idKey(id, entry.hasCollation))) removals.delete(id);
  }
  await beforeDeleting(entry, removals.deletedIds, readAfter);
  await sendAll(context, entry, removals);
  const again = entry.isSpread
    ? await insertAll(context, entry, fetched.found, readAfter)
    : await replaceAll(context, entry, fetched.found, readAfter);
  remember(context, entry, fetched, readAfter);
  return [...fetched.left, ...again];
}

/**
 * Writes documents that were removed before.
 * @returns those that the copy has brought meanwhile, as they may be by now
 */
async function insertAll(
  context: SyncContext,
  entry: CollectionEntry,
  documents: readonly FetchedDocument[],
  readAfter: ClusterTime,
): Promise<readonly BsonValue[]> {
  const insertions = new CommandBuilder(context, entry);
  const again: BsonValue[] = [];
  for (const { id, buffer, start, end } of documents) {
    if (peculiarityOf(buffer, start) === 'emptyTimestamp') {
      await rewrite(context, entry, id, buffer.subarray(start, end), readAfter);
    } else insertions.insert(id, buffer, start, end);
  }
  for (const command of insertions.finish()) {
    const refusals = await refusedOf(context, entry, command, ({ isDuplicateId }) => isDuplicateId);
    again.push(...refusals.map(({ id }) => id));
  }
  return again;
}

/**
 * Aggregation's documents hold each top-level name once, so `$literal` neither writes a document that has one twice nor
 * replaces one (error of 6.0.27).
 */
const repeatedName = 7693400;
/** ImmutableField: what is there bears another spelling of the `_id`, equal under the collation. */
const otherSpelling = 66;

async function replaceAll(
  context: SyncContext,
  entry: CollectionEntry,
  documents: readonly FetchedDocument[],
  readAfter: ClusterTime,
): Promise<readonly BsonValue[]> {
  const byKey = new Map(documents.map((document) => [exactKey(document.id), document]));
  const replacements = new CommandBuilder(context, entry);
  for (const { id, buffer, start, end } of documents) replacements.replace(id, buffer, start, end);
  const again: BsonValue[] = [];
  for (const command of replacements.finish()) {
    for (const { id, isExpected, code } of await refusedOf(context, entry, command, needsRewriting)) {
      const { buffer, start, end } = byKey.get(exactKey(id))!;
      const hasPlace = entry.kind === 'capped' && code === repeatedName;
      if (isExpected) await rewrite(context, entry, id, buffer.subarray(start, end), readAfter, hasPlace);
      else again.push(id);
    }
  }
  return again;
}

const needsRewriting = ({ code }: WriteFailure) => code === repeatedName || code === otherSpelling;

interface Refused {
  readonly id: BsonValue;
  readonly code: number;
  /** The caller knows what to do; of every other an index was in the way that is gone by now. */
  readonly isExpected: boolean;
}

/**
 * Sends a command, and lets indexes give way to documents that are refused for another reason than the expected ones.
 * @throws EngineError GW920 where no index is the reason
 */
async function refusedOf(
  context: SyncContext,
  entry: CollectionEntry,
  { kind, numbering, statements, ids }: Command,
  isExpected: (failure: WriteFailure) => boolean,
): Promise<readonly Refused[]> {
  const timesGivenWay = context.catalogSync.timesGivenWay(entry);
  const { failures } = await context.writer.write(kind, entry.destination, statements, numbering);
  const unexpected = failures.find((failure) => !isExpected(failure));
  if (unexpected !== undefined && !(await context.catalogSync.giveWay(entry, unexpected, timesGivenWay))) {
    throw documentRefused(entry, ids[unexpected.index]!, unexpected);
  }
  return failures.map((failure) => ({
    id: ids[failure.index]!,
    code: failure.code,
    isExpected: isExpected(failure),
  }));
}

/**
 * Removes and inserts what no update can put in place; what inserts fill in gets its value back afterwards.
 * @param hasPlace the document is to stay where it lies, if a plain replacement can bring the rest of it
 */
async function rewrite(
  context: SyncContext,
  entry: CollectionEntry,
  id: BsonValue,
  bytes: Buffer,
  readAfter: ClusterTime,
  hasPlace = false,
): Promise<void> {
  const { document, delta } = withoutEmptyTimestamps(bytes);
  const writing = new CommandBuilder(context, entry);
  if (hasPlace && peculiarityOf(document, 0) === 'none') {
    writing.replace(id, document, 0, document.length);
  } else {
    const removal = new CommandBuilder(context, entry);
    removal.delete(id);
    await beforeDeleting(entry, removal.deletedIds, readAfter);
    await sendAll(context, entry, removal);
    writing.insert(id, document, 0, document.length);
  }
  await sendAll(context, entry, writing);
  if (delta === undefined) return;
  const correction = new CommandBuilder(context, entry);
  correction.delta(id, delta, 0, delta.length);
  await sendAll(context, entry, correction);
}

async function sendAll(context: SyncContext, entry: CollectionEntry, commands: CommandBuilder): Promise<void> {
  await Promise.all(
    commands.finish().map(async (command) => {
      // What is written in several steps is one document; what of it was refused is sent again as it is.
      while ((await refusedOf(context, entry, command, () => false)).length > 0);
    }),
  );
}

function remember(
  { catalog }: SyncContext,
  entry: CollectionEntry,
  { found, missing, readUntil }: FetchResult,
  readAfter: ClusterTime,
): void {
  for (const id of [...missing, ...found.map((document) => document.id)]) {
    entry.fetched.set(exactKey(id), idKey(id, entry.hasCollation), readAfter, readUntil);
  }
  boundFetched(catalog.entries);
}
