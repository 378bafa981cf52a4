/** What a request wants sharded. */
import type { ShardKey } from '../sharding/shard-key.ts';
import type { ShardingEntry, ShardingSettings } from '../sync-settings.ts';
import { booleanOf, invalid, knownFieldsOf, objectOf } from './fields.ts';

/** As in mongosync's contract; `unique` and `chunksPerShard` beside the key are our own. */
export function shardingOf(value: unknown): ShardingSettings | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = knownFieldsOf(value, 'sharding', ['createSupportingIndexes', 'shardingEntries']);
  const entries = fields['shardingEntries'];
  if (!Array.isArray(entries)) throw invalid('sharding.shardingEntries', 'an array');
  if (entries.length === 0) return undefined;
  return {
    createSupportingIndexes: booleanOf(fields, 'createSupportingIndexes', false),
    entries: entries.map((entry: unknown, index) => shardingEntryOf(entry, `sharding.shardingEntries[${index}]`)),
  };
}

function shardingEntryOf(value: unknown, field: string): ShardingEntry {
  const names = ['database', 'collection', 'shardCollection'];
  const { database, collection, shardCollection } = knownFieldsOf(value, field, names);
  const areNames = typeof database === 'string' && typeof collection === 'string' && `${database}${collection}` !== '';
  if (!areNames) throw invalid(field, 'an entry with database and collection');
  const ofKey = ['key', 'unique', 'chunksPerShard'];
  const { key, ...rest } = knownFieldsOf(shardCollection, `${field}.shardCollection`, ofKey);
  const { chunksPerShard } = rest;
  const isCount = chunksPerShard === undefined || (Number.isInteger(chunksPerShard) && Number(chunksPerShard) > 0);
  if (!isCount) throw invalid(`${field}.shardCollection.chunksPerShard`, 'a number of chunks');
  return {
    namespace: `${database}.${collection}`,
    key: shardKeyIn(key, `${field}.shardCollection.key`),
    isUnique: booleanOf(rest, 'unique', false),
    ...(chunksPerShard === undefined ? {} : { chunksPerShard: Number(chunksPerShard) }),
  };
}

function shardKeyIn(value: unknown, field: string): ShardKey {
  const expected = 'an array of documents with one field each, whose value is 1 or "hashed"';
  if (!Array.isArray(value) || value.length === 0) throw invalid(field, expected);
  return value.map((part: unknown, index) => {
    const [only, ...others] = Object.entries(objectOf(part, `${field}[${index}]`));
    if (only === undefined || others.length > 0) throw invalid(field, expected);
    const [name, kind] = only;
    if (kind !== 1 && kind !== 'hashed') throw invalid(`${field}[${index}].${name}`, '1 or "hashed"');
    return { field: name, kind };
  });
}
