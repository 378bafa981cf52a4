import { EngineError } from '../../lib/errors.ts';
import type { ExactDocument } from '../../mongo/bson/exact.ts';
import { bucketsPrefix, formatNamespace, type Namespace } from '../../mongo/namespace.ts';
import { type ShardingParts, shardKeyFor } from '../sharding/shard-collection.ts';
import type { ShardKeys } from '../sharding/source-shard-keys.ts';
import type { SyncSettings } from '../sync-settings.ts';
import { CollectionEntry, type CollectionKind, type CopyState, kindOf } from './collection-entry.ts';
import type { NamespaceMapping } from './namespace-mapping.ts';

/** A collection of the source that comes into scope. */
export interface NewCollection {
  readonly uuid: string;
  readonly source: Namespace;
  readonly options: ExactDocument;
  readonly state: CopyState;
}

/**
 * @param shardKeys of the source
 * @throws EngineError GW929 as `filterOf` does, GW949 as `shardKeyFor` does
 */
export function newEntry(
  { uuid, source, options, state }: NewCollection,
  { mapping, ...sharding }: ShardingParts & { readonly mapping: NamespaceMapping },
  shardKeys: ShardKeys,
): CollectionEntry {
  const { settings } = sharding;
  const kind = kindOf(source.coll, options);
  const match = filterOf(source, kind, settings);
  const hasCollation = options.has('collation');
  const destination = mapping.toDestination(source);
  const shardKey = shardKeyFor(sharding, { uuid, kind, destination }, shardKeys);
  const overlapUntil = 0n;
  return new CollectionEntry(uuid, { source, destination, kind, hasCollation, state, overlapUntil, match, shardKey });
}

/**
 * `cloneCollectionAsCapped` and `convertToCapped` fill a new collection without a word in the stream (tried with 6.0.27),
 * so that a capped one has to be copied, however new it is. Documents of every other are told one by one.
 */
export function stateWhenMade(options: ExactDocument): CopyState {
  return options.get('capped') === true ? 'pending' : 'live';
}

const reasons = {
  capped: 'a capped collection, from which nothing can be deleted that stops matching',
  buckets: 'a time series, whose documents are buckets of measurements',
  view: 'a view, which has no documents of its own',
} as const;

/**
 * The document filter of a collection, if it has one.
 * @throws EngineError GW929 where there is one and cannot be
 */
export function filterOf(
  { db, coll }: Namespace,
  kind: CollectionKind | 'view',
  { documentFilters }: SyncSettings,
): string | null {
  const name = coll.startsWith(bucketsPrefix) ? coll.slice(bucketsPrefix.length) : coll;
  const namespace = formatNamespace({ db, coll: name });
  const filter = documentFilters.find((one) => one.namespace === namespace);
  if (filter === undefined) return null;
  if (kind === 'plain') return filter.match;
  throw new EngineError('GW929', {
    summary: `${namespace} cannot have a document filter: it is ${reasons[kind]}`,
    hint: 'Leave it out of filters.documents, or exclude the collection',
    context: { namespace },
  });
}
