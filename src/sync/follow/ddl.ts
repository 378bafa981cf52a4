/**
 * Changes of the catalogue that have to take place at their point in the stream, because they decide what documents
 * there are: create, drop, rename. The follower has applied everything before, and waits.
 *
 * Whatever does not touch documents (indexes, options, views) is not replayed: the event only says that the
 * destination has to be compared with the source again, which `CatalogSync` does beside the stream. Of options only the
 * room of capped collections touches documents.
 */
import { EngineError } from '../../lib/errors.ts';
import type { ExactDocument } from '../../mongo/bson/exact.ts';
import type { ClusterTime } from '../../mongo/cluster-time.ts';
import { UUID } from '../../mongo/driver.ts';
import {
  bucketsPrefix,
  formatNamespace,
  isInternalCollection,
  isInternalDatabase,
  isSameNamespace,
  isTemporary,
  type Namespace,
} from '../../mongo/namespace.ts';
import { listCommitted } from '../as-committed.ts';
import { raiseLimits } from '../catalog/capped-limits.ts';
import type { CollectionEntry, CopyState } from '../catalog/collection-entry.ts';
import {
  createCollection,
  dropCollection,
  leasedDestination,
  removeLeftOver,
} from '../catalog/destination-collections.ts';
import { newEntry, stateWhenMade } from '../catalog/new-entry.ts';
import { shardCollection } from '../sharding/shard-collection.ts';
import { readShardKeys } from '../sharding/source-shard-keys.ts';
import type { SyncContext } from '../sync-context.ts';
import type { OtherEvent } from './change-event.ts';
import { type Ddl, decodeDdl } from './ddl-event.ts';
import {
  applyRefineShardKey,
  applyShardCollection,
  refuseResharding,
  renameOnDestination,
  takeKeyOfName,
} from './sharding-ddl.ts';

/**
 * Newer servers tell these to whoever asks for expanded and system events (`kStartIndexBuildOpType` and those beside it in
 * mongo/src/mongo/db/pipeline/document_source_change_stream.h). An index is there when `createIndexes` says so; the end of
 * a transaction names no collection.
 */
const saysNothing: ReadonlySet<string> = new Set(['startIndexBuild', 'abortIndexBuild', 'endOfTransaction']);

/**
 * Carries out one event that is not about a document.
 * @returns whether it concerns what is in scope
 */
export async function applyDdl(context: SyncContext, event: OtherEvent): Promise<boolean> {
  if (saysNothing.has(event.operationType)) return false;
  const ddl = decodeDdl(event, context.source.facts.canCompareUuid);
  if (isInternalDatabase(ddl.namespace.db)) return false;
  await dispatch(context, event, ddl);
  const { namespace, renamedTo } = ddl;
  if (renamedTo === undefined) return await context.filter.covers(namespace);
  return await context.filter.coversAny(isTemporary(namespace.coll) ? [renamedTo] : [namespace, renamedTo]);
}

async function dispatch(context: SyncContext, event: OtherEvent, ddl: Ddl): Promise<void> {
  switch (event.operationType) {
    case 'create':
      return await applyCreate(context, ddl);
    case 'drop':
      return await applyDrop(context, ddl);
    case 'rename':
      return await applyRename(context, ddl);
    case 'createIndexes':
    case 'dropIndexes':
    case 'modify':
      return await applyChangeBesideTheStream(context, ddl);
    case 'shardCollection':
      return await applyShardCollection(context, ddl);
    case 'refineCollectionShardKey':
      return await applyRefineShardKey(context, ddl);
    case 'reshardCollection':
      return await refuseResharding(context, ddl);
    case 'migrateChunkToNewShard':
    case 'migrateLastChunkFromShard':
    case 'reshardBegin':
    case 'reshardBlockingWrites':
    case 'reshardDoneCatchUp':
      // Where the source keeps documents is its own affair; a resharding that comes to its end is told apart.
      return;
    case 'dropDatabase':
      // Each of its collections has had a drop of its own.
      return context.catalogSync.viewsChanged(ddl.namespace.db);
    default:
      throw new EngineError('GW921', {
        summary: `The source's change stream holds an event of a kind that this version does not know: ${event.operationType}`,
        hint: 'Update godwit; the sync can be resumed afterwards',
        context: { operationType: event.operationType, namespace: formatNamespace(ddl.namespace) },
      });
  }
}

async function applyCreate(context: SyncContext, ddl: Ddl): Promise<void> {
  const { namespace, uuid, description } = ddl;
  if (description.has('viewOn')) return context.catalogSync.viewsChanged(namespace.db);
  if (isInternalCollection(namespace.coll) || context.catalog.byUuid(uuid) !== undefined) return;
  if (isCarriedOut(context, ddl)) return;
  if (ddl.time <= context.entries.listedAt || !(await context.filter.covers(namespace))) return;
  // The rows of convertToCapped are not in the stream: the rename that ends it brings the collection in.
  if (isConvertToCapped(namespace.coll)) return;
  if (isTaken(context, namespace) && (await presentName(context, namespace.db, uuid)) !== namespace.coll) return;
  const entry = await entryOf(context, ddl, namespace, stateWhenMade(description));
  await makeCollection(context, entry, description, ddl.time);
  if (entry.state === 'pending') context.copier.add(entry);
}

/**
 * Makes a collection that came into scope, and takes it into the catalogue.
 * @param changedAt the time of the event that tells of it, if one does
 */
export async function makeCollection(
  context: SyncContext,
  entry: CollectionEntry,
  options: ExactDocument,
  changedAt?: ClusterTime,
): Promise<void> {
  await context.catalogSync.whileNamesRest(async () => {
    refuseTaken(context, entry.source);
    const destination = leasedDestination(context);
    await removeLeftOver(destination, entry.destination);
    await createCollection(destination, entry.destination, options);
    await shardCollection(context, entry);
    await context.entries.add(entry, changedAt);
  });
}

/**
 * A run that begins anew meets events that an earlier run has carried out. To follow collections from name to name again
 * is no use where others have those names by now.
 */
function isCarriedOut({ entries }: SyncContext, { time }: Ddl): boolean {
  return time < entries.carriedOut;
}

/**
 * The catalogue was listed while collections came, went and were renamed, and the stream begins before that; before 6.0
 * it is listed again and again. Where a later collection has the name, what the event is about has given it up in a part
 * of the stream that is yet to come.
 */
export function isTaken({ catalog, mapping }: SyncContext, source: Namespace, byOtherThan?: CollectionEntry): boolean {
  const occupant = catalog.holderAtDestination(mapping.toDestination(source));
  return occupant !== undefined && occupant !== byOtherThan;
}

/** What the collection is called on the source by now; `undefined` when it is gone. */
async function presentName({ source }: SyncContext, db: string, uuid: string): Promise<string | undefined> {
  const [listed] = await listCommitted(source.client, db, { 'info.uuid': new UUID(uuid) });
  return listed?.coll;
}

function isConvertToCapped(coll: string): boolean {
  return /^tmp\w{5}\.convertToCapped\./.test(coll);
}

async function entryOf(
  context: SyncContext,
  { uuid, description }: Ddl,
  source: Namespace,
  state: CopyState,
): Promise<CollectionEntry> {
  const shardKeys = await readShardKeys(context.source.client, uuid);
  return newEntry({ uuid, source, options: description, state }, context, shardKeys);
}

/** A view may bear the name; a collection in scope may not, or source and destination have parted. */
function refuseTaken({ catalog, mapping }: SyncContext, source: Namespace): void {
  const destination = mapping.toDestination(source);
  const occupant = catalog.holderAtDestination(destination);
  if (occupant === undefined) return;
  throw new EngineError('GW922', {
    summary: `${formatNamespace(source)} was created on the source, but the destination's ${formatNamespace(destination)} still belongs to another collection (UUID ${occupant.uuid})`,
    hint: 'Resume the sync; if it stops here again, see whether filters.mapping sends both to one name, and start anew',
  });
}

async function applyDrop(context: SyncContext, { namespace, uuid }: Ddl): Promise<void> {
  if (uuid === '') return context.catalogSync.viewsChanged(namespace.db);
  const entry = context.catalog.byUuid(uuid);
  if (entry !== undefined) await dropEntry(context, entry);
}

async function dropEntry(context: SyncContext, entry: CollectionEntry): Promise<void> {
  const { catalogSync, statistics } = context;
  entry.isGoneFromSource = true;
  await entry.hold();
  await dropCollection(leasedDestination(context), entry.destination);
  await context.entries.remove(entry);
  catalogSync.forget(entry);
  statistics.forget(entry);
  entry.release();
  catalogSync.viewsChanged(entry.source.db);
}

async function applyRename(context: SyncContext, ddl: Ddl): Promise<void> {
  const { uuid, namespace, renamedTo, dropTarget } = ddl;
  if (renamedTo === undefined || isCarriedOut(context, ddl)) return;
  const entry = context.catalog.byUuid(uuid);
  if (entry !== undefined && isSameNamespace(entry.source, renamedTo)) return;
  const isCovered = await context.filter.covers(renamedTo);
  const target = dropTarget === '' ? await replacedBefore60(context, renamedTo) : context.catalog.byUuid(dropTarget);
  if (target !== undefined && target !== entry) await dropEntry(context, target);
  if (entry === undefined) {
    if (isCovered) await bringIn(context, ddl, renamedTo);
  } else if (isTemporary(namespace.coll) && (!isCovered || isOtherFilter(context, entry, renamedTo))) {
    // A name that the filters do not speak of: what is meant is the collection that it becomes.
    await dropEntry(context, entry);
    if (isCovered) await bringIn(context, ddl, renamedTo);
  } else if (isCovered) {
    if (isSameNamespace(entry.source, namespace)) {
      if (isOtherFilter(context, entry, renamedTo))
        return await passIfBack(context, entry, renamedTo, otherFilter(entry, renamedTo));
      if (!isTaken(context, renamedTo, entry)) return await renameEntry(context, entry, ddl.time, renamedTo);
      await catchUp(context, entry, ddl, renamedTo);
    }
  } else await passIfBack(context, entry, renamedTo, leftTheFilter(namespace, renamedTo));
}

/**
 * Older servers do not tell that a rename replaced a collection; it did, if there was one of that name. One that is there
 * still has got the name since.
 */
async function replacedBefore60(context: SyncContext, renamedTo: Namespace): Promise<CollectionEntry | undefined> {
  if (context.source.facts.canCompareUuid) return undefined;
  for (const entry of context.catalog.entries.filter(({ source }) => isSameNamespace(source, renamedTo))) {
    if ((await presentName(context, renamedTo.db, entry.uuid)) === undefined) return entry;
  }
  return undefined;
}

/**
 * Instead of a rename to a name that belongs to a later collection already. By UUID the collection is followed from name to
 * name, and keeps the one that it has on the destination: it gives this one up in a part of the stream that is yet to come.
 * Before 6.0 the other one may be such a one itself, and `settleNames` brings both to their names.
 */
async function catchUp(context: SyncContext, entry: CollectionEntry, { time }: Ddl, to: Namespace): Promise<void> {
  const { catalog, mapping, source, entries } = context;
  const occupant = catalog.atDestination(mapping.toDestination(to))!;
  if (!source.facts.canCompareUuid || isSameNamespace(occupant.source, to)) {
    catalog.rename(entry, to, entry.destination);
    return await entries.saveNames(entry, time);
  }
  const present = await presentName(context, entry.source.db, entry.uuid);
  if (present === undefined) return await dropEntry(context, entry);
  // It comes back to the name that it has.
  if (present !== entry.source.coll) refuseTaken(context, to);
}

/** @param time of the event that tells of it */
export async function renameEntry(
  context: SyncContext,
  entry: CollectionEntry,
  time: ClusterTime,
  to: Namespace,
  destination: Namespace = context.mapping.toDestination(to),
): Promise<void> {
  const { client } = context.destination;
  await entry.hold();
  await context.catalogSync.changeUnderWay(entry);
  const refusal = await context.catalogSync.whileNamesRest(async () => {
    if (!isSameNamespace(entry.destination, destination)) {
      await removeLeftOver(leasedDestination(context), destination);
      await context.entries.beginRename(client, entry, destination, time);
    }
    const refused = await renameOnDestination(context, entry, destination);
    if (refused === undefined) context.catalog.rename(entry, to, destination);
    return refused;
  });
  if (refusal === undefined) {
    await takeKeyOfName(context, entry);
    await context.entries.saveNames(entry, time);
  } else {
    await context.entries.saveNames(entry);
    await passIfBack(context, entry, to, refusal);
  }
  entry.release();
  context.catalogSync.optionsChanged(entry);
}

/** A collection whose documents the stream has not shown comes into scope under a covered name: it is copied now. */
async function bringIn(context: SyncContext, ddl: Ddl, source: Namespace): Promise<void> {
  if (ddl.time <= context.entries.listedAt) return;
  const [listed] = await listCommitted(context.source.client, source.db, { 'info.uuid': new UUID(ddl.uuid) });
  // Gone again already: its drop follows in the stream and has nothing to do either. Renamed again, it is for that event.
  if (listed === undefined || listed.coll !== source.coll) return;
  // Whoever has the name gives it up in a part of the stream that is yet to come; behind that a look finds this one.
  if (!context.source.facts.canCompareUuid && isTaken(context, source)) return;
  const entry = await entryOf(context, { ...ddl, description: listed.options }, source, 'pending');
  await makeCollection(context, entry, listed.options, ddl.time);
  context.copier.add(entry);
}

/**
 * A rename that the sync cannot follow does no harm when the collection is gone by now, or has its name again: the stream
 * tells that later, and until then its events name it by UUID. Under a further name in scope it comes in anew, by the rename
 * that gave it that.
 */
async function passIfBack(
  context: SyncContext,
  entry: CollectionEntry,
  to: Namespace,
  refusal: EngineError,
): Promise<void> {
  const { db, coll } = entry.source;
  const present = await presentName(context, db, entry.uuid);
  if (present === coll) return;
  const comesIn = present !== undefined && present !== to.coll && (await context.filter.covers({ db, coll: present }));
  if (present !== undefined && !comesIn) throw refusal;
  await dropEntry(context, entry);
}

/** Which documents are there was decided by the old name. */
function isOtherFilter({ settings }: SyncContext, entry: CollectionEntry, to: Namespace): boolean {
  return (
    entry.match !== undefined || settings.documentFilters.some(({ namespace }) => namespace === formatNamespace(to))
  );
}

function otherFilter(entry: CollectionEntry, to: Namespace): EngineError {
  return new EngineError('GW923', {
    summary: `${formatNamespace(entry.source)} was renamed to ${formatNamespace(to)}, and a document filter names one of them`,
    detail: 'Which documents are in scope would change with the name',
    hint: 'Rename it back, or to another name in scope, and resume, or start anew',
  });
}

export function leftTheFilter(from: Namespace, to: Namespace): EngineError {
  return new EngineError('GW923', {
    summary: `${formatNamespace(from)} was renamed to ${formatNamespace(to)}, which the filters leave out`,
    detail: 'Its documents can neither be kept up to date nor be given up without a word',
    hint: 'Rename it back, or to another name in scope, and resume, or start anew with filters that cover both names',
  });
}

async function applyChangeBesideTheStream(context: SyncContext, { namespace, uuid, description }: Ddl): Promise<void> {
  const entry = uuid === '' ? context.catalog.atSource(namespace) : context.catalog.byUuid(uuid);
  if (entry !== undefined) {
    await raiseLimits(context, entry, description);
    context.catalogSync.optionsChanged(entry);
  } else if (!namespace.coll.startsWith(bucketsPrefix)) context.catalogSync.viewsChanged(namespace.db);
}
