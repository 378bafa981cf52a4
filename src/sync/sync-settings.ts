import type { NamespaceFilterSpec } from './catalog/namespace-filter.ts';
import type { MappingRule } from './catalog/namespace-mapping.ts';
import type { ShardKey } from './sharding/shard-key.ts';
import type { VerificationExtent } from './verification-port.ts';

/**
 * What a sync is to do. Fixed when it starts and kept in the metadata: a restarted engine goes on by these,
 * whatever it is started with.
 */
export interface SyncSettings {
  readonly filter: NamespaceFilterSpec;
  readonly mapping: readonly MappingRule[];
  /** Source and destination have changed places since filter and mapping were written. */
  readonly isTurned?: boolean | undefined;
  readonly documentFilters: readonly DocumentFilter[];
  readonly buildIndexes: BuildIndexes;
  /** The destination may hold other data, which is left alone. */
  readonly preExistingDestinationData: boolean;
  readonly verification: boolean;
  /** How much the verification compares; every document when absent. */
  readonly verificationExtent?: VerificationExtent | undefined;
  /** Collections that it compares at the same time. */
  readonly verificationParallelism?: number | undefined;
  /** What it finds different is fetched from the source again; otherwise it is told and left alone. */
  readonly repairsMismatches?: boolean | undefined;
  /** What the stream did not tell, and cannot be taken in, pauses the sync instead of being its failure. */
  readonly onUnseenDdl?: 'pause' | undefined;
  /** What is copied in natural order; see `ReadOrders`. */
  readonly naturalOrder?: NaturalOrder | undefined;
  readonly reversible: boolean;
  /** Which collections are sharded on the destination, beside those that are on the source; none when absent. */
  readonly sharding?: ShardingSettings | undefined;
}

/** mongosync's `detectRandomId` and `copyInNaturalOrder`. */
export interface NaturalOrder {
  readonly detectsRandomId: boolean;
  /** Names on the source; a database without collections stands for all of its own, `.` for all databases. */
  readonly collections: readonly { readonly database: string; readonly collections?: readonly string[] | undefined }[];
}

export interface ShardingSettings {
  /** Makes the index that a key needs where the source has none. */
  readonly createSupportingIndexes: boolean;
  readonly entries: readonly ShardingEntry[];
}

export interface ShardingEntry {
  /** `database.collection` on the destination. */
  readonly namespace: string;
  readonly key: ShardKey;
  readonly isUnique: boolean;
  /** Pieces that the empty collection is cut into; one per shard when absent. */
  readonly chunksPerShard?: number | undefined;
}

/** Only documents of the source's collection that match are synced. */
export interface DocumentFilter {
  /** `database.collection` */
  readonly namespace: string;
  /** The query as extended JSON. */
  readonly match: string;
}

/** mongosync's `buildIndexes`; the `excludeHashed` forms leave hashed indexes out, and are told apart by when the others come. */
export type BuildIndexes = 'afterDataCopy' | 'beforeDataCopy' | 'excludeHashed' | 'excludeHashedAfterCopy' | 'never';

/** Indexes are there before documents are; otherwise a collection gets them when it is copied. */
export function buildsBeforeCopy({ buildIndexes }: Pick<SyncSettings, 'buildIndexes'>): boolean {
  return buildIndexes === 'beforeDataCopy' || buildIndexes === 'excludeHashed';
}
