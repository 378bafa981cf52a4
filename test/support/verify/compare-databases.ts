import type { Db } from '../driver.ts';
import { type CatalogEntry, type CatalogExceptions, readCatalog } from './compare-catalog.ts';
import { compareCollections, type Pair } from './compare-collections.ts';
import type { Amount } from './compare-documents.ts';
import type { ComparedScope } from './compare-scope.ts';
import type { DifferenceList } from './difference.ts';

/** What to compare, and what not to mind. */
export interface CompareOptions {
  /** Default: every database of either side that is not the server's or godwit's own. */
  readonly databases?: readonly string[];
  /** What of the source is meant to be on the destination, and where, unless it is all of it under the same names. */
  readonly scope?: ComparedScope;
  /** Leaves out namespaces, on both sides. */
  readonly ignoreNamespace?: (namespace: string) => boolean;
  /** Whether the oldest documents of a capped collection may be gone on one side. */
  readonly ignoreCappedHead?: boolean;
  /** Leaves out parts of the catalogue: `{ indexOptions: ['hidden'] }`. */
  readonly ignoreCatalog?: CatalogExceptions;
  /** `buckets` (the default) compares time-series as they are stored, `measurements` as they are read. */
  readonly timeSeries?: 'buckets' | 'measurements';
  /** How many differences are kept; all are counted. */
  readonly keep?: number;
}

interface Job {
  readonly source: Db;
  readonly destination: Db;
  readonly differences: DifferenceList;
  readonly options: CompareOptions;
}

const collectionsAtOnce = 4;

/** Compares one database; returns how much each collection came to. */
export async function compareDatabases(job: Job): Promise<Amount[]> {
  const [ours, theirs] = await Promise.all([readCatalog(job.source), readCatalog(job.destination)]);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const at = (database: Db, entry?: CatalogEntry) => (entry === undefined ? undefined : { database, entry });
  const pairs = names
    .filter((name) => !job.options.ignoreNamespace?.(`${job.source.databaseName}.${name}`))
    .map((name) => ({ ours: at(job.source, ours.get(name)), theirs: at(job.destination, theirs.get(name)) }));
  return await comparePairs(pairs, job);
}

/** Compares collections of two servers, each with the one that it is to be like; returns how much each came to. */
export async function comparePairs(
  pairs: readonly Pair[],
  { differences, options }: Pick<Job, 'differences' | 'options'>,
): Promise<Amount[]> {
  const amounts: Amount[] = [];
  const queue = pairs.values();
  const work = async (): Promise<void> => {
    for (const pair of queue) amounts.push(await compareCollections(pair, differences, options));
  };
  await Promise.all(Array.from({ length: collectionsAtOnce }, work));
  return amounts;
}
