import { BSON, type Db, type Document, type MongoClient } from '../driver.ts';
import { type CatalogEntry, readCatalog } from './compare-catalog.ts';
import type { Located, Pair } from './compare-collections.ts';
import { type CompareOptions, comparePairs } from './compare-databases.ts';
import type { Amount } from './compare-documents.ts';
import type { DifferenceList } from './difference.ts';
import type { RawField } from './raw-document.ts';

/** What of the source is meant to be on the destination; every namespace is one of the source, a time series by its own name. */
export interface ComparedScope {
  readonly covers: (db: string, coll: string) => boolean;
  /** Where it is on the destination. */
  readonly target: (db: string, coll: string) => { readonly db: string; readonly coll: string };
  /** Which of its documents are meant; `undefined` where all are. */
  readonly match: (db: string, coll: string) => Document | undefined;
  /** What the destination may have beside it, by its own names; nothing where it is left out. */
  readonly isBeside?: (db: string, coll: string) => boolean;
}

interface ScopedJob {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly databases: readonly string[];
  readonly scope: ComparedScope;
  readonly differences: DifferenceList;
  readonly options: CompareOptions;
}

const buckets = 'system.buckets.';

/** Compares what is in scope with what the destination has, which is to be hardly anything else; returns how much there was. */
export async function compareInScope({ source, destination, databases, scope, ...job }: ScopedJob): Promise<Amount[]> {
  const theirs = new Map((await locateAll(destination, databases)).map((one) => [pathOf(one), one]));
  const pairs: Pair[] = [];
  for (const ours of await locateAll(source, databases)) {
    const { db, coll, prefix } = knownBy(ours);
    if (!scope.covers(db, coll)) continue;
    const target = scope.target(db, coll);
    const path = `${target.db}.${prefix}${target.coll}`;
    pairs.push({ ours: withMappedNames(ours, scope), theirs: theirs.get(path), match: scope.match(db, coll) });
    theirs.delete(path);
  }
  for (const extra of theirs.values()) {
    const { db, coll } = knownBy(extra);
    if (scope.isBeside?.(db, coll) !== true) pairs.push({ ours: undefined, theirs: extra });
  }
  return await comparePairs(pairs, job);
}

async function locateAll(client: MongoClient, databases: readonly string[]): Promise<Located[]> {
  const located = databases.map(async (name) => {
    const database: Db = client.db(name);
    return [...(await readCatalog(database)).values()].map((entry) => ({ database, entry }));
  });
  return (await Promise.all(located)).flat();
}

function pathOf({ database, entry }: Located): string {
  return `${database.databaseName}.${entry.name}`;
}

function knownBy({ database, entry: { name } }: Located) {
  const prefix = name.startsWith(buckets) ? buckets : '';
  return { db: database.databaseName, coll: name.slice(prefix.length), prefix };
}

/** A view reads the collections that it has read, under the names that they have on the destination. */
function withMappedNames({ database, entry }: Located, scope: ComparedScope): Located {
  if (entry.type !== 'view') return { database, entry };
  const nameOf = (coll: string) => scope.target(database.databaseName, coll).coll;
  const options = entry.options.map((option) => mappedOption(option, nameOf));
  return { database, entry: { ...entry, options } satisfies CatalogEntry };
}

function mappedOption({ name, value }: RawField, nameOf: (coll: string) => string): RawField {
  if (name !== 'viewOn' && name !== 'pipeline') return { name, value };
  const wrapped = Buffer.concat([
    Buffer.alloc(4),
    value.subarray(0, 1),
    Buffer.from('v\0'),
    value.subarray(1),
    Buffer.alloc(1),
  ]);
  wrapped.writeInt32LE(wrapped.length, 0);
  const { v } = BSON.deserialize(wrapped, { promoteValues: false });
  const mapped = Buffer.from(BSON.serialize({ v: name === 'viewOn' ? nameOf(v) : mappedStages(v, nameOf) }));
  return { name, value: Buffer.concat([mapped.subarray(4, 5), mapped.subarray(7, -1)]) };
}

/** Whatever is called so in a pipeline names a collection: the pipelines that are compared have no fields of these names. */
const namesCollection: ReadonlySet<string> = new Set(['from', 'coll', '$unionWith']);

function mappedStages(value: unknown, nameOf: (coll: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => mappedStages(one, nameOf));
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return value;
  const fields = Object.entries(value).map(([name, inner]) =>
    typeof inner === 'string' && namesCollection.has(name)
      ? [name, nameOf(inner)]
      : [name, mappedStages(inner, nameOf)],
  );
  return Object.fromEntries(fields);
}
