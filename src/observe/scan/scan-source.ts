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
import type { NamespaceObservation, ScanFinding, ScanObservation } from '../observation.ts';
import { scanCollection } from './scan-collection.ts';
import { type CollectionScan, ScanProgress, type ScanTrait, type TraitCount } from './scan-progress.ts';

const collectionsAtOnce = 4;
const saveEveryMs = 5_000;

export interface ScanParts {
  readonly client: MongoClient;
  readonly namespaces: readonly NamespaceObservation[];
  readonly readFrom: ReadFrom;
  /** The destination has the old limit for index keys, so that every long one is looked for. */
  readonly limitsKeys: boolean;
  /** Where the progress is kept until the scan is complete. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: { documents: number; bytes: number; totalDocuments: number }) => void;
}

export async function scanSource(parts: ScanParts): Promise<ScanObservation> {
  const { client, namespaces, readFrom, limitsKeys, directory, signal, onProgress } = parts;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'scan.json');
  const collections = namespaces.filter(({ type }) => type === 'collection');
  const progress = await ScanProgress.open(path, keyOf(collections, limitsKeys));
  const totalDocuments = collections.reduce((sum, { documents }) => sum + documents, 0);
  const scans = collections.map((collection) => {
    const name = `${collection.database}.${collection.collection}`;
    return { name, collection, scan: progress.of(name) };
  });
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
        async ({ collection, scan }) =>
          await slots.run(
            async () => await scanCollection(collection, scan, { client, readPreference, limitsKeys, signal, onBatch }),
          ),
      ),
    );
  } catch (error) {
    await progress.save();
    throw error;
  }
  await rm(path, { force: true });
  return { documents, found: scans.flatMap(({ name, scan }) => foundIn(name, scan.found)) };
}

function foundIn(namespace: string, found: CollectionScan['found']): readonly ScanFinding[] {
  return Object.entries(found as Readonly<Record<string, TraitCount>>).map(([key, { count, first }]) => {
    const space = key.indexOf(' ');
    const trait = (space < 0 ? key : key.slice(0, space)) as ScanTrait;
    return { trait, namespace, count, first, ...(space < 0 ? {} : { index: key.slice(space + 1) }) };
  });
}

function preferenceOf({ readPreference, tags, maxStalenessMs }: ReadFrom): ReadPreference {
  const hasTags = Object.keys(tags).length > 0;
  const options = maxStalenessMs === undefined ? {} : { maxStalenessSeconds: Math.ceil(maxStalenessMs / 1000) };
  return new ReadPreference(readPreference, hasTags ? [{ ...tags }] : undefined, options);
}

/** The same collections with the same indexes, not merely the same names; and the same that is looked for. */
function keyOf(collections: readonly NamespaceObservation[], limitsKeys: boolean): string {
  const names = collections.map(({ database, collection, uuid, indexes }) =>
    [`${database}.${collection}`, uuid, ...indexes.map(({ digest }) => digest)].join(' '),
  );
  return createHash('sha256')
    .update([String(limitsKeys), ...names.sort()].join('\n'))
    .digest('hex');
}
