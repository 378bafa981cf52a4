import type { Db } from '../driver.ts';
import {
  type CatalogEntry,
  type CatalogExceptions,
  compareIndexes,
  compareOptions,
  readCatalog,
} from './compare-catalog.ts';
import { type Amount, compareCapped, compareDocuments, type Documents } from './compare-documents.ts';
import type { DifferenceList } from './difference.ts';
import { withSortedFields } from './raw-document.ts';

/** What to compare, and what not to mind. */
export interface CompareOptions {
  /** Default: every database of either side that is not the server's or godwit's own. */
  readonly databases?: readonly string[];
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

const nothing: Amount = { documents: 0, bytes: 0 };
const collectionsAtOnce = 4;

/** Compares one database; returns how much each collection came to. */
export async function compareDatabases(job: Job): Promise<Amount[]> {
  const [ours, theirs] = await Promise.all([readCatalog(job.source), readCatalog(job.destination)]);
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const amounts: Amount[] = [];
  const queue = names.values();
  const work = async (): Promise<void> => {
    for (const name of queue) {
      if (job.options.ignoreNamespace?.(`${job.source.databaseName}.${name}`)) continue;
      amounts.push(await compareCollections(job, name, ours.get(name), theirs.get(name)));
    }
  };
  await Promise.all(Array.from({ length: collectionsAtOnce }, work));
  return amounts;
}

async function compareCollections(job: Job, name: string, ours?: CatalogEntry, theirs?: CatalogEntry): Promise<Amount> {
  const { source, destination, differences, options } = job;
  const namespace = `${source.databaseName}.${name}`;
  if (!ours || !theirs) {
    differences.add({
      namespace,
      subject: 'collection',
      kind: ours ? 'missing' : 'extra',
      what: (ours ?? theirs)!.type,
    });
    return nothing;
  }
  compareOptions(namespace, ours, theirs, differences, options.ignoreCatalog ?? {});
  if (ours.type !== theirs.type || ours.type === 'view') return nothing;
  await compareIndexes(namespace, source, destination, name, differences, options.ignoreCatalog ?? {});
  const reading = readingOf(ours, theirs, options);
  if (reading === 'none') return nothing;
  const [our, their] = [source, destination].map((database) => readDocuments(database, name, reading));
  if (!ours.isCapped) return compareDocuments(namespace, our!, their!, differences);
  return compareCapped(namespace, our!, their!, differences, { ignoreHead: options.ignoreCappedHead ?? false });
}

type Reading = 'none' | 'by _id' | 'in natural order' | 'as measurements';

function readingOf(ours: CatalogEntry, theirs: CatalogEntry, { timeSeries = 'buckets' }: CompareOptions): Reading {
  if (ours.type === 'timeseries') return timeSeries === 'buckets' ? 'none' : 'as measurements';
  if (ours.name.startsWith('system.buckets.') && timeSeries === 'measurements') return 'none';
  // Under a collation equal strings come in any order, and the two sides may have different collations.
  const isOrdered = !ours.isCapped && ours.isSimpleCollation && theirs.isSimpleCollation;
  return isOrdered ? 'by _id' : 'in natural order';
}

async function* readDocuments(database: Db, collection: string, reading: Reading): Documents {
  // What the primary has now: majority could be older than a write that has just been acknowledged.
  const options = { raw: true, readConcern: { level: 'local' }, readPreference: 'primary' } as const;
  const cursor = database.collection(collection).find({}, options);
  if (reading === 'by _id') cursor.sort({ _id: 1 });
  else cursor.hint({ $natural: 1 });
  for await (const document of cursor) {
    const bytes = document as unknown as Uint8Array;
    // A server unpacks the fields of a measurement in any order.
    yield reading === 'as measurements' ? withSortedFields(bytes) : bytes;
  }
}
