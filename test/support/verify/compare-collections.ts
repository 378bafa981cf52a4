import type { Db, Document } from '../driver.ts';
import { type CatalogEntry, compareIndexes, compareOptions } from './compare-catalog.ts';
import type { CompareOptions } from './compare-databases.ts';
import { type Amount, compareCapped, compareDocuments, type Documents } from './compare-documents.ts';
import type { DifferenceList } from './difference.ts';
import { withSortedFields } from './raw-document.ts';

/** A collection or view where a server has it. */
export interface Located {
  readonly database: Db;
  readonly entry: CatalogEntry;
}

/** What is to be alike; one of them may be missing. */
export interface Pair {
  readonly ours: Located | undefined;
  readonly theirs: Located | undefined;
  /** Which documents of the source are meant. */
  readonly match?: Document | undefined;
}

const nothing: Amount = { documents: 0, bytes: 0 };

/** Compares catalogue and documents of a collection; returns how much there was. */
export async function compareCollections(
  { ours, theirs, match = {} }: Pair,
  differences: DifferenceList,
  options: CompareOptions,
): Promise<Amount> {
  const namespace = namespaceOf((ours ?? theirs)!);
  if (!ours || !theirs) {
    const what = (ours ?? theirs)!.entry.type;
    differences.add({ namespace, subject: 'collection', kind: ours ? 'missing' : 'extra', what });
    return nothing;
  }
  const exceptions = options.ignoreCatalog ?? {};
  compareOptions(namespace, ours.entry, theirs.entry, differences, exceptions);
  if (ours.entry.type !== theirs.entry.type || ours.entry.type === 'view') return nothing;
  await compareIndexes(namespace, collectionOf(ours), collectionOf(theirs), differences, exceptions);
  const reading = readingOf(ours.entry, theirs.entry, options);
  if (reading === 'none') return nothing;
  const [our, their] = [readDocuments(ours, reading, match), readDocuments(theirs, reading)];
  if (!ours.entry.isCapped) return compareDocuments(namespace, our, their, differences);
  return compareCapped(namespace, our, their, differences, { ignoreHead: options.ignoreCappedHead ?? false });
}

function namespaceOf({ database, entry }: Located): string {
  return `${database.databaseName}.${entry.name}`;
}

function collectionOf({ database, entry }: Located) {
  return database.collection(entry.name);
}

type Reading = 'none' | 'by _id' | 'in natural order' | 'as measurements';

function readingOf(ours: CatalogEntry, theirs: CatalogEntry, { timeSeries = 'buckets' }: CompareOptions): Reading {
  if (ours.type === 'timeseries') return timeSeries === 'buckets' ? 'none' : 'as measurements';
  if (ours.name.startsWith('system.buckets.') && timeSeries === 'measurements') return 'none';
  // Under a collation equal strings come in any order, and the two sides may have different collations.
  const isOrdered = !ours.isCapped && ours.isSimpleCollation && theirs.isSimpleCollation;
  return isOrdered ? 'by _id' : 'in natural order';
}

async function* readDocuments(located: Located, reading: Reading, match: Document = {}): Documents {
  // What the primary has now: majority could be older than a write that has just been acknowledged.
  const options = { raw: true, readConcern: { level: 'local' }, readPreference: 'primary' } as const;
  const cursor = collectionOf(located).find(match, options);
  if (reading === 'by _id') cursor.sort({ _id: 1 });
  else cursor.hint({ $natural: 1 });
  for await (const document of cursor) {
    const bytes = document as unknown as Uint8Array;
    // A server unpacks the fields of a measurement in any order.
    yield reading === 'as measurements' ? withSortedFields(bytes) : bytes;
  }
}
