/** What a comparison of two clusters says; plain data, for people, programs and a later run that goes on with it. */

export type ComparisonMode = 'full' | 'sample' | 'counts';

/** A document that is not the same on both sides. */
export interface DifferingDocument {
  readonly kind: 'missing' | 'extra' | 'different';
  /** Extended JSON. */
  readonly id: string;
}

export interface CollectionComparison {
  readonly namespace: string;
  /** Documents that were compared and are equal; with `counts`, those of the source. */
  readonly documents: number;
  readonly bytes: number;
  /** On the source only. */
  readonly missing: number;
  /** On the destination only. */
  readonly extra: number;
  readonly different: number;
  /** Gone from the source by themselves: expired, or pushed out of a capped collection. */
  readonly tolerated: number;
  readonly repaired: number;
  /** The first few. */
  readonly samples: readonly DifferingDocument[];
  /** Options and indexes that are not the same, in words. */
  readonly catalog: readonly string[];
}

export interface Comparison {
  readonly formatVersion: 1;
  readonly mode: ComparisonMode;
  /** In words, what the migration's file leaves out of the comparison. */
  readonly notCompared: readonly string[];
  readonly source: string;
  readonly destination: string;
  /** ISO 8601. What the source wrote later need not be on the destination. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly isEqual: boolean;
  readonly collections: readonly CollectionComparison[];
  /** Collections and views that only one side has, and views that differ, in words. */
  readonly catalog: readonly string[];
}

/** Where an interrupted comparison goes on. */
export interface ComparisonProgress {
  readonly done: readonly CollectionComparison[];
  readonly open: readonly OpenCollection[];
}

export interface OpenCollection {
  readonly result: CollectionComparison;
  /** `{_id: value}` as BSON in base64: everything before it was compared. */
  readonly from: string;
}

export function emptyResult(namespace: string): CollectionComparison {
  const counts = { documents: 0, bytes: 0, missing: 0, extra: 0, different: 0, tolerated: 0, repaired: 0 };
  return { namespace, ...counts, samples: [], catalog: [] };
}

export function isEqualCollection({ missing, extra, different, repaired, catalog }: CollectionComparison): boolean {
  return missing + extra + different - repaired === 0 && catalog.length === 0;
}
