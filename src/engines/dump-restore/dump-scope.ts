import { EngineError } from '../../lib/errors.ts';
import type { MongoClient } from '../../mongo/driver.ts';
import { bucketsPrefix, type Namespace } from '../../mongo/namespace.ts';
import type { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import { type ListedCollection, readSourceCatalog } from '../../sync/catalog/source-catalog.ts';
import type { DumpScope } from './tool-arguments.ts';

export interface ScopeSize {
  readonly bytes: number;
  readonly documents: number;
}

export interface ScopeFound {
  readonly scope: DumpScope;
  readonly size: ScopeSize;
  /** Those with documents of their own. */
  readonly collections: readonly ListedCollection[];
}

/** Each is an argument; the system takes two megabytes of them. */
const maxNamespaces = 10_000;

/**
 * What is to be dumped, by name: the tools' own patterns cannot say what ours can, and a whole dump would take users,
 * roles and the internals of other engines along.
 */
export async function readDumpScope(client: MongoClient, filter: NamespaceFilter): Promise<ScopeFound> {
  const { collections, views, timeSeries } = await readSourceCatalog(client, filter);
  const named = [...collections, ...views, ...timeSeries];
  if (named.length > maxNamespaces) throw tooMany(named.length);
  const scope = {
    databases: [...new Set(named.map(({ db }) => db))],
    namespaces: [...new Set(named.map(({ db, coll }) => `${db}.${coll}`))],
    isEverything: filter.coversEverything,
  };
  const sizes = await Promise.all(collections.map(async (one) => await sizeOf(client, one)));
  return {
    scope,
    collections,
    size: {
      bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
      documents: sizes.reduce((sum, { documents }) => sum + documents, 0),
    },
  };
}

function tooMany(count: number): EngineError {
  return new EngineError('GW947', {
    summary: `${count} collections are too many for the argument list of mongorestore`,
    hint: 'Split the migration by filters, or use another engine; `godwit engines -f FILE` shows which can',
  });
}

/** Estimates, for progress only. Buckets hold many documents each; mongorestore counts the buckets. */
async function sizeOf(client: MongoClient, { db, coll }: Namespace): Promise<ScopeSize> {
  try {
    const name = coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll;
    const { size, count, timeseries } = await client.db(db).command({ collStats: name });
    return { bytes: Number(size ?? 0), documents: Number(timeseries?.bucketCount ?? count ?? 0) };
  } catch {
    return { bytes: 0, documents: 0 };
  }
}
