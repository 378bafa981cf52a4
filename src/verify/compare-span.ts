/**
 * Compares the documents of both sides, byte by byte, in bounded memory and one pass.
 *
 * Both sides come in the same order or nearly so, that of the same index or that in which they were written, so normally the
 * two heads are equal and both go on. Where they are not, the order itself is not computed (collations make that impossible):
 * a document that finds no partner is put aside until the other side shows it, or the span ends.
 */
import type { BsonValue } from '../mongo/bson/value.ts';
import { type DocumentReader, SpanSide } from './span-side.ts';

/** Gets what a comparison finds, as it goes on. */
export interface ComparisonSink {
  /** Documents that are equal on both sides. */
  equal(documents: number, bytes: number): void;
  /** `_id`s that are not the same on both sides, or have not met: worth another look. */
  suspect(ids: readonly BsonValue[]): void;
  /**
   * Told now and then: every document before this one was compared or suspected, so a comparison may begin anew here.
   * `equal` is what has not been told of yet.
   */
  aligned?(id: BsonValue, equal: { readonly documents: number; readonly bytes: number }): void;
}

/** More documents without a partner than this are handed over at once, to keep memory bounded. */
const maxApart = 20_000;
/** A power of two less one. */
const alignedEvery = 1_023;

/** How well both sides go together. */
export interface Togetherness {
  /** Documents that have met their partners. */
  readonly met: number;
  /** Documents that had to be put aside. */
  readonly putAside: number;
  /** Those of them that were handed over, because there were too many. */
  readonly handedOver: number;
}

/**
 * @param isWorthwhile asked now and then; the comparison ends where it is not
 * @returns whether all was compared
 */
export async function compareSpan(
  source: DocumentReader,
  destination: DocumentReader,
  sink: ComparisonSink,
  isWorthwhile: (sides: Togetherness) => boolean = () => true,
): Promise<boolean> {
  const left = new SpanSide(source);
  const right = new SpanSide(destination);
  let [met, handedOver] = [0, 0];
  const counted = {
    ...sink,
    equal: (documents: number, bytes: number) => {
      met += documents;
      sink.equal(documents, bytes);
    },
  };
  for (;;) {
    await Promise.all([left.ensure(), right.ensure()]);
    if (left.isAtEnd || right.isAtEnd) break;
    const { documents, bytes } = compareBatches(left, right, counted);
    counted.equal(documents, bytes);
    if (!isWorthwhile({ met, putAside: left.putAsideCount + right.putAsideCount, handedOver })) return false;
    for (const side of [left, right]) {
      if (side.apartCount <= maxApart) continue;
      handedOver += side.apartCount;
      sink.suspect(side.takeApart());
    }
  }
  await drain(left, right, sink);
  await drain(right, left, sink);
  sink.suspect([...left.takeApart(), ...right.takeApart()]);
  return true;
}

/** Goes on until one side needs another batch. */
function compareBatches(left: SpanSide, right: SpanSide, sink: ComparisonSink): { documents: number; bytes: number } {
  let documents = 0;
  let bytes = 0;
  // Where nothing was changed meanwhile, both sides come in the same batches.
  if (left.isAtStart && right.isAtStart && left.equalsWholly(right)) {
    for (const side of [left, right]) side.advanceToLast();
    documents = left.batch.documents - 1;
    bytes = left.batch.documentBytes - left.length;
    align(left, right, sink, { documents, bytes });
  }
  while (left.hasHead && right.hasHead) {
    if (!left.equals(right)) {
      step(left, right, sink);
      continue;
    }
    if ((documents & alignedEvery) === alignedEvery) align(left, right, sink, { documents, bytes });
    documents += 1;
    bytes += left.length;
    left.advance();
    right.advance();
  }
  return { documents, bytes };
}

/** The heads are equal, and what lies before them has been compared. */
function align(
  left: SpanSide,
  right: SpanSide,
  sink: ComparisonSink,
  equal: { readonly documents: number; readonly bytes: number },
): void {
  if (sink.aligned === undefined) return;
  // What has not met its partner by now is looked up, so that it need not be remembered.
  if (left.apartCount + right.apartCount > 0) sink.suspect([...left.takeApart(), ...right.takeApart()]);
  sink.aligned(left.id(), equal);
}

/** The heads differ: goes on, on one side or both, in the way that finds the next equal pair soonest. */
function step(left: SpanSide, right: SpanSide, sink: ComparisonSink): void {
  if (left.key() === right.key()) {
    sink.suspect([left.id()]);
    left.advance();
    right.advance();
    return;
  }
  if (meet(left, right, sink) || meet(right, left, sink)) return;
  const toLeftHead = right.distanceTo(left.key());
  const toRightHead = toLeftHead > 0 ? 0 : left.distanceTo(right.key());
  if (toLeftHead > 0) pass(right, left, toLeftHead, sink);
  else pass(left, right, Math.max(1, toRightHead), sink);
  if (toLeftHead === 0 && toRightHead === 0) pass(right, left, 1, sink);
}

/** Goes on by so many documents, whose partners are none of those that the other side has at hand. */
function pass(side: SpanSide, other: SpanSide, count: number, sink: ComparisonSink): void {
  for (let done = 0; done < count; done += 1) if (!meet(side, other, sink)) side.putAside();
}

/** Whether the head's partner was put aside on the other side. */
function meet(head: SpanSide, other: SpanSide, sink: ComparisonSink): boolean {
  const result = other.settle(head);
  if (result === 'unknown') return false;
  if (result === 'different') sink.suspect([head.id()]);
  else sink.equal(1, head.length);
  head.advance();
  return true;
}

/** One side is at its end: what the other still has can only meet what was put aside. */
async function drain(side: SpanSide, other: SpanSide, sink: ComparisonSink): Promise<void> {
  for (await side.ensure(); !side.isAtEnd; await side.ensure()) {
    while (side.hasHead) {
      if (meet(side, other, sink)) continue;
      sink.suspect([side.id()]);
      side.advance();
    }
  }
}
