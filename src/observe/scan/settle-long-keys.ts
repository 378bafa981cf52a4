/**
 * What long keys mean, which the server is asked: whether a partial index holds them at all, and which documents a unique
 * index would not hold together. What is equal, across types and under a collation, is the server's to say.
 */
import { idFilter } from '../../mongo/bson/id-filter.ts';
import { type BsonValue, describeValue, documentId, idDocument } from '../../mongo/bson/value.ts';
import { BSON, type Document, type MongoClient, type ReadPreference } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import type { IndexObservation } from '../observation.ts';
import type { LongKeys } from './long-keys.ts';
import { type CollectionScan, foundKey } from './scan-progress.ts';

const samples = 5;

/** Bytes of `_id`s in one question; a command has 16 MB. */
const mostIdBytes = 8_000_000;

/** So that a value comes back as the type that it is. */
const exactTypes = { promoteValues: false, promoteLongs: false, bsonRegExp: true } as const;

export interface LongKeyOptions {
  readonly client: MongoClient;
  readonly readPreference: ReadPreference;
}

/** Asks once the whole collection was looked at; what it comes to know is in `scan.found`. */
export async function settleLongKeys(
  namespace: Namespace,
  scan: CollectionScan,
  indexes: readonly IndexObservation[],
  options: LongKeyOptions,
): Promise<void> {
  for (const index of indexes) {
    const keys = scan.longKeys[index.name];
    if (keys === undefined || keys.count === 0) continue;
    await noteLong(namespace, scan, index, keys, options);
    if (index.isUnique && index.name !== '_id_') await noteConflicts(namespace, scan, index, keys, options);
  }
}

/** A partial index holds the keys of the documents that meet its filter, of which there may be none. */
async function noteLong(
  namespace: Namespace,
  { found }: CollectionScan,
  { name, options: { partialFilter } = {} }: IndexObservation,
  { count, long }: LongKeys,
  options: LongKeyOptions,
): Promise<void> {
  const ids = valuesOf(long);
  const filter = partialFilter === undefined ? undefined : parsed(partialFilter);
  const held = filter === undefined ? ids : await meeting(namespace, ids, filter, options);
  if (held.length === 0) return;
  // Of those that are not kept nobody knows whether they meet the filter.
  const total = held.length === ids.length ? count : held.length;
  found[foundKey('longIndexKey', name)] = { count: total, first: described(held) };
}

async function noteConflicts(
  namespace: Namespace,
  { found }: CollectionScan,
  index: IndexObservation,
  { count, long, near, isCut }: LongKeys,
  options: LongKeyOptions,
): Promise<void> {
  const ids = valuesOf([...long, ...near]);
  // The number of an element in a path is not what it is in an expression.
  const isNumbered = index.key.some(([field]) => /(^|\.)\d+(\.|$)/.test(field));
  if (isCut || isNumbered || sizeOf(ids) > mostIdBytes) {
    found[foundKey('uniqueUnknown', index.name)] = { count, first: described(valuesOf(long)) };
    return;
  }
  const conflicting = await conflictingIds(namespace, index, ids, options);
  if (conflicting.length === 0) return;
  found[foundKey('uniqueConflict', index.name)] = { count: conflicting.length, first: described(conflicting) };
}

async function conflictingIds(
  { db, coll }: Namespace,
  index: IndexObservation,
  ids: readonly BsonValue[],
  { client, readPreference }: LongKeyOptions,
): Promise<readonly BsonValue[]> {
  const collation = index.options?.collation;
  const groups = await client
    .db(db)
    .collection(coll)
    .aggregate(conflictPipeline(index, ids), {
      collation: collation === undefined ? { locale: 'simple' } : parsed(collation),
      allowDiskUse: true,
      readPreference,
      ...exactTypes,
    } as Document)
    .toArray();
  const found = new Map(
    groups.flatMap(({ ids: own }) => (own as unknown[]).map(idValue)).map((id) => [textOf(id), id]),
  );
  // In the order in which they were read.
  const order = new Map(ids.map((id, position) => [textOf(id), position]));
  return [...found].sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).map(([, id]) => id);
}

/** Groups of documents with one key in common; each element of an array makes a key. */
function conflictPipeline({ key, options = {} }: IndexObservation, ids: readonly BsonValue[]): Document[] {
  const { partialFilter, isSparse = false } = options;
  const prefixes = new Set(key.flatMap(([field]) => prefixesOf(field)));
  const values = key.map(([field], position) => [`k${position}`, `$${field}`] as const);
  const isIndexed = { $or: values.map(([name]) => ({ [`_id.${name}`]: { $ne: null } })) };
  return [
    { $match: idFilter(ids) },
    ...(partialFilter === undefined ? [] : [{ $match: parsed(partialFilter) }]),
    ...[...prefixes].map((path) => ({ $unwind: { path: `$${path}`, preserveNullAndEmptyArrays: true } })),
    {
      $group: {
        _id: Object.fromEntries(values.map(([name, path]) => [name, { $ifNull: [path, null] }])),
        ids: { $addToSet: '$_id' },
      },
    },
    { $match: { 'ids.1': { $exists: true }, ...(isSparse ? isIndexed : {}) } },
    { $project: { _id: 0, ids: 1 } },
  ];
}

/** `a`, `a.b` and `a.b.c`, in this order. */
function prefixesOf(field: string): readonly string[] {
  const parts = field.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Those of the documents that meet a filter. */
async function meeting(
  { db, coll }: Namespace,
  ids: readonly BsonValue[],
  filter: Document,
  { client, readPreference }: LongKeyOptions,
): Promise<readonly BsonValue[]> {
  const found = await client
    .db(db)
    .collection(coll)
    .find({ $and: [idFilter(ids), filter] }, { projection: { _id: 1 }, readPreference, ...exactTypes })
    .toArray();
  return found.map(({ _id }) => idValue(_id));
}

function valuesOf(kept: readonly string[]): readonly BsonValue[] {
  return kept.map((text) => documentId(Buffer.from(text, 'base64'), 0)!);
}

function idValue(_id: unknown): BsonValue {
  return documentId(Buffer.from(BSON.serialize({ _id })), 0)!;
}

function textOf(id: BsonValue): string {
  return idDocument(id).toString('base64');
}

function sizeOf(ids: readonly BsonValue[]): number {
  return ids.reduce((sum, { start, end }) => sum + end - start, 0);
}

function described(ids: readonly BsonValue[]): string[] {
  return ids.slice(0, samples).map(describeValue);
}

function parsed(extendedJson: string): Document {
  return BSON.EJSON.parse(extendedJson, { relaxed: false }) as Document;
}
