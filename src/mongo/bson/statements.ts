import { BSON } from '../driver.ts';
import { removalsOf } from './delta.ts';
import { type BsonValue, looksLikeOperators } from './value.ts';

/**
 * Assembles the documents of one insert, update or delete command from spans of bytes, one behind the other,
 * in a buffer that grows. What it appends is what the server executes; no document is decoded.
 */
export class StatementWriter {
  #buffer: Buffer;
  #length = 0;
  #count = 0;

  constructor(expectedBytes = 64 * 1024) {
    this.#buffer = Buffer.allocUnsafe(expectedBytes);
  }

  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#length;
  }

  /** The documents so far. The writer must not be used again afterwards. */
  finish(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  /** The document itself, as an insert takes it. */
  document(source: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#copy(source, start, end);
    this.#count += 1;
  }

  /** `{q: {_id}, u: document, upsert: true}`; not for documents that `peculiarityOf` tells apart. */
  replacement(id: BsonValue, source: Buffer, start: number, end: number): void {
    const at = this.#begin(id, end - start);
    this.#name(0x03, 'u\0');
    this.#copy(source, start, end);
    this.#raw(upsertTrue);
    this.#finishDocument(at);
  }

  /**
   * `{q: {_id}, u: [{$replaceWith: {$literal: document}}], upsert: true}`: keeps what a plain replacement refuses
   * (names that begin with `$`) or fills in (a top-level `Timestamp(0, 0)`).
   */
  literalReplacement(id: BsonValue, source: Buffer, start: number, end: number): void {
    const at = this.#begin(id, end - start);
    const pipeline = this.#open(0x04, 'u\0');
    const stage = this.#open(0x03, '0\0');
    const operator = this.#open(0x03, '$replaceWith\0');
    this.#name(0x03, '$literal\0');
    this.#copy(source, start, end);
    this.#close(operator);
    this.#close(stage);
    this.#close(pipeline);
    this.#raw(upsertTrue);
    this.#finishDocument(at);
  }

  /**
   * `{q: {_id}, u: [{$_internalApplyOplogUpdate: {oplogUpdate: delta}}]}`: the oplog's own delta, carried out by the
   * server's own code, so that names with dots or `$` and the order of new fields come out as on the source. Of a
   * document that holds the name of a removed field twice it would remove both, where the source removed one: such a
   * statement matches no document that holds a name twice.
   */
  delta(id: BsonValue, source: Buffer, start: number, end: number): void {
    const at = this.#begin(id, end - start, removalsOf(source, start) === 'top' ? holdsEachNameOnce : undefined);
    const pipeline = this.#open(0x04, 'u\0');
    const stage = this.#open(0x03, '0\0');
    const operator = this.#open(0x03, '$_internalApplyOplogUpdate\0');
    this.#name(0x03, 'oplogUpdate\0');
    this.#copy(source, start, end);
    this.#close(operator);
    this.#close(stage);
    this.#close(pipeline);
    this.#finishDocument(at);
  }

  /** `{q: {_id}, limit: 1}`; without a limit where several shards may hold the `_id`. */
  deletion(id: BsonValue, isLimited = true): void {
    const at = this.#begin(id, 0);
    this.#raw(isLimited ? limitOne : noLimit);
    this.#finishDocument(at);
  }

  #begin(id: BsonValue, payloadLength: number, condition?: Buffer): number {
    this.#reserve(payloadLength + (id.end - id.start) + (condition?.length ?? 0) + 160);
    const at = this.#length;
    this.#length += 4;
    const query = this.#open(0x03, 'q\0');
    if (looksLikeOperators(id)) {
      const equality = this.#open(0x03, '_id\0');
      this.#name(id.type, '$eq\0');
      this.#copy(id.buffer, id.start, id.end);
      this.#close(equality);
    } else {
      this.#name(id.type, '_id\0');
      this.#copy(id.buffer, id.start, id.end);
    }
    if (condition !== undefined) this.#raw(condition);
    this.#close(query);
    return at;
  }

  #finishDocument(at: number): void {
    this.#close(at);
    this.#count += 1;
  }

  /** Starts an embedded document or array and returns where its length belongs. */
  #open(type: number, name: string): number {
    this.#name(type, name);
    const at = this.#length;
    this.#length += 4;
    return at;
  }

  #close(at: number): void {
    this.#buffer[this.#length] = 0;
    this.#length += 1;
    this.#buffer.writeInt32LE(this.#length - at, at);
  }

  #name(type: number, name: string): void {
    const to = this.#buffer;
    let at = this.#length;
    to[at++] = type;
    for (let index = 0; index < name.length; index += 1) to[at++] = name.charCodeAt(index);
    this.#length = at;
  }

  #copy(source: Buffer, start: number, end: number): void {
    if (end - start > fewBytes) {
      this.#length += source.copy(this.#buffer, this.#length, start, end);
      return;
    }
    const to = this.#buffer;
    let at = this.#length;
    for (let from = start; from < end; from += 1) to[at++] = source[from]!;
    this.#length = at;
  }

  #raw(bytes: Buffer): void {
    this.#copy(bytes, 0, bytes.length);
  }

  #reserve(byteCount: number): void {
    const needed = this.#length + byteCount;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** What is sooner copied one by one than by a call into native code, which makes an object of a part of a buffer first. */
const fewBytes = 64;

/** `$expr: ...`, without the frame of a document: an object made of the document's fields would be smaller otherwise. */
const holdsEachNameOnce = BSON.serialize({
  $expr: {
    $eq: [{ $bsonSize: '$$ROOT' }, { $bsonSize: { $arrayToObject: { $objectToArray: '$$ROOT' } } }],
  },
}).subarray(4, -1) as Buffer;
const upsertTrue = Buffer.from('\x08upsert\0\x01', 'latin1');
const limitOne = Buffer.from('\x10limit\0\x01\0\0\0', 'latin1');
const noLimit = Buffer.from('\x10limit\0\0\0\0\0', 'latin1');
