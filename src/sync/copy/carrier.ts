/**
 * What carries the bytes of the copy: reads a span of a collection, and inserts what is wanted of it. Nothing is decided
 * here, and nothing is known of changes, leases or limits; `copy-range.ts` does both, and tells the carrier, which may be
 * in its own thread (`carrier-here.ts`) or in another one (`workers/`).
 */
import type { IdKey } from '../../mongo/bson/id-key.ts';
import type { BsonValue } from '../../mongo/bson/value.ts';
import type { ClusterTime } from '../../mongo/cluster-time.ts';
import type { ReadPreference } from '../../mongo/driver.ts';
import type { Namespace } from '../../mongo/namespace.ts';
import type { Absence, NaturalPlace } from '../../mongo/natural-scan.ts';
import type { WriteFailure } from '../write-reply.ts';
import type { IdSpan } from './partition.ts';

export interface Carrier {
  /** Asks for the first batch; tells why where it cannot go on from the place. */
  open(span: SpanRead): Promise<CarriedSpan | Absence>;
}

/**
 * - `id`: that of the `_id` index.
 * - `natural`: that which the documents lie in; all that a capped collection has.
 * - `placed`: the same, from a place that a read can go on from.
 */
export type ReadOrder = 'id' | 'natural' | 'placed';

/** What is to be read. */
export interface SpanRead extends IdSpan {
  readonly namespace: Namespace;
  /** Which collection it has to be, where the server can tell. */
  readonly uuid: string | undefined;
  /** Everything up to this `_id` was read before, itself included. */
  readonly after: BsonValue | undefined;
  /** A query in extended JSON: only documents that match are read. */
  readonly match: string | null;
  readonly order: ReadOrder;
  /** Everything up to there was read before, where the order is `placed`. */
  readonly place: NaturalPlace | undefined;
  readonly batchSize: number;
  /** Nothing is read from before that time. */
  readonly readAfter: ClusterTime;
  readonly readPreference: ReadPreference;
}

/** One cursor. Batches come one after the other: each is inserted or forgotten before the next one is taken. */
export interface CarriedSpan {
  /** The next batch, which stays with the carrier; asks for the one behind it. `undefined` at the end. */
  next(): Promise<ReadBatch | undefined>;
  /** Of the documents of the present batch, in their order; see `idKey`. */
  idKeys(hasCollation: boolean): Promise<readonly IdKey[]>;
  /** Makes the present batch ready to be inserted; nothing else is asked of it from then on. */
  select(choice: Choice): Promise<Selection>;
  /** Inserts one of the parts of what was selected. Several may be under way at once. */
  insert(order: InsertOrder): Promise<InsertReport>;
  /** Never throws: a cursor that cannot be closed times out by itself. */
  close(): Promise<void>;
}

export interface ReadBatch {
  readonly sizeBytes: number;
  readonly isEmpty: boolean;
  readonly operationTime: ClusterTime | undefined;
  /** Behind the batch. */
  readonly place: NaturalPlace | undefined;
}

export interface Choice {
  /** Places in the batch of documents that must not be inserted. */
  readonly leaveOut: readonly number[];
  /** Into how many parts of about the same size it is to be cut, at most. */
  readonly parts: number;
}

export interface Selection {
  /** All of the batch, those that are left included, but not the one that was read before. */
  readonly documents: number;
  /** Of each part. */
  readonly partBytes: readonly number[];
  /** `_id`s of documents that an insert does not bring: left out, or peculiar. */
  readonly left: readonly BsonValue[];
  /** The last document of the batch. */
  readonly last: BsonValue | undefined;
}

export interface InsertOrder {
  readonly destination: Namespace;
  readonly part: number;
  /** See `WriteCommand`. */
  readonly until: number;
}

export interface InsertReport {
  /** `_id`s of documents that were not inserted: most of them are on the destination already. */
  readonly left: readonly BsonValue[];
  /** A document that the destination does not take. */
  readonly refused: { readonly id: BsonValue; readonly failure: WriteFailure } | undefined;
  readonly term: number | undefined;
}
