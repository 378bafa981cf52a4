import { ExactDocument } from '../../mongo/bson/exact.ts';
import { type IndexSpec, indexName } from '../indexes/index-spec.ts';

/** One field of a shard key. */
export interface ShardKeyField {
  readonly field: string;
  readonly kind: 1 | 'hashed';
}

/** By what a collection is spread over shards. A list, because the order of the fields counts. */
export type ShardKey = readonly ShardKeyField[];

/** As a server keeps it, where numbers may be of any type. */
export function shardKeyOf(document: ExactDocument): ShardKey {
  return [...document].map(([field, kind]) => ({ field, kind: kind === 'hashed' ? kind : 1 }));
}

/** As commands take it. */
export function shardKeyDocument(key: ShardKey): ExactDocument {
  const document = new ExactDocument();
  for (const { field, kind } of key) document.append(field, kind);
  return document;
}

/** For people: `{customerId: 1, _id: "hashed"}`. */
export function formatShardKey(key: ShardKey): string {
  return `{${key.map(({ field, kind }) => `${field}: ${JSON.stringify(kind)}`).join(', ')}}`;
}

export function isSameShardKey(a: ShardKey, b: ShardKey): boolean {
  return formatShardKey(a) === formatShardKey(b);
}

/** A query by `_id` names one shard, without a default collation. With every other key an `_id` may be on any of them, and on two for a moment. */
export function isByIdAlone(key: ShardKey): boolean {
  return key.length === 1 && key[0]!.field === '_id';
}

/**
 * Whether the server takes the index for the shard key: it begins with the key, in simple collation, and leaves out no
 * document (https://www.mongodb.com/docs/manual/core/sharding-shard-key/#shard-key-indexes).
 */
export function supports(spec: IndexSpec, key: ShardKey): boolean {
  const isWhole = !['sparse', 'partialFilterExpression', 'collation'].some((option) => isSet(spec.get(option)));
  const fields = shardKeyFields(spec);
  return isWhole && key.every(({ field, kind }, position) => isField(fields[position], field, kind));
}

/** Whether the index is on the fields of the shard key and on nothing else. */
export function isExactlyOn(spec: IndexSpec, key: ShardKey): boolean {
  return supports(spec, key) && shardKeyFields(spec).length === key.length;
}

/** Whether the index may be unique on a collection with the shard key: no shard sees the documents of another. */
export function canBeUnique(spec: IndexSpec, key: ShardKey): boolean {
  const fields = shardKeyFields(spec);
  return isIdIndex(spec) || key.every(({ field }, position) => fields[position]?.[0] === field);
}

/** The index that a shard key needs where there is none, named as drivers name it. */
export function supportingIndex(key: ShardKey): IndexSpec {
  const spec = new ExactDocument();
  spec.append('key', shardKeyDocument(key));
  spec.append('name', key.map(({ field, kind }) => `${field}_${kind}`).join('_'));
  return spec;
}

/** The index that every collection has. */
export function isIdIndex(spec: IndexSpec): boolean {
  return indexName(spec) === '_id_';
}

function shardKeyFields(spec: IndexSpec): readonly (readonly [string, unknown])[] {
  return [...(spec.get('key') as ExactDocument)];
}

function isField(present: readonly [string, unknown] | undefined, field: string, kind: 1 | 'hashed'): boolean {
  return present?.[0] === field && (kind === 'hashed' ? present[1] === kind : Number(present[1]) === kind);
}

function isSet(option: unknown): boolean {
  return option !== undefined && option !== false;
}
