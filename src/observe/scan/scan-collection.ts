import { decodeId } from '../../mongo/bson/exact.ts';
import { isSendable } from '../../mongo/bson/sendable.ts';
import {
  type BsonValue,
  describeValue,
  detached,
  documentId,
  idDocument,
  isIdentical,
} from '../../mongo/bson/value.ts';
import { forEachDocument } from '../../mongo/bson/walk.ts';
import type { Document, MongoClient, ReadPreference } from '../../mongo/driver.ts';
import { isCursorLost, isNoCollection, isTransient } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import type { NamespaceObservation } from '../observation.ts';
import { TraitFinder } from './document-traits.ts';
import { EqualIdFinder } from './equal-ids.ts';
import { LongKeyFinder } from './long-keys.ts';
import type { CollectionScan, FoundKey } from './scan-progress.ts';
import { settleLongKeys } from './settle-long-keys.ts';

const batchSize = 10_000;
const samples = 5;
const maxReopenings = 20;

export interface ScanOptions {
  readonly client: MongoClient;
  readonly readPreference: ReadPreference;
  readonly signal: AbortSignal;
  /** The destination has the old limit for index keys. */
  readonly limitsKeys: boolean;
  /** After each batch, with the documents and bytes in it. */
  readonly onBatch: (documents: number, bytes: number) => void;
}

/** What is scanned of a collection. */
export type ScannedCollection = Pick<NamespaceObservation, 'database' | 'collection' | 'indexes' | 'options'>;

/**
 * Reads a collection in the order of `_id` and notes what is peculiar in it. What it comes to know is in `scan` after each
 * batch, so that it can be stopped between any two.
 */
export async function scanCollection(
  collection: ScannedCollection,
  scan: CollectionScan,
  options: ScanOptions,
): Promise<void> {
  const finders: Finders = {
    traits: new TraitFinder(),
    longKeys: new LongKeyFinder(collection.indexes, options.limitsKeys),
  };
  for (let reopenings = 0; !scan.isDone; reopenings += 1) {
    try {
      await scanFrom(collection, scan, finders, options);
      await settleLongKeys(namespaceOf(collection), scan, collection.indexes, options);
      scan.isDone = true;
    } catch (error) {
      if (isNoCollection(error)) scan.isDone = true;
      else if (!(isCursorLost(error) || isTransient(error)) || reopenings === maxReopenings) throw error;
    }
  }
}

interface Finders {
  readonly traits: TraitFinder;
  readonly longKeys: LongKeyFinder;
}

async function scanFrom(
  collection: ScannedCollection,
  scan: CollectionScan,
  finders: Finders,
  { client, readPreference, signal, onBatch }: ScanOptions,
): Promise<void> {
  const { db, coll } = namespaceOf(collection);
  const resumed = scan.last === undefined ? undefined : valueIn(Buffer.from(scan.last, 'base64'));
  const command: Document = {
    find: coll,
    hint: { _id: 1 },
    sort: { _id: 1 },
    batchSize,
    ...(resumed === undefined ? {} : { min: { _id: decodeId(resumed) } }),
  };
  const session = client.startSession({ causalConsistency: false });
  const cursor = await RawCursor.open(client, db, command, { session, readPreference, batchSize, prefetch: true });
  const equalIds = new EqualIdFinder(collection.options?.hasCollation === true);
  const find = async (filter: Document) =>
    await client
      .db(db)
      .collection(coll)
      .find(filter, { projection: { _id: 1 }, limit: 2, readPreference })
      .toArray();
  try {
    let previous: BsonValue | undefined;
    // The bound is inclusive: what was looked at is passed over.
    let isSkipping = resumed !== undefined;
    for (let batch = await cursor.next(); batch !== undefined; batch = await cursor.next()) {
      signal.throwIfAborted();
      const { bytes, arrayStart } = batch;
      let seen = 0;
      forEachDocument(bytes, arrayStart, (start) => {
        const id = documentId(bytes, start);
        if (id === undefined) return;
        if (isSkipping && resumed !== undefined && isIdentical(id, resumed)) return;
        isSkipping = false;
        seen += 1;
        const traits = finders.traits.find(bytes, start);
        for (const trait of traits) note(scan, trait, describeValue(id));
        if (!traits.has('unknownType')) finders.longKeys.look(bytes, start, id, scan.longKeys);
        equalIds.look(id);
        previous = id;
      });
      for (const id of await equalIds.take(find)) note(scan, 'duplicateId', id);
      if (previous !== undefined) {
        previous = detached(previous);
        if (isSendable(previous)) scan.last = idDocument(previous).toString('base64');
      }
      scan.documents += seen;
      onBatch(seen, bytes.length);
    }
  } finally {
    await cursor.close();
    await session.endSession();
  }
}

function note({ found }: CollectionScan, trait: FoundKey, id: string): void {
  found[trait] ??= { count: 0, first: [] };
  found[trait].count += 1;
  if (found[trait].first.length < samples) found[trait].first.push(id);
}

function namespaceOf({ database: db, collection: coll }: ScannedCollection): Namespace {
  return { db, coll };
}

/** The `_id` of a document that holds nothing else. */
function valueIn(document: Buffer): BsonValue {
  return documentId(document, 0)!;
}
