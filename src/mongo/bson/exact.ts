import { BSON } from '../driver.ts';
import { isSendable } from './sendable.ts';
import { type BsonValue, idDocument } from './value.ts';
import { afterCString, bsonType, valueLength } from './walk.ts';

/**
 * A document decoded without loss, for sending it back in a command: field order is kept (a JavaScript object would
 * move integer-like names to the front), numbers keep their types, and a name that comes twice comes back twice.
 * Meant for catalogue entries such as validators and index keys, and for `_id`s in queries; user documents stay bytes.
 *
 * Embedded documents are `ExactDocument`s, arrays are arrays, everything else is a BSON value class or a plain value.
 */
export class ExactDocument extends Map<string, unknown> {
  readonly #fields: [string, unknown][] = [];

  append(name: string, value: unknown): void {
    this.#fields.push([name, value]);
    super.set(name, value);
  }

  /** All fields as stored; the serializer goes by this. */
  override *entries(): MapIterator<[string, unknown]> {
    yield* this.#fields;
  }

  override [Symbol.iterator](): MapIterator<[string, unknown]> {
    return this.entries();
  }

  override set(name: string, value: unknown): this {
    const field = this.#fields.findLast(([known]) => known === name);
    if (field === undefined) this.#fields.push([name, value]);
    else field[1] = value;
    return super.set(name, value);
  }

  override delete(name: string): boolean {
    for (let index = this.#fields.length - 1; index >= 0; index -= 1) {
      if (this.#fields[index]![0] === name) this.#fields.splice(index, 1);
    }
    return super.delete(name);
  }
}

export function decodeExact(buffer: Buffer, start = 0): ExactDocument {
  const document = new ExactDocument();
  let at = start + 4;
  while (buffer[at] !== 0) {
    const type = buffer[at]!;
    const valueStart = afterCString(buffer, at + 1);
    const valueEnd = valueStart + valueLength(buffer, type, valueStart);
    document.append(buffer.toString('utf8', at + 1, valueStart - 1), decodeValue(buffer, type, valueStart, valueEnd));
    at = valueEnd;
  }
  return document;
}

function decodeValue(buffer: Buffer, type: number, start: number, end: number): unknown {
  if (type === bsonType.object) return decodeExact(buffer, start);
  // By its elements: their names may be others than 0, 1 and so on, and the same twice.
  if (type === bsonType.array) return [...decodeExact(buffer, start)].map(([, element]) => element);
  if (type === bsonType.date && !isSendable({ buffer, type, start, end })) return new DistantDate(buffer, start);
  const { _id } = BSON.deserialize(idDocument({ buffer, type, start, end }), {
    promoteValues: false,
    promoteLongs: false,
    promoteBuffers: false,
    bsonRegExp: true,
    validation: { utf8: false },
  });
  return _id;
}

/**
 * A date beyond those of JavaScript, such as the last of all, which stands for "never" in other languages. The driver writes
 * what its time is, as a double: beyond 2^53 exact to a second, and exactly where it is the first or the last.
 */
class DistantDate extends Date {
  readonly #milliseconds: number;

  constructor(buffer: Buffer, start: number) {
    super(Number.NaN);
    this.#milliseconds = Number(buffer.readBigInt64LE(start));
  }

  override getTime(): number {
    return this.#milliseconds;
  }
}

/** The bytes of the document; equal documents in the sense of type, order and value have equal bytes. */
export function encodeExact(document: ExactDocument): Buffer {
  return Buffer.from(BSON.serialize(document as never));
}

/** The value itself, for a query or an index bound. */
export function decodeId(value: BsonValue): unknown {
  return decodeValue(value.buffer, value.type, value.start, value.end);
}
