/** Compares two clusters by themselves, whoever filled the one from the other, and repairs the second where asked. */
import { Semaphore } from '../lib/semaphore.ts';
import { type BsonValue, documentId } from '../mongo/bson/value.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { ListedCollection } from '../sync/catalog/source-catalog.ts';
import { type CollectionPair, compareCatalogs } from './compare-catalogs.ts';
import { compareCollection } from './compare-collection.ts';
import {
  type CollectionComparison,
  type Comparison,
  type ComparisonMode,
  type ComparisonProgress,
  emptyResult,
  isEqualCollection,
  type OpenCollection,
} from './comparison.ts';

export interface CompareClustersOptions {
  readonly source: { readonly client: MongoClient; readonly address: string };
  readonly destination: { readonly client: MongoClient; readonly address: string };
  readonly filter: NamespaceFilter;
  readonly mode: ComparisonMode;
  readonly samplePercent: number;
  readonly repairs: boolean;
  /** Collections that are compared at the same time. */
  readonly parallelism: number;
  /** In words, what the filter leaves out although the migration moves it. */
  readonly notCompared: readonly string[];
  /** A sync holds uniqueness and expiry back on the destination. */
  readonly isSyncing: boolean;
  readonly resume?: ComparisonProgress | undefined;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** Everything that a later run needs to go on. */
  readonly onProgress: (progress: ComparisonProgress) => void;
}

export async function compareClusters(options: CompareClustersOptions): Promise<Comparison> {
  const { source, destination, filter, mode, isSyncing, now } = options;
  const startedAt = now().toISOString();
  const catalogs = await compareCatalogs(source.client, destination.client, filter, isSyncing);
  const absent = await Promise.all(
    catalogs.onlyOnSource.map(async (listed) => await absentCollection(source.client, listed)),
  );
  const compared = await compareAll(catalogs.pairs, options);
  const collections = [...compared, ...absent].sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  return {
    formatVersion: 1,
    mode,
    notCompared: options.notCompared,
    source: source.address,
    destination: destination.address,
    startedAt,
    endedAt: now().toISOString(),
    isEqual: catalogs.findings.length === 0 && collections.every(isEqualCollection),
    collections,
    catalog: catalogs.findings,
  };
}

async function compareAll(
  pairs: readonly CollectionPair[],
  options: CompareClustersOptions,
): Promise<readonly CollectionComparison[]> {
  const { parallelism, resume, onProgress } = options;
  const known = new Map((resume?.done ?? []).map((result) => [result.namespace, result]));
  const half = new Map((resume?.open ?? []).map((one) => [one.result.namespace, one]));
  const done: CollectionComparison[] = [];
  const open = new Map<string, OpenCollection>(half);
  const tell = () => onProgress({ done: [...done], open: [...open.values()] });
  const slots = new Semaphore(parallelism);
  await Promise.all(
    pairs.map(async (pair) => {
      const { namespace } = pair;
      const before = known.get(namespace);
      const result =
        before ??
        (await slots.run(async () => {
          const from = half.get(namespace);
          return await compareCollection(pair, {
            ...options,
            source: options.source.client,
            destination: options.destination.client,
            resume: from && { result: from.result, from: idOf(from.from) },
            onProgress: (partial, position) => {
              if (position === undefined) return;
              open.set(namespace, { result: partial, from: position });
              tell();
            },
          });
        }));
      done.push(result);
      open.delete(namespace);
      tell();
    }),
  );
  return done;
}

function idOf(base64: string): BsonValue {
  return documentId(Buffer.from(base64, 'base64'), 0)!;
}

async function absentCollection(client: MongoClient, listed: ListedCollection): Promise<CollectionComparison> {
  const missing = await client
    .db(listed.db)
    .collection(listed.coll)
    .countDocuments({}, { hint: { _id: 1 } });
  return { ...emptyResult(formatNamespace(listed)), missing };
}
