import { bsonType, findElement, forEachDocument, slice } from './bson/walk.ts';
import { type ClusterTime, clusterTimeAt } from './cluster-time.ts';
import { type ClientSession, type Document, Long, type MongoClient, type ReadPreference } from './driver.ts';
import { isRouted } from './is-routed.ts';
import { type RawReply, runRaw, runRawOn } from './raw.ts';

/** One reply of a cursor: its bytes, and where in them the documents are. */
export interface RawBatch {
  readonly bytes: Buffer;
  /** Offset of the BSON array that holds the documents; walk it with `forEachDocument`. */
  readonly arrayStart: number;
  readonly isEmpty: boolean;
  /** The position behind this batch, of a change stream or of a scan that was asked for it; bytes of a document. */
  readonly postBatchResumeToken: Buffer | undefined;
  /**
   * The server's logical clock when it answered. For reads with majority concern it is the committed time,
   * hence an upper bound of the snapshot that the batch was read from. A mongos tells it of the shards that it asked last,
   * while the batch may hold what others had answered before: there it is the latest time that the cluster has given out.
   */
  readonly operationTime: ClusterTime | undefined;
}

export interface RawCursorOptions {
  readonly session: ClientSession;
  readonly readPreference?: ReadPreference;
  /** Opens it on the server that a reply came from; see `runRawOn`. */
  readonly server?: unknown;
  /** Documents in each further batch; the server's 16 MB limit holds as well. */
  readonly batchSize?: number;
  /** About how many bytes each further batch is to have, judged by the documents of the one before. */
  readonly batchBytes?: number;
  /** How long the server waits for the first event of a tailing cursor's batch. */
  readonly awaitMs?: () => number;
  /** Ask for the next batch while the caller works on this one; costs the memory of one more batch. */
  readonly prefetch?: boolean;
}

/**
 * A server-side cursor whose batches stay bytes. Does not retry: after an error it is dead, and the caller opens
 * another one from where it was.
 */
export class RawCursor {
  readonly #client: MongoClient;
  readonly #database: string;
  readonly #options: RawCursorOptions;
  #server: unknown;
  #collection = '';
  #id: bigint;
  #batchSize: number | undefined;
  #pending: Promise<RawReply> | undefined;

  private constructor(client: MongoClient, database: string, options: RawCursorOptions, first: RawReply) {
    this.#client = client;
    this.#database = database;
    this.#options = options;
    this.#batchSize = options.batchSize;
    this.#server = first.server;
    this.#id = -1n;
    this.#pending = Promise.resolve(first);
  }

  static async open(
    client: MongoClient,
    database: string,
    command: Document,
    options: RawCursorOptions,
  ): Promise<RawCursor> {
    const { server } = options;
    const first =
      server === undefined
        ? await runRaw(client, database, command, options)
        : await runRawOn(server, client, database, command, options);
    return new RawCursor(client, database, options, first);
  }

  /** The next batch, perhaps an empty one; `undefined` once the cursor is exhausted. */
  async next(): Promise<RawBatch | undefined> {
    const pending = this.#pending ?? this.#getMore();
    if (pending === undefined) return undefined;
    this.#pending = undefined;
    const batch = this.#read(await pending);
    if (this.#options.prefetch === true) {
      this.#pending = this.#getMore();
      // The error is the caller's when the batch is asked for; until then nobody waits for it.
      this.#pending?.catch(() => {});
    }
    return batch;
  }

  /** Lets the server forget the cursor. Never throws: a cursor that cannot be killed times out by itself. */
  async close(): Promise<void> {
    await this.#pending?.catch(() => {});
    const id = this.#id;
    this.#id = 0n;
    this.#pending = undefined;
    if (id <= 0n) return;
    const command = { killCursors: this.#collection, cursors: [Long.fromBigInt(id)] };
    await runRawOn(this.#server, this.#client, this.#database, command, this.#options).catch(() => {});
  }

  #getMore(): Promise<RawReply> | undefined {
    if (this.#id === 0n) return undefined;
    const { awaitMs } = this.#options;
    const batchSize = this.#batchSize;
    const command = {
      getMore: Long.fromBigInt(this.#id),
      collection: this.#collection,
      ...(batchSize === undefined ? {} : { batchSize }),
      ...(awaitMs === undefined ? {} : { maxTimeMS: awaitMs() }),
    };
    return runRawOn(this.#server, this.#client, this.#database, command, this.#options);
  }

  #read({ bytes, server }: RawReply): RawBatch {
    this.#server = server;
    const cursor = findElement(bytes, 0, 'cursor');
    if (cursor === undefined) throw new RangeError('The reply holds no cursor');
    this.#id = bytes.readBigInt64LE(findElement(bytes, cursor.start, 'id')!.start);
    if (this.#collection === '') this.#collection = collectionOf(bytes, cursor.start, this.#database);
    const array = findElement(bytes, cursor.start, 'nextBatch') ?? findElement(bytes, cursor.start, 'firstBatch');
    if (array === undefined) throw new RangeError('The cursor in the reply holds no batch');
    const token = findElement(bytes, cursor.start, 'postBatchResumeToken');
    const isEmpty = array.end - array.start === 5;
    if (!isEmpty) this.#adapt(bytes, array.start, array.end);
    return {
      bytes,
      arrayStart: array.start,
      isEmpty,
      postBatchResumeToken: token === undefined ? undefined : slice(bytes, token),
      operationTime: isRouted(this.#client) ? clusterTimeIn(bytes) : operationTimeOf(bytes),
    };
  }

  #adapt(bytes: Buffer, start: number, end: number): void {
    const { batchSize = Number.POSITIVE_INFINITY, batchBytes } = this.#options;
    if (batchBytes === undefined) return;
    let documents = 0;
    forEachDocument(bytes, start, () => {
      documents += 1;
    });
    this.#batchSize = Math.max(1, Math.min(batchSize, Math.floor((batchBytes * documents) / (end - start))));
  }
}

/** The collection part of the cursor's namespace, which getMore and killCursors have to name. */
function collectionOf(bytes: Buffer, cursorStart: number, database: string): string {
  const { start, end } = findElement(bytes, cursorStart, 'ns')!;
  return bytes.toString('utf8', start + 4, end - 1).slice(database.length + 1);
}

/** `$clusterTime.clusterTime`, or else `operationTime`. */
function clusterTimeIn(reply: Buffer): ClusterTime | undefined {
  const gossip = findElement(reply, 0, '$clusterTime');
  const element = gossip && findElement(reply, gossip.start, 'clusterTime');
  return element?.type === bsonType.timestamp ? clusterTimeAt(reply, element.start) : operationTimeOf(reply);
}

/** `operationTime` of any reply; absent on standalone servers. */
function operationTimeOf(reply: Buffer): ClusterTime | undefined {
  const element = findElement(reply, 0, 'operationTime');
  return element?.type === bsonType.timestamp ? clusterTimeAt(reply, element.start) : undefined;
}
