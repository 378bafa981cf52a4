import type { Sharding as ShardingBlock } from '../generated/migration.ts';

/** One field of a shard key; fields are a list because their order counts, that of numeric names too. */
export interface ShardKeyField {
  readonly field: string;
  readonly kind: 1 | 'hashed';
}

export interface ShardingEntry {
  readonly namespace: string;
  readonly key: readonly ShardKeyField[];
  readonly unique: boolean;
  readonly chunksPerShard?: number | undefined;
}

export interface Sharding {
  readonly createSupportingIndexes: boolean;
  readonly entries: readonly ShardingEntry[];
}

/** The keys of a mapping in the order of the file; JavaScript objects put numeric names first. */
export type KeysInOrder = (pointer: string) => readonly string[];

export function normalizeSharding(block: ShardingBlock | undefined, keysOf: KeysInOrder): Sharding | undefined {
  return (
    block && {
      createSupportingIndexes: block.createSupportingIndexes ?? false,
      entries: (block.entries ?? []).map((entry, index) => ({
        namespace: entry.namespace,
        key: keysOf(`/sharding/entries/${index}/key`).map((field) => ({ field, kind: entry.key[field]! })),
        unique: entry.unique ?? false,
        chunksPerShard: entry.presplit?.chunksPerShard,
      })),
    }
  );
}
