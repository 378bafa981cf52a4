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
import type { WriteFailure } from '../write-reply.ts';
import type { IdSpan } from './partition.ts';

export interface Carrier {
  /** Asks for the first batch. */
  open(span: SpanRead): Promise<CarriedSpan>;
}

/** What is to be read. */
export interface SpanRead extends IdSpan {
  readonly namespace: Namespace;
  /** Which collection it has to be, where the server can tell. */
  readonly uuid: string | undefined;
  /** Everything up to this `_id` was read before, itself included. */
  readonly after: BsonValue | undefined;
  /** A query in extended JSON: only documents that match are read. */
  readonly match: string | null;
  /** In natural order, which is all that a capped collection has. */
  readonly isCapped: boolean;
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
  /** Inserts the present batch. */
  insert(order: InsertOrder): Promise<InsertReport>;
  /** Never throws: a cursor that cannot be closed times out by itself. */
  close(): Promise<void>;
}

export interface ReadBatch {
  readonly sizeBytes: number;
  readonly isEmpty: boolean;
  readonly operationTime: ClusterTime | undefined;
}

export interface InsertOrder {
  readonly destination: Namespace;
  /** Places in the batch of documents that must not be inserted. */
  readonly leaveOut: readonly number[];
  /** See `WriteCommand`. */
  readonly until: number;
}

export interface InsertReport {
  /** All of the batch, those that are left included, but not the one that was read before. */
  readonly documents: number;
  /** Of those that were sent, also where they turn out to be there already. */
  readonly bytes: number;
  /** `_id`s of documents that were not inserted: left out, peculiar, or on the destination already. */
  readonly left: readonly BsonValue[];
  /** The last document of the batch. */
  readonly last: BsonValue | undefined;
  /** A document that the destination does not take. */
  readonly refused: { readonly id: BsonValue; readonly failure: WriteFailure } | undefined;
  readonly term: number | undefined;
}
