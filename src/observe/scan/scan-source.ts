/**
 * The scan of every document in scope for what some engine or server does not take: only on request, since it reads all
 * data once; at the server's speed, from a secondary where the file says so, and to be gone on with when it was stopped.
 */
import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Semaphore } from '../../lib/semaphore.ts';
import { type MongoClient, ReadPreference } from '../../mongo/driver.ts';
import type { ReadFrom } from '../../spec/blocks/connection.ts';
import type { NamespaceObservation, ScanObservation } from '../observation.ts';
import { scanCollection } from './scan-collection.ts';
import { ScanProgress, type ScanTrait } from './scan-progress.ts';

const collectionsAtOnce = 4;
const saveEveryMs = 5_000;

export interface ScanParts {
  readonly client: MongoClient;
  readonly namespaces: readonly NamespaceObservation[];
  readonly readFrom: ReadFrom;
  /** Where the progress is kept until the scan is complete. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { documents: number; bytes: number; totalDocuments: number }) => void;
}

export async function scanSource(parts: ScanParts): Promise<ScanObservation> {
  const { client, namespaces, readFrom, directory, signal, onProgress } = parts;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'scan.json');
  const collections = namespaces.filter(({ type }) => type === 'collection');
  const progress = await ScanProgress.open(path, keyOf(collections));
  const totalDocuments = collections.reduce((sum, { documents }) => sum + documents, 0);
  const scans = collections.map(({ database: db, collection: coll }) => ({
    namespace: { db, coll },
    scan: progress.of(`${db}.${coll}`),
  }));
  let bytes = 0;
  let documents = scans.reduce((sum, { scan }) => sum + scan.documents, 0);
  let savedAt = performance.now();
  const onBatch = (more: number, length: number) => {
    documents += more;
    bytes += length;
    onProgress({ documents, bytes, totalDocuments });
    if (performance.now() - savedAt < saveEveryMs) return;
    savedAt = performance.now();
    progress.save().catch(() => {});
  };
  const readPreference = preferenceOf(readFrom);
  const slots = new Semaphore(collectionsAtOnce);
  try {
    await Promise.all(
      scans.map(
        async ({ namespace, scan }) =>
          await slots.run(
            async () => await scanCollection(namespace, scan, { client, readPreference, signal, onBatch }),
          ),
      ),
    );
  } catch (error) {
    await progress.save();
    throw error;
  }
  await rm(path, { force: true });
  return {
    documents,
    found: scans.flatMap(({ namespace, scan }) => foundIn(`${namespace.db}.${namespace.coll}`, scan.found)),
  };
}

function foundIn(namespace: string, found: Partial<Record<ScanTrait, { count: number; first: string[] }>>) {
  return Object.entries(found).map(([trait, { count, first }]) => ({
    trait: trait as ScanTrait,
    namespace,
    count,
    first,
  }));
}

function preferenceOf({ readPreference, tags, maxStalenessMs }: ReadFrom): ReadPreference {
  const hasTags = Object.keys(tags).length > 0;
  const options = maxStalenessMs === undefined ? {} : { maxStalenessSeconds: Math.ceil(maxStalenessMs / 1000) };
  return new ReadPreference(readPreference, hasTags ? [{ ...tags }] : undefined, options);
}

/** The same collections, not merely the same names. */
function keyOf(collections: readonly NamespaceObservation[]): string {
  const names = collections.map(({ database, collection, uuid }) => `${database}.${collection} ${uuid}`).sort();
  return createHash('sha256').update(names.join('\n')).digest('hex');
}
