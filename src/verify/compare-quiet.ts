/** Compares two clusters of which neither is written to: once, everything in scope, with a definite answer. */
import { setTimeout as delay } from 'node:timers/promises';
import type { MongoClient } from '../mongo/driver.ts';
import { bucketsPrefix, formatNamespace, isInternalCollection, isInternalDatabase } from '../mongo/namespace.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { listCollections } from '../sync/catalog/source-catalog.ts';
import type { VerifiableCollection, VerificationExtent, VerificationMismatch } from '../sync/verification-port.ts';
import { verificationBeside } from './verification.ts';

export interface QuietClusters {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly filter: NamespaceFilter;
  readonly extent: VerificationExtent;
  /** The source refuses to read a collection that has another UUID (6.0 and newer). */
  readonly canCompareUuid: boolean;
}

export interface Comparison {
  readonly comparedDocuments: number;
  readonly mismatchCount: number;
  readonly mismatches: readonly VerificationMismatch[];
}

const lookEveryMs = 50;

/** @param onProgress told of the documents compared so far */
export async function compareQuiet(
  clusters: QuietClusters,
  signal: AbortSignal,
  onProgress: (comparedDocuments: number) => void = () => {},
): Promise<Comparison> {
  const [left, right] = await Promise.all([
    collectionsOf(clusters.source, clusters.filter),
    collectionsOf(clusters.destination, clusters.filter),
  ]);
  const apart = [...missing(left, right, 'missing'), ...missing(right, left, 'extra')];
  const ended = new AbortController();
  const verifier = verificationBeside({ canCompareUuid: clusters.canCompareUuid })({
    extent: clusters.extent,
    source: clusters.source,
    destination: clusters.destination,
    collections: () => [...left.values()].filter(({ source }) => right.has(formatNamespace(source))),
    isComplete: () => true,
    // Nothing changes, so that any moment is as good as another.
    appliedTime: () => 1n,
    whenApplied: async () => {},
    signal: AbortSignal.any([signal, ended.signal]),
  });
  verifier.start();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { watermark, comparedDocuments, mismatchCount, mismatches } = verifier.status();
      onProgress(comparedDocuments);
      if (watermark !== undefined) {
        return {
          comparedDocuments,
          mismatchCount: mismatchCount + apart.length,
          mismatches: [...apart, ...mismatches],
        };
      }
      await Promise.race([delay(lookEveryMs), verifier.failure]);
    }
  } finally {
    ended.abort();
  }
}

async function collectionsOf(
  client: MongoClient,
  filter: NamespaceFilter,
): Promise<ReadonlyMap<string, VerifiableCollection>> {
  const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
  const found = new Map<string, VerifiableCollection>();
  for (const { name } of databases as { name: string }[]) {
    if (isInternalDatabase(name) || !(await filter.mayCoverDatabase(name))) continue;
    for (const { db, coll, type, uuid, options } of await listCollections(client, name)) {
      if (type === 'view' || isInternalCollection(coll)) continue;
      // Of a time-series collection the buckets are compared, which are listed by themselves.
      if (type === 'timeseries' || !(await filter.covers({ db, coll }))) continue;
      const namespace = { db, coll };
      const isCapped = options.get('capped') === true;
      found.set(formatNamespace(namespace), { id: uuid, source: namespace, destination: namespace, isCapped });
    }
  }
  return found;
}

function missing(
  of: ReadonlyMap<string, VerifiableCollection>,
  on: ReadonlyMap<string, VerifiableCollection>,
  kind: VerificationMismatch['kind'],
): readonly VerificationMismatch[] {
  return [...of.keys()]
    .filter((name) => !on.has(name))
    .map((name) => ({ namespace: name.replace(`.${bucketsPrefix}`, '.'), kind, id: 'the whole collection' }));
}
