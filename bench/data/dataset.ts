/**
 * What is copied: documents as ready-made bytes, made once per run, from which the source is filled and from which the
 * bound is measured. The same arguments give the same bytes.
 */
import type { Document } from '../../test/support/driver.ts';

/** Documents of one insert command, one behind the other. */
export interface DocumentBatch {
  readonly bytes: Buffer;
  readonly count: number;
}

/** An index as `createIndexes` takes it. */
export interface IndexData {
  readonly name: string;
  readonly key: Document;
}

export interface CollectionData {
  readonly name: string;
  readonly batches: readonly DocumentBatch[];
  /** Beside the one on `_id`. */
  readonly indexes: readonly IndexData[];
}

export interface Dataset {
  readonly collections: readonly CollectionData[];
}

/** The database that everything is in. */
export const database = 'bench';

export interface DatasetTotals {
  readonly collections: number;
  readonly documents: number;
  /** Of BSON. */
  readonly bytes: number;
  readonly indexes: number;
}

export function totalsOf({ collections }: Dataset): DatasetTotals {
  const batches = collections.flatMap((collection) => collection.batches);
  return {
    collections: collections.length,
    documents: batches.reduce((sum, { count }) => sum + count, 0),
    bytes: batches.reduce((sum, { bytes }) => sum + bytes.length, 0),
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
  };
}
