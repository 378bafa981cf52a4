import { messageOf } from '../../lib/errors.ts';
import { ExactDocument } from '../../mongo/bson/exact.ts';
import { type Document, type MongoClient, MongoServerError, UUID } from '../../mongo/driver.ts';
import { codeOf, isNoIndex, isOtherCollection, isTransient } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import type { LeasedDestination } from '../catalog/destination-collections.ts';
import { type ListedCollection, listIndexes } from '../catalog/source-catalog.ts';
import { isByIdAlone, type ShardKey, supports } from '../sharding/shard-key.ts';
import { type IndexSpec, indexKey, indexName, isInherent, isSameIndex, modification } from './index-spec.ts';

/** A collection of the destination by both, so that nothing is built where another bears the name by then. */
type Identity = Pick<ListedCollection, 'db' | 'coll' | 'uuid'>;

/** An index that the destination would not build, for people. */
export interface FailedIndex {
  readonly namespace: string;
  readonly indexName: string;
  readonly key: unknown;
  readonly reason: string;
  readonly code: number;
}

export interface ReconcileResult {
  readonly built: number;
  readonly failed: readonly FailedIndex[];
}

/**
 * Makes the collection's indexes those that are wanted: drops what is not among them, builds what is missing in one
 * command, and falls back to one by one where that fails, so that one bad index takes no other with it.
 * An index takes over the collection's default collation unless it says otherwise.
 */
export async function reconcileIndexes(
  destination: LeasedDestination,
  namespace: Identity,
  wanted: readonly IndexSpec[],
  { hasCollation, shardKey }: Pick<CollectionEntry, 'hasCollation' | 'shardKey'>,
): Promise<ReconcileResult> {
  const present = await modified(destination, namespace, await presentIndexes(destination.client, namespace), wanted);
  const kept = present.filter((spec) => isAmong(spec, wanted));
  await dropOthers(destination, namespace, { present, kept, shardKey });
  const missing = wanted
    .filter((spec) => !isAmong(spec, present))
    .map((spec) => (hasCollation ? withOwnCollation(spec) : spec));
  if (missing.length === 0) return { built: 0, failed: [] };
  try {
    await createIndexes(destination, namespace, missing);
    return { built: missing.length, failed: [] };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return await createOneByOne(destination, namespace, missing);
  }
}

/**
 * Drops all but those that are kept, and what no server drops.
 * @returns what was dropped
 */
export async function dropOthers(
  destination: LeasedDestination,
  namespace: Namespace,
  {
    present,
    kept,
    shardKey,
  }: {
    readonly present: readonly IndexSpec[];
    readonly kept: readonly IndexSpec[];
    readonly shardKey: ShardKey | undefined;
  },
): Promise<readonly IndexSpec[]> {
  const others = present.filter((spec) => !kept.includes(spec) && !restsOn(spec, shardKey, kept));
  for (const spec of others) await dropIndex(destination, namespace, indexName(spec));
  return others;
}

/** Whether two lists, each without repetitions, hold the same indexes in whatever order. */
export function areSameIndexes(some: readonly IndexSpec[], others: readonly IndexSpec[]): boolean {
  return some.length === others.length && some.every((spec) => isAmong(spec, others));
}

export function isAmong(spec: IndexSpec, others: readonly IndexSpec[]): boolean {
  return others.some((other) => isSameIndex(other, spec));
}

/** No server drops the last index that a shard key rests on, nor should anybody. */
function restsOn(spec: IndexSpec, shardKey: ShardKey | undefined, kept: readonly IndexSpec[]): boolean {
  if (shardKey === undefined || !supports(spec, shardKey)) return false;
  const isOnIdIndex = isByIdAlone(shardKey) && shardKey[0]?.kind === 1;
  return !isOnIdIndex && !kept.some((other) => supports(other, shardKey));
}

export async function presentIndexes(client: MongoClient, namespace: Namespace): Promise<readonly IndexSpec[]> {
  return (await listIndexes(client, namespace)).filter((spec) => !isInherent(spec));
}

/** Changes what needs no building, and lists the indexes again where that was done. */
async function modified(
  { client, lease }: LeasedDestination,
  namespace: Namespace,
  present: readonly IndexSpec[],
  wanted: readonly IndexSpec[],
): Promise<readonly IndexSpec[]> {
  let hasChanged = false;
  for (const spec of present) {
    const twin = wanted.find((other) => indexName(other) === indexName(spec));
    const changes = twin && modification(spec, twin);
    if (changes === undefined) continue;
    const index = { name: indexName(spec), ...changes };
    lease.remainingMs();
    await client.db(namespace.db).command({ collMod: namespace.coll, index, writeConcern: { w: 'majority' } });
    hasChanged = true;
  }
  return hasChanged ? await presentIndexes(client, namespace) : present;
}

/** An index without a collation on a collection with one is simple, and has to say so. */
export function withOwnCollation(spec: IndexSpec): IndexSpec {
  if (spec.has('collation')) return spec;
  const own = new ExactDocument();
  for (const [name, value] of spec) own.append(name, value);
  own.append('collation', { locale: 'simple' });
  return own;
}

async function createOneByOne(
  destination: LeasedDestination,
  namespace: Identity,
  specs: readonly IndexSpec[],
): Promise<ReconcileResult> {
  const failed: FailedIndex[] = [];
  for (const spec of specs) {
    try {
      await createIndexes(destination, namespace, [spec]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      failed.push(failedIndex(namespace, spec, { code: codeOf(error), message: messageOf(error) }));
    }
  }
  return { built: specs.length - failed.length, failed };
}

/** The server says what is wrong with an index. */
function isRefusal(error: unknown): boolean {
  return error instanceof MongoServerError && !isTransient(error) && !isOtherCollection(error);
}

/** Without the UUID servers make a collection for one that comes behind a drop, of this run or of one that is over. */
async function createIndexes(
  { client, lease }: LeasedDestination,
  { db, coll, uuid }: Identity,
  specs: readonly IndexSpec[],
): Promise<void> {
  const collectionUUID = new UUID(uuid);
  const command: Document = { createIndexes: coll, indexes: specs, collectionUUID, writeConcern: { w: 'majority' } };
  lease.remainingMs();
  await client.db(db).command(command);
}

async function dropIndex({ client, lease }: LeasedDestination, { db, coll }: Namespace, name: string): Promise<void> {
  lease.remainingMs();
  try {
    await client.db(db).command({ dropIndexes: coll, index: name, writeConcern: { w: 'majority' } });
  } catch (error) {
    if (!isNoIndex(error)) throw error;
  }
}

export function failedIndex(
  { db, coll }: Namespace,
  spec: IndexSpec,
  { code, message }: { readonly code: number; readonly message: string },
): FailedIndex {
  const key = Object.fromEntries(indexKey(spec));
  return { namespace: `${db}.${coll}`, indexName: indexName(spec), key, reason: message, code };
}
