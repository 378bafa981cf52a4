/** Compares two clusters of which neither is written to: once, everything in scope, with a definite answer. */
import { setTimeout as delay } from 'node:timers/promises';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { RepairedDocuments, VerificationExtent, VerificationMismatch } from '../sync/verification-port.ts';
import { collectionsApart, comparableCollections } from './comparable-collections.ts';
import { repairById } from './repair.ts';
import { verificationBeside } from './verification.ts';

export interface QuietClusters {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly filter: NamespaceFilter;
  readonly extent: VerificationExtent;
  readonly parallelism?: number | undefined;
  /** What differs is repaired, and compared again. */
  readonly repairsMismatches?: boolean | undefined;
  /** The source refuses to read a collection that has another UUID (6.0 and newer). */
  readonly canCompareUuid: boolean;
}

export interface Comparison {
  readonly comparedDocuments: number;
  readonly mismatchCount: number;
  readonly mismatches: readonly VerificationMismatch[];
  readonly repaired: RepairedDocuments | undefined;
}

const lookEveryMs = 50;

/** @param onProgress told of the documents compared so far */
export async function compareQuiet(
  clusters: QuietClusters,
  signal: AbortSignal,
  onProgress: (comparedDocuments: number) => void = () => {},
): Promise<Comparison> {
  const [left, right] = await Promise.all([
    comparableCollections(clusters.source, clusters.filter),
    comparableCollections(clusters.destination, clusters.filter),
  ]);
  const apart = collectionsApart(left, right);
  const ended = new AbortController();
  const verifier = verificationBeside({ canCompareUuid: clusters.canCompareUuid })({
    extent: clusters.extent,
    parallelism: clusters.parallelism,
    source: clusters.source,
    destination: clusters.destination,
    collections: () => [...left.values()].filter(({ source }) => right.has(formatNamespace(source))),
    isComplete: () => true,
    // Nothing changes, so that any moment is as good as another.
    appliedTime: () => 1n,
    whenApplied: async () => {},
    repairsMismatches: clusters.repairsMismatches === true,
    ...(clusters.repairsMismatches === true
      ? {
          repair: async (id: string, ids: readonly BsonValue[]) => {
            const collection = [...left.values()].find((one) => one.id === id);
            if (collection !== undefined) await repairById(clusters, collection, ids);
          },
        }
      : {}),
    signal: AbortSignal.any([signal, ended.signal]),
  });
  verifier.start();
  try {
    for (;;) {
      signal.throwIfAborted();
      const { watermark, comparedDocuments, mismatchCount, mismatches, repaired } = verifier.status();
      onProgress(comparedDocuments);
      if (watermark !== undefined) {
        return {
          comparedDocuments,
          mismatchCount: mismatchCount + apart.length,
          mismatches: [...apart, ...mismatches],
          repaired,
        };
      }
      await Promise.race([delay(lookEveryMs), verifier.failure]);
    }
  } finally {
    ended.abort();
  }
}
