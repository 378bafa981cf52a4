import { idFilter } from '../../mongo/bson/id-filter.ts';
import { idKey } from '../../mongo/bson/id-key.ts';
import { type BsonValue, documentId } from '../../mongo/bson/value.ts';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import type { CollectionEntry } from '../catalog/collection-entry.ts';
import { CollectionGoneError, readByUuid } from '../read-by-uuid.ts';
import { sourceTimeNow } from '../source-time.ts';
import type { SyncContext } from '../sync-context.ts';
import { exactKey } from './event-batch.ts';

/** A document as the source has it, where it lies in a reply. */
export interface FetchedDocument {
  readonly id: BsonValue;
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
}

export interface FetchResult {
  readonly found: readonly FetchedDocument[];
  /** Asked for, and not on the source under exactly this `_id`. */
  readonly missing: readonly BsonValue[];
  /** Asked for, and not looked at: what was found is as much as should be in memory at once. */
  readonly left: readonly BsonValue[];
  /** No document was read after this time. */
  readonly readUntil: ClusterTime;
}

/** More documents than this are not worth a command of their own, whatever their size. */
const maxFetchIds = 500;

/** How many documents of the collection to fetch at once. */
export function fetchSize({ memory }: SyncContext, { documentBytes }: CollectionEntry): number {
  return Math.max(1, Math.min(maxFetchIds, Math.floor(memory.fetchBytes / documentBytes)));
}

/**
 * Reads the present state of documents, at or after `readAfter`, committed by a majority (correctness rule 1). It may be
 * ahead of the stream; the horizon covers it when it is returned.
 * @returns `undefined` when the collection is gone: its drop is yet to come in the stream, and settles everything
 */
export async function fetchDocuments(
  context: SyncContext,
  entry: CollectionEntry,
  ids: readonly BsonValue[],
  readAfter: ClusterTime,
): Promise<FetchResult | undefined> {
  const { client } = context.source;
  const session = client.startSession({ causalConsistency: false });
  try {
    const result = await readByUuid(context.source, entry, async ({ db, coll }, guard) => {
      const command = {
        find: coll,
        filter: entry.match === undefined ? idFilter(ids) : { $and: [idFilter(ids), entry.match] },
        batchSize: ids.length + 1,
        readConcern: { level: 'majority', afterClusterTime: timestampOf(readAfter) },
        ...guard,
      };
      return await context.activities.during('read', `the source's answer to a read of ${db}.${coll}`, async () => {
        const cursor = await RawCursor.open(client, db, command, { session });
        // Documents may be larger than those before: behind twice as much no further reply is asked for.
        const now = async () => await sourceTimeNow(client);
        return await collect(cursor, entry, ids, { readAfter, now, mostBytes: 2 * context.memory.fetchBytes });
      });
    });
    await context.horizon.cover(result.readUntil);
    return result;
  } catch (error) {
    if (error instanceof CollectionGoneError) return undefined;
    throw error;
  } finally {
    await session.endSession();
  }
}

interface CollectOptions {
  readonly readAfter: ClusterTime;
  /** At or behind whatever was read so far, where the server does not tell. */
  readonly now: () => Promise<ClusterTime>;
  readonly mostBytes: number;
}

async function collect(
  cursor: RawCursor,
  entry: CollectionEntry,
  ids: readonly BsonValue[],
  { readAfter, now, mostBytes }: CollectOptions,
): Promise<FetchResult> {
  const { hasCollation } = entry;
  const found: FetchedDocument[] = [];
  // The query may find whole types of _ids; those that were asked for, and their equals, are meant.
  const wanted = new Set(ids.map((id) => idKey(id, hasCollation)));
  const missing = new Map(ids.map((id) => [exactKey(id), id]));
  let readUntil = readAfter;
  let foundBytes = 0;
  let isWhole = false;
  while (!isWhole && foundBytes < mostBytes) {
    const batch = await cursor.next();
    isWhole = batch === undefined;
    if (batch === undefined) break;
    const { bytes, arrayStart, operationTime } = batch;
    readUntil = laterOf(readUntil, operationTime ?? (await now()));
    forEachDocument(bytes, arrayStart, (start, end) => {
      const id = documentId(bytes, start)!;
      if (!wanted.has(idKey(id, hasCollation))) return;
      found.push({ id, buffer: bytes, start, end });
      foundBytes += end - start;
      missing.delete(exactKey(id));
    });
  }
  await cursor.close();
  if (found.length > 0) entry.documentBytes = (entry.documentBytes + foundBytes / found.length) / 2;
  if (isWhole) return { found, missing: [...missing.values()], left: [], readUntil };
  // Of equal keys a collection holds one: where another spelling was found, this one is missing.
  const foundKeys = new Set(found.map(({ id }) => idKey(id, hasCollation)));
  const isFound = (id: BsonValue) => foundKeys.has(idKey(id, hasCollation));
  const unfound = [...missing.values()];
  return { found, missing: unfound.filter(isFound), left: unfound.filter((id) => !isFound(id)), readUntil };
}
