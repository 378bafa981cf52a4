/** Options, indexes and views of both sides, as the servers list them. */
import { ExactDocument, encodeExact } from '../mongo/bson/exact.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { formatNamespace } from '../mongo/namespace.ts';
import type { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import { type ListedCollection, listIndexes, readSourceCatalog } from '../sync/catalog/source-catalog.ts';
import { indexName, isInherent, isSameIndex, whileSyncing } from '../sync/indexes/index-spec.ts';
import { isExactlyOn, type ShardKey } from '../sync/sharding/shard-key.ts';
import { readShardKeys } from '../sync/sharding/source-shard-keys.ts';

/** A collection that both sides have. */
export interface CollectionPair {
  readonly namespace: string;
  readonly source: ListedCollection;
  readonly isCapped: boolean;
  /** Documents expire by themselves. */
  readonly canExpire: boolean;
  /** What differs, in words. */
  readonly catalog: readonly string[];
}

export interface CatalogComparison {
  readonly pairs: readonly CollectionPair[];
  readonly onlyOnSource: readonly ListedCollection[];
  readonly findings: readonly string[];
}

/**
 * @param isSyncing a sync holds uniqueness and expiry back on the destination until its cutover, which is no difference
 */
export async function compareCatalogs(
  source: MongoClient,
  destination: MongoClient,
  filter: NamespaceFilter,
  isSyncing: boolean,
): Promise<CatalogComparison> {
  const [here, there] = await Promise.all([readSourceCatalog(source, filter), readSourceCatalog(destination, filter)]);
  const shardKeys = await readShardKeys(destination);
  const present = new Map(there.collections.map((listed) => [formatNamespace(listed), listed]));
  const pairs: CollectionPair[] = [];
  const onlyOnSource: ListedCollection[] = [];
  for (const listed of here.collections) {
    const twin = present.get(formatNamespace(listed));
    present.delete(formatNamespace(listed));
    if (twin === undefined) onlyOnSource.push(listed);
    else pairs.push(await compareOne({ source, destination, isSyncing }, listed, twin, shardKeys.get(twin.uuid)));
  }
  const findings = [
    ...onlyOnSource.map((listed) => `${formatNamespace(listed)} is missing on the destination`),
    ...[...present.keys()].map((name) => `${name} is on the destination only`),
    ...compareViews([...here.views, ...here.timeSeries], [...there.views, ...there.timeSeries]),
  ];
  return { pairs, onlyOnSource, findings };
}

interface Sides {
  readonly source: MongoClient;
  readonly destination: MongoClient;
  readonly isSyncing: boolean;
}

async function compareOne(
  sides: Sides,
  listed: ListedCollection,
  twin: ListedCollection,
  shardKey: ShardKey | undefined,
): Promise<CollectionPair> {
  const [wanted, found] = await Promise.all([listIndexes(sides.source, listed), listIndexes(sides.destination, twin)]);
  const canExpire =
    listed.options.has('expireAfterSeconds') || wanted.some((spec) => spec.get('expireAfterSeconds') !== undefined);
  const expected = sides.isSyncing ? wanted.map((spec) => (isInherent(spec) ? spec : whileSyncing(spec))) : wanted;
  return {
    namespace: formatNamespace(listed),
    source: listed,
    isCapped: listed.options.get('capped') === true,
    canExpire,
    catalog: [...optionDifferences(listed, twin, sides.isSyncing), ...indexDifferences(expected, found, shardKey)],
  };
}

/** Of each cluster's own, or of no meaning for the data. */
const ignoredOptions = new Set(['uuid', 'temp', 'autoIndexId', 'flags', 'idIndex']);
/** Put right in the commit: nothing expires before, and capped collections may have more room. */
const settledLast = new Set(['expireAfterSeconds', 'size', 'max']);

function optionDifferences(a: ListedCollection, b: ListedCollection, isSyncing: boolean): string[] {
  const names = new Set([...a.options.keys(), ...b.options.keys()]);
  return [...names]
    .filter((name) => !ignoredOptions.has(name) && !(isSyncing && settledLast.has(name)))
    .filter((name) => !isSameValue(a.options.get(name), b.options.get(name)))
    .map((name) => `option ${name} differs`);
}

/** The index that a shard key of the destination rests on may be there alone: the key is, too. */
function indexDifferences(
  wanted: readonly ExactDocument[],
  found: readonly ExactDocument[],
  shardKey: ShardKey | undefined,
): string[] {
  const byName = new Map(found.map((spec) => [indexName(spec), spec]));
  const differences = wanted.flatMap((spec) => {
    const name = indexName(spec);
    const twin = byName.get(name);
    byName.delete(name);
    if (twin === undefined) return [`index ${name} is missing on the destination`];
    return isSameIndex(spec, twin) ? [] : [`index ${name} differs`];
  });
  const added = [...byName.values()].filter((spec) => shardKey === undefined || !isExactlyOn(spec, shardKey));
  return [...differences, ...added.map((spec) => `index ${indexName(spec)} is on the destination only`)];
}

function compareViews(wanted: readonly ListedCollection[], found: readonly ListedCollection[]): string[] {
  const byName = new Map(found.map((listed) => [formatNamespace(listed), listed]));
  const differences = wanted.flatMap((listed) => {
    const name = formatNamespace(listed);
    const twin = byName.get(name);
    byName.delete(name);
    if (twin === undefined) return [`view ${name} is missing on the destination`];
    const isSame = listed.type === 'timeseries' || encodeExact(listed.options).equals(encodeExact(twin.options));
    return isSame ? [] : [`view ${name} differs`];
  });
  return [...differences, ...[...byName.keys()].map((name) => `view ${name} is on the destination only`)];
}

function isSameValue(a: unknown, b: unknown): boolean {
  const wrap = (value: unknown) => {
    const wrapped = new ExactDocument();
    if (value !== undefined) wrapped.append('value', value);
    return encodeExact(wrapped);
  };
  return wrap(a).equals(wrap(b));
}
