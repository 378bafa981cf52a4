import { hash } from 'node:crypto';
import { type BsonValue, detached, documentId } from '../mongo/bson/value.ts';
import { afterCString, forEachDocument } from '../mongo/bson/walk.ts';

/** Documents as they came in one reply. */
export interface DocumentBatch {
  readonly bytes: Buffer;
  /** Offset of the BSON array that holds them; walk it with `forEachDocument`. */
  readonly arrayStart: number;
  readonly documents: number;
  /** Of the documents alone. */
  readonly documentBytes: number;
  /** Offset of the last document; without documents it is the array's. */
  readonly lastStart: number;
}

/** Batches of one side, in index order; `undefined` at the end. */
export interface DocumentReader {
  next(): Promise<DocumentBatch | undefined>;
}

/** Looks at each document's length once. */
export function documentBatch(bytes: Buffer, arrayStart: number): DocumentBatch {
  let documentBytes = 0;
  let lastStart = arrayStart;
  const documents = forEachDocument(bytes, arrayStart, (start, end) => {
    documentBytes += end - start;
    lastStart = start;
  });
  return { bytes, arrayStart, documents, documentBytes, lastStart };
}

const noDocuments = documentBatch(Buffer.from([5, 0, 0, 0, 0]), 0);

/** A document that has not met its partner: its `_id`, and a digest in place of its bytes. */
interface Apart {
  readonly id: BsonValue;
  readonly digest: string;
}

/** One side of a comparison: the document at hand (the head), and those that were put aside. */
export class SpanSide {
  readonly #reader: DocumentReader;
  #batch = noDocuments;
  #bytes: Buffer = noDocuments.bytes;
  /** Where the element behind the head begins. */
  #at = 0;
  #start = 0;
  #end = 0;
  #index = 0;
  #isAtEnd = false;
  #putAsideCount = 0;
  readonly #apart = new Map<string, Apart>();
  /** Where documents of the present batch stand that were looked through for a partner; made only when heads differ. */
  #sight: Sight | undefined;

  constructor(reader: DocumentReader) {
    this.#reader = reader;
  }

  /** Nothing is at hand, and nothing comes any more. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  get hasHead(): boolean {
    return this.#end > 0;
  }

  /** Bytes of the head. */
  get length(): number {
    return this.#end - this.#start;
  }

  /** Fetches the next batch that holds documents, unless there is a head. */
  async ensure(): Promise<void> {
    while (!this.hasHead && !this.#isAtEnd) {
      const batch = await this.#reader.next();
      if (batch === undefined) {
        this.#isAtEnd = true;
        return;
      }
      this.#batch = batch;
      this.#bytes = batch.bytes;
      this.#at = batch.arrayStart + 4;
      this.#sight = undefined;
      this.#index = -1;
      this.advance();
    }
  }

  advance(): void {
    this.#index += 1;
    if (this.#bytes[this.#at] === 0) {
      this.#end = 0;
      return;
    }
    this.#start = afterCString(this.#bytes, this.#at + 1);
    this.#end = this.#start + this.#bytes.readInt32LE(this.#start);
    this.#at = this.#end;
  }

  /** Whether both heads are the same, byte for byte. */
  equals(other: SpanSide): boolean {
    if (this.length !== other.length) return false;
    return this.#bytes.compare(other.#bytes, other.#start, other.#end, this.#start, this.#end) === 0;
  }

  /** Nothing of the batch has been passed yet. */
  get isAtStart(): boolean {
    return this.hasHead && this.#index === 0;
  }

  /** Whether both batches are the same from their first document to their last, byte for byte: one look at all of them. */
  equalsWholly(other: SpanSide): boolean {
    const [start, end] = this.#span();
    const [otherStart, otherEnd] = other.#span();
    return (
      end - start === otherEnd - otherStart && this.#bytes.compare(other.#bytes, otherStart, otherEnd, start, end) === 0
    );
  }

  get batch(): DocumentBatch {
    return this.#batch;
  }

  /** The head becomes the last document of the batch. */
  advanceToLast(): void {
    this.#index = this.#batch.documents - 1;
    this.#start = this.#batch.lastStart;
    this.#end = this.#start + this.#bytes.readInt32LE(this.#start);
    this.#at = this.#end;
  }

  id(): BsonValue {
    return detached(documentId(this.#bytes, this.#start)!);
  }

  /** The head's `_id` as type and bytes. */
  key(): string {
    return keyAt(this.#bytes, this.#start);
  }

  /** Takes out the head's partner if this side has put it aside, and tells whether it is equal. */
  settle(head: SpanSide): 'equal' | 'different' | 'unknown' {
    const key = head.key();
    const partner = this.#apart.get(key);
    if (partner === undefined) return 'unknown';
    this.#apart.delete(key);
    return partner.digest === head.#digest() ? 'equal' : 'different';
  }

  /** How many documents of the batch, the head included, come before the one with this key; 0 when it is not among them. */
  distanceTo(key: string): number {
    // The head itself was compared already.
    const behindHead = { index: this.#index + 1, at: this.#end };
    this.#sight ??= { positions: new Map(), ...behindHead };
    if (this.#sight.index < behindHead.index) Object.assign(this.#sight, behindHead);
    const position = this.#sight.positions.get(key) ?? this.#lookAhead(this.#sight, key) ?? 0;
    return Math.max(0, position - this.#index);
  }

  putAside(): void {
    this.#putAsideCount += 1;
    this.#apart.set(this.key(), { id: this.id(), digest: this.#digest() });
    this.advance();
  }

  /** How often that was done. */
  get putAsideCount(): number {
    return this.#putAsideCount;
  }

  get apartCount(): number {
    return this.#apart.size;
  }

  /** The `_id`s that have found no partner so far; this side forgets them. */
  takeApart(): readonly BsonValue[] {
    const ids = [...this.#apart.values()].map(({ id }) => id);
    this.#apart.clear();
    return ids;
  }

  /** Where the batch's elements lie in its bytes; their names, the numbers from 0 on, are told apart too. */
  #span(): readonly [start: number, end: number] {
    const { arrayStart, lastStart } = this.#batch;
    return [arrayStart + 4, lastStart + this.#bytes.readInt32LE(lastStart)];
  }

  #digest(): string {
    return hash('sha256', this.#bytes.subarray(this.#start, this.#end), 'base64');
  }

  /** No further than to the one with this key: the partner is mostly near. */
  #lookAhead(sight: Sight, key: string): number | undefined {
    while (this.#bytes[sight.at] !== 0) {
      const start = afterCString(this.#bytes, sight.at + 1);
      const position = sight.index;
      const found = keyAt(this.#bytes, start);
      sight.positions.set(found, position);
      sight.index += 1;
      sight.at = start + this.#bytes.readInt32LE(start);
      if (found === key) return position;
    }
    return undefined;
  }
}

/** Documents of a batch by key, as far as they were looked through; the next one's index and where its element begins. */
interface Sight {
  readonly positions: Map<string, number>;
  index: number;
  at: number;
}

function keyAt(bytes: Buffer, documentStart: number): string {
  const { type, start, end } = documentId(bytes, documentStart)!;
  return `${String.fromCharCode(type)}${bytes.latin1Slice(start, end)}`;
}
