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
import { isCursorLost, isNamespaceNotFound, isTransient } from '../../mongo/failures.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import { RawCursor } from '../../mongo/raw-cursor.ts';
import { TraitFinder } from './document-traits.ts';
import type { CollectionScan, ScanTrait } from './scan-progress.ts';

const batchSize = 10_000;
const samples = 5;
const maxReopenings = 20;

export interface ScanOptions {
  readonly client: MongoClient;
  readonly readPreference: ReadPreference;
  readonly signal: AbortSignal;
  /** After each batch, with the documents and bytes in it. */
  readonly onBatch: (documents: number, bytes: number) => void;
}

/**
 * Reads a collection in the order of `_id` and notes what is peculiar in it. What it comes to know is in `scan` after each
 * batch, so that it can be stopped between any two.
 */
export async function scanCollection(namespace: Namespace, scan: CollectionScan, options: ScanOptions): Promise<void> {
  const finder = new TraitFinder();
  for (let reopenings = 0; !scan.isDone; reopenings += 1) {
    try {
      await scanFrom(namespace, scan, finder, options);
      scan.isDone = true;
    } catch (error) {
      if (isNamespaceNotFound(error)) scan.isDone = true;
      else if (!(isCursorLost(error) || isTransient(error)) || reopenings === maxReopenings) throw error;
    }
  }
}

async function scanFrom(
  { db, coll }: Namespace,
  scan: CollectionScan,
  finder: TraitFinder,
  { client, readPreference, signal, onBatch }: ScanOptions,
): Promise<void> {
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
        for (const trait of finder.find(bytes, start)) note(scan, trait, id);
        if (previous !== undefined && isIdentical(previous, id)) note(scan, 'duplicateId', id);
        previous = id;
      });
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

function note({ found }: CollectionScan, trait: ScanTrait, id: BsonValue): void {
  found[trait] ??= { count: 0, first: [] };
  found[trait].count += 1;
  if (found[trait].first.length < samples) found[trait].first.push(describeValue(id));
}

/** The `_id` of a document that holds nothing else. */
function valueIn(document: Buffer): BsonValue {
  return documentId(document, 0)!;
}
