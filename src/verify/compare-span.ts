/**
 * Compares one span of `_id`s on both sides, byte by byte, in bounded memory and one pass.
 *
 * Both sides come in the order of the same index, so normally the two heads are equal and both go on. Where they are not,
 * the order itself is not computed (collations make that impossible): a document that finds no partner is put aside until
 * the other side shows it, or the span ends.
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

export async function compareSpan(
  source: DocumentReader,
  destination: DocumentReader,
  sink: ComparisonSink,
): Promise<void> {
  const left = new SpanSide(source);
  const right = new SpanSide(destination);
  for (;;) {
    await Promise.all([left.ensure(), right.ensure()]);
    if (left.isAtEnd || right.isAtEnd) break;
    const { documents, bytes } = compareBatches(left, right, sink);
    sink.equal(documents, bytes);
    for (const side of [left, right]) if (side.apartCount > maxApart) sink.suspect(side.takeApart());
  }
  await drain(left, right, sink);
  await drain(right, left, sink);
  sink.suspect([...left.takeApart(), ...right.takeApart()]);
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
  if (toLeftHead > 0) right.putAside(toLeftHead);
  else left.putAside(Math.max(1, toRightHead));
  if (toLeftHead === 0 && toRightHead === 0) right.putAside(1);
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
