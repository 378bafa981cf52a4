/**
 * How much a capped collection may hold, which servers change from 6.0 on. A server drops the oldest documents with the next
 * insert, so the limits of the destination decide what documents there are. They are raised before anything is inserted
 * that the source has made room for, and lowered when everything is applied: what falls out on the source meanwhile
 * the stream tells.
 */
import type { ExactDocument } from '../../mongo/bson/exact.ts';
import { idFilter } from '../../mongo/bson/id-filter.ts';
import { isIdentical } from '../../mongo/bson/value.ts';
import type { Document, MongoClient } from '../../mongo/driver.ts';
import { isNoCollection } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { readIds } from '../../mongo/read-ids.ts';
import type { SyncContext } from '../sync-context.ts';
import type { CollectionEntry, CopiedAmount } from './collection-entry.ts';
import { CollectionLookup } from './collection-lookup.ts';

/** Of a collection that is not capped neither limit is there. */
interface CappedLimits {
  readonly size: unknown;
  readonly max: unknown;
}

export function limitsOf(options: ExactDocument): CappedLimits {
  return { size: options.get('size'), max: options.get('max') };
}

/** The parameters of `collMod` for what is to be more than it is; with `both` for what is to be less, too. */
export function limitChanges(present: CappedLimits, wanted: CappedLimits, both = false): Document {
  const isToChange = (limit: keyof CappedLimits) => {
    const [before, after] = [amountOf(present[limit]), amountOf(wanted[limit])];
    return after > before || (both && after < before);
  };
  return {
    ...(isToChange('size') ? { cappedSize: wanted.size } : {}),
    ...(isToChange('max') ? { cappedMax: wanted.max ?? 0 } : {}),
  };
}

/** Without a number, or with none above 0, there is no limit. */
function amountOf(limit: unknown): number {
  const amount = Number(limit ?? 0);
  return amount > 0 ? amount : Number.POSITIVE_INFINITY;
}

/**
 * Carries out what an event says of a capped collection's limits, before what comes behind it is inserted.
 * @param description the parameters of the source's `collMod`
 */
export async function raiseLimits(
  { destination }: SyncContext,
  entry: CollectionEntry,
  description: ExactDocument,
): Promise<void> {
  if (entry.kind !== 'capped' || !(description.has('cappedSize') || description.has('cappedMax'))) return;
  const there = await new CollectionLookup(destination.client).find(entry.destination);
  if (there === undefined) return;
  const present = limitsOf(there.options);
  const wanted = {
    size: description.get('cappedSize') ?? present.size,
    max: description.has('cappedMax') ? description.get('cappedMax') : present.max,
  };
  await modify(destination.client, there, limitChanges(present, wanted));
}

/** Raises the limits to those that the source has by now, for a copy that is ahead of the stream, and at least to so much. */
export async function makeRoom(
  { catalogSync, destination }: SyncContext,
  entry: CollectionEntry,
  atLeast: CopiedAmount,
): Promise<void> {
  const lookup = new CollectionLookup(destination.client);
  const [listed, there] = await Promise.all([catalogSync.atSource(entry), lookup.find(entry.destination)]);
  if (listed === undefined || there === undefined) return;
  const { size, max } = limitsOf(listed.options);
  const wanted = {
    size: amountOf(size) < atLeast.bytes ? atLeast.bytes : size,
    max: amountOf(max) < atLeast.documents ? atLeast.documents : max,
  };
  await modify(destination.client, there, limitChanges(limitsOf(there.options), wanted));
}

/**
 * Whether a copy has pushed documents out that the source still has: it got more room meanwhile, or holds more than its
 * limits say until the next insert.
 */
export async function hasLostOldest(
  { catalogSync, source, destination }: SyncContext,
  entry: CollectionEntry,
  copiedDocuments: number,
): Promise<boolean> {
  const { db, coll } = entry.destination;
  const { n } = await destination.client.db(db).command({ count: coll });
  if (n >= copiedDocuments) return false;
  const listed = await catalogSync.atSource(entry);
  if (listed === undefined) return false;
  const find = { find: listed.coll, projection: { _id: 1 }, sort: { $natural: 1 }, limit: 1 };
  const [oldest] = await readIds(source.client, listed, find);
  if (oldest === undefined) return false;
  const findSame = { find: coll, projection: { _id: 1 }, filter: idFilter([oldest]) };
  const found = await readIds(destination.client, entry.destination, findSame);
  return !found.some((id) => isIdentical(id, oldest));
}

/** Lowers the limits to those of the source, which is quiet and whose changes are applied. */
export async function settleLimits({ catalog, catalogSync, destination }: SyncContext): Promise<void> {
  const lookup = new CollectionLookup(destination.client);
  const settle = async (entry: CollectionEntry) => {
    const [listed, there] = await Promise.all([catalogSync.atSource(entry), lookup.find(entry.destination)]);
    if (listed === undefined || there === undefined) return;
    await modify(destination.client, there, limitChanges(limitsOf(there.options), limitsOf(listed.options), true));
  };
  await Promise.all(catalog.entries.filter(({ kind }) => kind === 'capped').map(settle));
}

/** What is gone by now is made anew with the limits that the source has by then. */
async function modify(client: MongoClient, { db, coll }: Namespace, changes: Document): Promise<void> {
  if (Object.keys(changes).length === 0) return;
  try {
    await client.db(db).command({ collMod: coll, ...changes, writeConcern: { w: 'majority' } });
  } catch (error) {
    if (!isNoCollection(error)) throw error;
  }
}
