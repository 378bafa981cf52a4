/**
 * The source's changes by way of the spool: they are read as fast as the source tells them, and wait on disk for as long
 * as applying takes. So the oplog has to cover what is not read yet, and not what is not applied yet.
 *
 * Everything that is read goes to the spool before it is handed on. What is applied at once is handed on from memory and
 * never read again; the spool then holds what no checkpoint covers yet, which is what the next run goes on with.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../../lib/deferred.ts';
import { formatBytes } from '../../lib/size.ts';
import { findElement, forEachDocument } from '../../mongo/bson/walk.ts';
import { type ClusterTime, laterOf } from '../../mongo/cluster-time.ts';
import type { RawBatch } from '../../mongo/raw-cursor.ts';
import type { EventStream, StreamPosition } from '../follow/change-stream.ts';
import type { Spool } from './spool.ts';
import { comparePositions } from './stream-order.ts';

interface SpooledStreamParts {
  /** The source's own, from the spool's end on, until the signal. */
  readonly stream: (signal: AbortSignal) => EventStream;
  readonly spool: Spool;
  /** Where the run goes on: everything before it is applied. */
  readonly checkpoint: StreamPosition;
  /** Up to where a checkpoint lies by now. */
  readonly durable: () => StreamPosition | undefined;
  readonly signal: AbortSignal;
  /** Told why nothing is read, and `undefined` when it goes on. */
  readonly onWaiting: (reason: string | undefined) => void;
}

interface Ready {
  readonly batch: RawBatch;
  readonly position: StreamPosition;
}

/** Batches that are handed on from memory: the one that comes next, and one more. */
const mostInMemory = 2;
const lookForRoomEveryMs = 200;
/** A source without changes: how far it was read is written down all the same, while a checkpoint is far behind it. */
const farBehindSeconds = 30n;
const emptyEveryMs = 5_000;

export class SpooledStream implements EventStream {
  readonly #parts: SpooledStreamParts;
  readonly #stream: EventStream;
  readonly #ended = new AbortController();
  readonly #signal: AbortSignal;
  #position: StreamPosition;
  #ready: Ready[] = [];
  #sourceTime: ClusterTime | undefined;
  #reading: Promise<void> | undefined;
  #failure: unknown;
  #changed = deferred();
  #emptyAt = 0;
  /** The first batch of the spool may begin with what was applied already. */
  #isCut = false;

  constructor(parts: SpooledStreamParts) {
    this.#parts = parts;
    this.#signal = AbortSignal.any([parts.signal, this.#ended.signal]);
    this.#stream = parts.stream(this.#signal);
    this.#position = parts.checkpoint;
  }

  /** Where the stream is behind the last batch that was handed on. */
  get position(): StreamPosition {
    return this.#position;
  }

  get isWithoutDeltas(): boolean {
    return this.#stream.isWithoutDeltas;
  }

  hurryWhile(condition: () => boolean): void {
    this.#stream.hurryWhile(condition);
  }

  async next(): Promise<RawBatch> {
    this.#reading ??= this.#readAhead();
    for (;;) {
      const changed = this.#changed.promise;
      this.#signal.throwIfAborted();
      const { batch, position } = this.#ready.shift() ?? (await this.#fromDisk()) ?? {};
      if (batch !== undefined && position !== undefined) {
        this.#position = position;
        // As new as the source's last answer: what is fetched for an old event is as new as that.
        return { ...batch, operationTime: this.#sourceTime };
      }
      if (this.#failure !== undefined) throw this.#failure;
      await changed;
    }
  }

  async close(): Promise<void> {
    this.#ended.abort();
    await this.#reading;
    await this.#stream.close();
    await this.#parts.spool.close();
  }

  async #fromDisk(): Promise<Ready | undefined> {
    const record = await this.#parts.spool.read();
    if (record === undefined) return undefined;
    const { buffer, contentStart, position } = record;
    const whole = batchOf(buffer, contentStart, position);
    const batch = this.#isCut ? whole : behind(whole, this.#parts.checkpoint);
    this.#isCut = true;
    return { batch, position };
  }

  /** Until the end; what goes wrong is thrown to whoever asks for a batch, behind those that are there. */
  async #readAhead(): Promise<void> {
    const { spool, durable } = this.#parts;
    try {
      for (;;) {
        const batch = await this.#stream.next();
        const { operationTime } = batch;
        if (operationTime !== undefined) this.#sourceTime = laterOf(this.#sourceTime ?? 0n, operationTime);
        await this.#take(batch, this.#stream.position);
        const position = durable();
        if (position !== undefined) await spool.prune(position);
        this.#tell();
      }
    } catch (error) {
      this.#failure = error;
      this.#tell();
    }
  }

  async #take(batch: RawBatch, position: StreamPosition): Promise<void> {
    if (batch.isEmpty && !this.#isWorthItsPlace(position)) return this.#handOnEmpty({ batch, position });
    const place = await this.#store(batch, position);
    const isNext = this.#ready.length < mostInMemory && this.#parts.spool.passOver(place);
    if (isNext) this.#ready.push({ batch, position });
  }

  /** Nobody misses it: the next one tells the same. */
  #handOnEmpty(ready: Ready): void {
    if (!this.#parts.spool.isRead) return;
    if (this.#ready.at(-1)?.batch.isEmpty === true) this.#ready.pop();
    if (this.#ready.length < mostInMemory) this.#ready.push(ready);
  }

  #isWorthItsPlace({ time }: StreamPosition): boolean {
    const covered = this.#parts.durable()?.time ?? this.#parts.checkpoint.time;
    if ((time >> 32n) - (covered >> 32n) < farBehindSeconds) return false;
    const now = performance.now();
    if (now - this.#emptyAt < emptyEveryMs) return false;
    this.#emptyAt = now;
    return true;
  }

  async #store({ bytes, arrayStart }: RawBatch, position: StreamPosition) {
    const { spool, durable, onWaiting } = this.#parts;
    const array = bytes.subarray(arrayStart, arrayStart + bytes.readInt32LE(arrayStart));
    for (;;) {
      const place = await spool.append(position, array);
      if (place !== undefined) {
        onWaiting(undefined);
        return place;
      }
      const { bytes: used, directory } = spool;
      onWaiting(
        `the spool is full (${formatBytes(used)} in ${directory}): the source is read no faster than its changes are applied`,
      );
      await delay(lookForRoomEveryMs, undefined, { signal: this.#signal });
      const covered = durable();
      if (covered !== undefined) await spool.prune(covered);
    }
  }

  #tell(): void {
    const { resolve } = this.#changed;
    this.#changed = deferred();
    resolve();
  }
}

function batchOf(bytes: Buffer, arrayStart: number, { token }: StreamPosition): RawBatch {
  const isEmpty = bytes.readInt32LE(arrayStart) === 5;
  return { bytes, arrayStart, isEmpty, postBatchResumeToken: token, operationTime: undefined };
}

/** The events of a batch that lie behind a place in the middle of it. */
function behind(batch: RawBatch, checkpoint: StreamPosition): RawBatch {
  const { bytes, arrayStart } = batch;
  const tokenOf = (start: number) => {
    const { start: from, end } = findElement(bytes, start, '_id')!;
    return { token: bytes.subarray(from, end), time: 0n };
  };
  let at = arrayStart + 4;
  forEachDocument(bytes, arrayStart, (start, end) => {
    if ((comparePositions(tokenOf(start), checkpoint) ?? 1) <= 0) at = end;
  });
  if (at === arrayStart + 4) return batch;
  const end = arrayStart + bytes.readInt32LE(arrayStart);
  const length = Buffer.alloc(4);
  length.writeInt32LE(4 + end - at);
  const rest = Buffer.concat([length, bytes.subarray(at, end)]);
  return { ...batch, bytes: rest, arrayStart: 0, isEmpty: rest.length === 5 };
}
