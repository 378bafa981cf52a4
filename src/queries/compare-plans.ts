import type { MongoClient } from '../mongo/driver.ts';
import type { Namespace } from '../mongo/namespace.ts';
import { explainQuery, type QueryPlan, type Refused } from './explain-query.ts';
import { type TopQueryOptions, topQueries } from './top-queries.ts';

/** A query that the destination answers in another way than the source, to its disadvantage or so that somebody should look. */
export interface QueryRegression {
  readonly shape: string;
  readonly kind: 'collectionScan' | 'otherIndex' | 'moreDocuments' | 'refused';
  readonly words: string;
}

export interface QueryComparison {
  /** How many shapes were explained on both sides. */
  readonly compared: number;
  readonly regressions: readonly QueryRegression[];
}

export interface CompareOptions extends Omit<TopQueryOptions, 'most'> {
  readonly toDestination: (namespace: Namespace) => Namespace;
}

const most = 20;
const withinMs = 15_000;

/** Explains what the source is asked most on both sides; read-only, and for a bounded time. */
export async function compareQueryPlans(
  source: MongoClient,
  destination: MongoClient,
  { toDestination, ...options }: CompareOptions,
): Promise<QueryComparison> {
  const endsAt = performance.now() + withinMs;
  const regressions: QueryRegression[] = [];
  let compared = 0;
  for (const query of await topQueries(source, { ...options, most })) {
    options.signal.throwIfAborted();
    if (performance.now() > endsAt) break;
    const [before, after] = await Promise.all([
      explainQuery(source, query.namespace, query.find),
      explainQuery(destination, toDestination(query.namespace), query.find),
    ]);
    if ('refusedBecause' in before) continue;
    compared += 1;
    const found = regressionOf(before, after);
    if (found !== undefined) regressions.push({ shape: query.shape, ...found });
  }
  return { compared, regressions };
}

/** Fewer than these are no matter, however many times more they are. */
const manyDocuments = 100;

/** What is worse, the worst only. */
export function regressionOf(
  before: QueryPlan,
  after: QueryPlan | Refused,
): Omit<QueryRegression, 'shape'> | undefined {
  if ('refusedBecause' in after) {
    return { kind: 'refused', words: `the destination refuses it (${after.refusedBecause}), the source answers it` };
  }
  const byWhat = before.indexes.join(', ');
  if (after.scansCollection && !before.scansCollection && before.indexes.length > 0) {
    return { kind: 'collectionScan', words: `the destination scans the whole collection, the source uses ${byWhat}` };
  }
  const [a, b] = [before.documentsExamined, after.documentsExamined];
  if (a !== undefined && b !== undefined && b > 2 * a && b > a + manyDocuments) {
    return { kind: 'moreDocuments', words: `the destination examines ${b} documents, the source ${a}` };
  }
  const isOther = after.indexes.length > 0 && before.indexes.length > 0 && after.indexes.join(', ') !== byWhat;
  if (!isOther) return undefined;
  return { kind: 'otherIndex', words: `the destination uses ${after.indexes.join(', ')}, the source ${byWhat}` };
}
