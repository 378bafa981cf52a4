import { setTimeout as delay } from 'node:timers/promises';
import { decodeExact } from '../../mongo/bson/exact.ts';
import { findElement } from '../../mongo/bson/walk.ts';
import { type ClusterTime, clusterTimeOfResumeToken } from '../../mongo/cluster-time.ts';
import type { ClientSession, Document } from '../../mongo/driver.ts';
import { isCursorLost, isResumePointLost, isTooLarge, isTransient } from '../../mongo/failures.ts';
import { type RawBatch, RawCursor } from '../../mongo/raw-cursor.ts';
import { timestampOf } from '../../mongo/timestamp-of.ts';
import { resumePointLost } from '../gap/gap.ts';
import type { SyncCluster } from '../sync-context.ts';
import {
  allOptions,
  documentedOptions,
  isRefusal,
  optionsRefused,
  type StreamOptions,
  withoutDeltas,
} from './stream-options.ts';

/** A place in a change stream. */
export interface StreamPosition {
  /** A resume token's document; `undefined` only before the first answer. */
  readonly token: Buffer | undefined;
  /** Everything up to and including this time lies before the position. */
  readonly time: ClusterTime;
}

/** Where the follower gets the source's changes from, in their order. */
export interface EventStream {
  /** The source, though new enough, does not tell what an update did to its document, which then has to be fetched. */
  readonly isWithoutDeltas: boolean;
  /** Behind the last batch. */
  readonly position: StreamPosition;
  /** The next batch; an empty one comes several times a second on an idle source. */
  next(): Promise<RawBatch>;
  /** While the condition holds, the position on an idle source is asked for as often as possible. */
  hurryWhile(condition: () => boolean): void;
  close(): Promise<void>;
}

const batchSize = 5_000;
/** Before the size of events is known. */
const mostInFirstBatch = 500;
/** 500, 62, 7, 1: by then the event itself is too large. */
const smallerBy = 8;
/** How long the source waits for an event; its answer is also what moves the position on an idle source. */
const awaitMs = 200;
const hurriedAwaitMs = 10;
const retryAfterMs = 500;

/**
 * The source's changes, all of the cluster, from a position on. It survives what can be survived on the source's side
 * (elections, lost cursors, cut connections) by opening anew from the last batch's end.
 */
export class ChangeStream implements EventStream {
  readonly #cluster: SyncCluster;
  readonly #signal: AbortSignal;
  readonly #onWaiting: (reason: string | undefined) => void;
  readonly #batchBytes: number;
  #position: StreamPosition;
  #cursor: RawCursor | undefined;
  #session: ClientSession | undefined;
  /** Leaves out documents and deltas, for as long as an event is too large to be sent. */
  #isLean = false;
  #isDoneWithLean = false;
  /** How many events are asked for before their size is known; fewer where so many did not fit into an answer. */
  #firstBatchSize = mostInFirstBatch;
  #options: StreamOptions;

  #isHurried = () => false;

  /**
   * @param onWaiting is told why the stream does not answer, and `undefined` once it does again
   * @param batchBytes about how many bytes a batch is to have: several are in memory at once
   */
  constructor(
    cluster: SyncCluster,
    position: StreamPosition,
    signal: AbortSignal,
    onWaiting: (reason: string | undefined) => void,
    batchBytes = 3_000_000,
  ) {
    this.#cluster = cluster;
    this.#position = position;
    this.#signal = signal;
    this.#onWaiting = onWaiting;
    this.#batchBytes = batchBytes;
    this.#options = cluster.facts.versionNumber >= 600 ? allOptions : {};
  }

  get isWithoutDeltas(): boolean {
    return this.#options === withoutDeltas;
  }

  get position(): StreamPosition {
    return this.#position;
  }

  hurryWhile(condition: () => boolean): void {
    this.#isHurried = condition;
  }

  async next(): Promise<RawBatch> {
    for (;;) {
      this.#signal.throwIfAborted();
      try {
        if (this.#isDoneWithLean) await this.#reopenInFull();
        this.#cursor ??= await this.#open();
        const batch = await this.#cursor.next();
        if (batch === undefined) throw new RangeError('The change stream was closed by the source');
        this.#advance(batch);
        this.#onWaiting(undefined);
        return batch;
      } catch (error) {
        await this.#recover(error);
      }
    }
  }

  async close(): Promise<void> {
    await this.#cursor?.close();
    this.#cursor = undefined;
    await this.#session?.endSession();
    this.#session = undefined;
  }

  async #reopenInFull(): Promise<void> {
    this.#isLean = false;
    this.#isDoneWithLean = false;
    await this.close();
  }

  /** Goes without what the source does not take, as long as nothing is left out by that. */
  async #open(): Promise<RawCursor> {
    try {
      return await this.#openWith(this.#options);
    } catch (error) {
      if (this.#options !== allOptions || !isRefusal(error)) throw error;
    }
    try {
      const cursor = await this.#openWith(withoutDeltas);
      this.#options = withoutDeltas;
      return cursor;
    } catch (error) {
      if (isRefusal(error) && (await this.#isTakenWith(documentedOptions))) throw optionsRefused(error);
      throw error;
    }
  }

  async #isTakenWith(options: StreamOptions): Promise<boolean> {
    try {
      await (await this.#openWith(options)).close();
      return true;
    } catch (error) {
      if (isRefusal(error)) return false;
      throw error;
    }
  }

  async #openWith(options: StreamOptions): Promise<RawCursor> {
    await this.#session?.endSession();
    const { client } = this.#cluster;
    this.#session = client.startSession({ causalConsistency: false });
    const command = {
      aggregate: 1,
      pipeline: this.#pipeline(options),
      cursor: { batchSize: this.#firstBatchSize },
      readConcern: { level: 'majority' },
    };
    const reading = {
      session: this.#session,
      batchSize,
      batchBytes: this.#batchBytes,
      awaitMs: () => (this.#isHurried() ? hurriedAwaitMs : awaitMs),
      prefetch: true,
    };
    return await RawCursor.open(client, 'admin', command, reading);
  }

  #pipeline(options: StreamOptions): Document[] {
    const { token, time } = this.#position;
    const start =
      token === undefined ? { startAtOperationTime: timestampOf(time) } : { resumeAfter: decodeExact(token) };
    return [
      { $changeStream: { allChangesForCluster: true, ...start, ...options } },
      { $project: { wallTime: 0, lsid: 0, txnNumber: 0, ...this.#withheld(options) } },
    ];
  }

  /** What is not worth its bytes, or not to be trusted: documents whose image is left out are fetched. */
  #withheld(options: StreamOptions): Document {
    const { versionNumber } = this.#cluster.facts;
    if (this.#isLean) return { fullDocument: 0, rawUpdateDescription: 0, updateDescription: 0 };
    // 4.2 numbers the names of array elements anew on the way through its stream.
    if (versionNumber < 404) return { fullDocument: 0, updateDescription: 0 };
    return options.showRawUpdateDescription === true ? {} : { updateDescription: 0 };
  }

  #advance({ postBatchResumeToken, isEmpty }: RawBatch): void {
    if (postBatchResumeToken === undefined) return;
    const token = Buffer.from(postBatchResumeToken);
    const seen = timeOfToken(token) ?? this.#position.time;
    // The token of a batch with events may be that of its last event, and more events may bear the same time.
    this.#position = { token, time: isEmpty ? seen : seen - 1n };
    if (isEmpty) return;
    // The event that was too large is behind us.
    this.#isDoneWithLean = this.#isLean;
    // Fewer are asked for until it is known how large they are in full.
    if (!this.#isLean) this.#firstBatchSize = mostInFirstBatch;
  }

  async #recover(error: unknown): Promise<void> {
    await this.close();
    if (isResumePointLost(error)) throw resumePointLost(this.#position.time, error);
    if (isTooLarge(error) && !this.#isLean) {
      this.#isLean = true;
      return;
    }
    // The server fills an answer with events, and has no room left for the token behind them where that holds a long `_id`.
    if (isTooLarge(error) && this.#firstBatchSize > 1) {
      this.#firstBatchSize = Math.max(1, Math.floor(this.#firstBatchSize / smallerBy));
      return;
    }
    if (!isTransient(error) && !isCursorLost(error)) throw error;
    this.#onWaiting(`the source does not answer: ${error instanceof Error ? error.message : String(error)}`);
    await delay(retryAfterMs, undefined, { signal: this.#signal });
  }
}

function timeOfToken(token: Buffer): ClusterTime | undefined {
  const data = findElement(token, 0, '_data');
  return data === undefined
    ? undefined
    : clusterTimeOfResumeToken(token.toString('latin1', data.start + 4, data.end - 1));
}
