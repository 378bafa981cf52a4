import { formatBytes } from '../../lib/size.ts';
import { readCacheBytes } from '../../mongo/cache-size.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { reasonOf } from '../../mongo/explain-failure.ts';
import { scopeOf } from '../../sync/catalog/scope.ts';
import type { StepContext, StepExecutor } from '../step-executor.ts';
import { type HotNamespace, hotNamespaces } from '../warm/hot-namespaces.ts';
import { readIntoCache } from '../warm/read-into-cache.ts';

/** Of the time, for finding out what is hot. */
const lookingShare = 0.25;
/** More would push out again what was read first. */
const cacheShare = 0.5;

/**
 * Reads on the cluster that applications go to what they use most on the one that they leave, so that they do not meet a
 * cold cache. Whatever goes wrong with it is told, and the cutover goes on.
 */
export const warmDestination: StepExecutor = {
  run: async (_step, context) => {
    const startedAt = performance.now();
    try {
      const { words, ...warmed } = await warm(context, startedAt);
      context.note(words);
      return { ...warmed, durationMs: Math.round(performance.now() - startedAt) };
    } catch (error) {
      context.signal.throwIfAborted();
      const why = reasonOf(error);
      context.note(`The ${goalOf(context).side} could not be warmed: ${why}`);
      return { namespaces: 0, indexes: 0, bytes: 0, why };
    }
  },
};

/** In a rollback the source. */
function goalOf({ migration, closing }: StepContext): Goal {
  const { source, destination } = migration;
  const isTurned = closing === destination;
  return isTurned ? { side: 'source', client: source.client } : { side: 'destination', client: destination.client };
}

interface Goal {
  readonly side: 'source' | 'destination';
  readonly client: MongoClient;
}

async function warm(context: StepContext, startedAt: number) {
  const { migration, signal, closing } = context;
  const { filters, cutover } = migration.loaded.spec;
  const { side, client } = goalOf(context);
  const { filter, mapping } = scopeOf(
    { filter: filters, mapping: filters.mapping, isTurned: side === 'source' },
    closing.client,
  );
  const { maxTimeMs, maxBytes } = cutover.warm;
  const endsAt = startedAt + maxTimeMs;
  const [hot, cacheBytes = Number.POSITIVE_INFINITY] = await Promise.all([
    hotNamespaces(closing.client, filter, startedAt + maxTimeMs * lookingShare),
    readCacheBytes(client),
  ]);
  const quotas = sharedOut(hot, Math.min(maxBytes, cacheBytes * cacheShare));
  let unused = 0;
  const sum = { namespaces: 0, indexes: 0, bytes: 0 };
  for (const [index, { namespace, indexes }] of hot.entries()) {
    signal.throwIfAborted();
    if (performance.now() > endsAt) break;
    const quota = quotas[index]! + unused;
    const limits = { maxBytes: quota, endsAt, signal };
    const read = await readIntoCache(client, mapping.toDestination(namespace), indexes, limits);
    unused = Math.max(0, quota - read.bytes);
    if (read.bytes > 0) sum.namespaces += 1;
    sum.indexes += read.indexes;
    sum.bytes += read.bytes;
  }
  const isOutOfTime = performance.now() > endsAt;
  return { ...sum, isOutOfTime, words: wordsOf(sum, hot.length, isOutOfTime, side) };
}

/** In proportion to how much each is used. */
function sharedOut(hot: readonly HotNamespace[], bytes: number): readonly number[] {
  const total = hot.reduce((sum, { operations }) => sum + operations, 0);
  return hot.map(({ operations }) => (bytes * operations) / total);
}

function wordsOf(
  { namespaces, indexes, bytes }: { namespaces: number; indexes: number; bytes: number },
  found: number,
  isOutOfTime: boolean,
  side: Goal['side'],
): string {
  if (found === 0) return `Nothing to warm on the ${side}: the other side tells of no use of what is migrated`;
  const time = isOutOfTime ? '; then its time was over' : '';
  return `Read ${formatBytes(bytes)} of ${namespaces} collections and ${indexes} of their indexes on the ${side}${time}`;
}
