import { decodeId } from '../mongo/bson/exact.ts';
import { isSendable } from '../mongo/bson/sendable.ts';
import { type BsonValue, detached, documentId } from '../mongo/bson/value.ts';
import { forEachDocument } from '../mongo/bson/walk.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import { type ClientSession, type Document, type MongoClient, type ReadPreference, UUID } from '../mongo/driver.ts';
import { isCursorLost, isTransient } from '../mongo/failures.ts';
import { inIdOrder } from '../mongo/is-routed.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { RawCursor, type RawCursorOptions } from '../mongo/raw-cursor.ts';
import { timestampOf } from '../mongo/timestamp-of.ts';
import { keyOf } from './pending-documents.ts';
import { type DocumentBatch, type DocumentReader, documentBatch } from './span-side.ts';

const batchSize = 10_000;
/** Before the size of documents is known. */
const firstBatchSize = 200;
/** Both sides hold two batches, of several collections at once. */
const defaultBatchBytes = 1_500_000;
export const maxReopenings = 20;

export interface CollectionReaderOptions {
  readonly client: MongoClient;
  readonly namespace: Namespace;
  /** Where given, the server refuses to read another collection of that name (6.0 and newer). */
  readonly uuid?: string | undefined;
  readonly readConcern: 'majority' | 'local';
  /** Which member reads; the primary when absent. */
  readonly readPreference?: ReadPreference | undefined;
  /** A member that is behind this waits until it is not: it must not hide a change. */
  readonly readAfter?: ClusterTime | undefined;
  /** A query; all documents when absent. */
  readonly match?: Document | undefined;
  /** About how many bytes a batch is to have. */
  readonly batchBytes?: number | undefined;
}

interface FromId {
  /** Begins at this `_id`, the document itself included. */
  readonly from?: BsonValue | undefined;
}

/** What reads the collection, in whatever order. */
export function scanCommand(options: CollectionReaderOptions): Document {
  const { namespace, uuid, readConcern, match, readAfter = 0n } = options;
  // The primary needs no telling, and quiet clusters that are only compared have no time to tell.
  const after = isElsewhere(options) && readAfter > 0n ? { afterClusterTime: timestampOf(readAfter) } : {};
  return {
    find: namespace.coll,
    ...(match === undefined ? {} : { filter: match }),
    batchSize: firstBatchSize,
    readConcern: { level: readConcern, ...after },
    ...(uuid === undefined ? {} : { collectionUUID: new UUID(uuid) }),
  };
}

export function scanOptions(
  { readPreference, batchBytes = defaultBatchBytes }: CollectionReaderOptions,
  session: ClientSession,
): RawCursorOptions {
  return {
    session,
    batchSize,
    batchBytes,
    prefetch: true,
    ...(readPreference === undefined ? {} : { readPreference }),
  };
}

function isElsewhere({ readPreference }: CollectionReaderOptions): boolean {
  return readPreference !== undefined && readPreference.mode !== 'primary';
}

/** Whether the reader that met the error may go on where it was. @param reopenings how often it has */
export function canReopen(error: unknown, reopenings: number): boolean {
  return (isCursorLost(error) || isTransient(error)) && reopenings < maxReopenings;
}

/**
 * All documents of a collection in the order of its `_id` index. A lost cursor is opened anew behind the last document
 * that was handed out.
 */
export class CollectionReader implements DocumentReader {
  readonly #options: CollectionReaderOptions & FromId;
  #cursor: RawCursor | undefined;
  #session: ClientSession | undefined;
  /** Where to open anew: the last `_id` that can be sent as a bound. */
  #bound: BsonValue | undefined;
  /** The `_id` of the last document that was handed out, as type and bytes. */
  #last: string | undefined;
  #reopenings = 0;

  constructor(options: CollectionReaderOptions & FromId) {
    this.#options = options;
    this.#bound = options.from;
  }

  async next(): Promise<DocumentBatch | undefined> {
    for (;;) {
      try {
        const handedOut = this.#cursor === undefined ? this.#last : undefined;
        this.#cursor ??= await this.#open();
        const batch = await this.#cursor.next();
        if (batch === undefined) return undefined;
        const documents = documentBatch(batch.bytes, batch.arrayStart);
        this.#remember(documents);
        return handedOut === undefined ? documents : behind(documents, handedOut);
      } catch (error) {
        await this.close();
        if (!canReopen(error, this.#reopenings)) throw error;
        this.#reopenings += 1;
      }
    }
  }

  async close(): Promise<void> {
    await this.#cursor?.close();
    await this.#session?.endSession();
    this.#cursor = undefined;
    this.#session = undefined;
  }

  async #open(): Promise<RawCursor> {
    const { client, namespace } = this.#options;
    const command: Document = {
      ...scanCommand(this.#options),
      hint: { _id: 1 },
      ...inIdOrder(client),
      ...(this.#bound === undefined ? {} : { min: { _id: decodeId(this.#bound) } }),
    };
    this.#session = client.startSession({ causalConsistency: false });
    return await RawCursor.open(client, namespace.db, command, scanOptions(this.#options, this.#session));
  }

  #remember({ bytes, documents, lastStart }: DocumentBatch): void {
    if (documents === 0) return;
    const last = detached(documentId(bytes, lastStart)!);
    this.#last = keyOf(last);
    if (isSendable(last)) this.#bound = last;
  }
}

/** The batch without what was handed out before: bounds are inclusive. */
function behind({ bytes, arrayStart }: DocumentBatch, handedOut: string): DocumentBatch {
  let skippedTo = arrayStart + 4;
  forEachDocument(bytes, arrayStart, (start, end) => {
    if (keyOf(documentId(bytes, start)!) === handedOut) skippedTo = end;
  });
  // An array that begins where one of its elements does: walkers look at elements only, never at the length.
  return documentBatch(bytes, skippedTo - 4);
}
