import type { Semaphore } from '../lib/semaphore.ts';
import type { BsonValue } from '../mongo/bson/value.ts';
import type { ClusterFacts } from '../mongo/cluster-facts.ts';
import type { ClusterTime } from '../mongo/cluster-time.ts';
import type { ConnectOptions } from '../mongo/connect.ts';
import type { MongoClient, ReadPreference } from '../mongo/driver.ts';
import type { Activities } from './activities.ts';
import type { Catalog } from './catalog/catalog.ts';
import type { CatalogSync } from './catalog/catalog-sync.ts';
import type { CollectionEntry } from './catalog/collection-entry.ts';
import type { NamespaceFilter } from './catalog/namespace-filter.ts';
import type { NamespaceMapping } from './catalog/namespace-mapping.ts';
import type { EntryStore } from './checkpoint/entry-store.ts';
import type { Horizon } from './checkpoint/horizon.ts';
import type { Lease } from './checkpoint/lease.ts';
import type { Metadata } from './checkpoint/metadata.ts';
import type { Copier } from './copy/copier.ts';
import type { DestinationWriter } from './destination-writer.ts';
import type { TouchRequest } from './follow/apply-changes.ts';
import type { CommandLimits } from './follow/command-size.ts';
import type { Handover } from './follow/handover.ts';
import type { MemoryDivision } from './memory.ts';
import type { SyncStatistics } from './statistics.ts';
import type { SyncSettings } from './sync-settings.ts';
import type { Limits } from './throttle/limits.ts';

/** One side of a sync. */
export interface SyncCluster {
  readonly client: MongoClient;
  readonly facts: ClusterFacts;
  /** For threads that connect by themselves; without it there are none. */
  readonly connection?: ConnectOptions | undefined;
}

/** What the parts of one run share. A run ends with its signal; the next one gets a context of its own. */
export interface SyncContext {
  readonly source: SyncCluster;
  readonly destination: SyncCluster;
  /** Where the copy reads; the primary unless the load limits name another member. Changed while a run goes on. */
  copyReadPreference: ReadPreference;
  /** Indexes are being prepared for uniqueness: nobody else may bring them back to what they are while syncing. */
  isCommitting: boolean;
  readonly settings: SyncSettings;
  readonly filter: NamespaceFilter;
  readonly mapping: NamespaceMapping;
  readonly catalog: Catalog;
  readonly entries: EntryStore;
  readonly catalogSync: CatalogSync;
  readonly copier: Copier;
  readonly metadata: Metadata;
  readonly lease: Lease;
  readonly horizon: Horizon;
  readonly writer: DestinationWriter;
  /** Documents that the copier could not settle: only the follower overwrites any, so that no older state lands on a newer. */
  readonly touches: Handover<TouchRequest>;
  /**
   * What changes the catalogue: the follower alone does, so that what a look at the source has shown is neither dropped nor
   * renamed in the stream before it is taken in.
   */
  readonly turns: Handover<() => Promise<void>>;
  /** How many replies with fetched documents are in memory at once. */
  readonly fetchSlots: Semaphore;
  /** Told what was applied, for the verification that runs beside; absent when there is none. */
  readonly onApplied: ((entry: CollectionEntry, ids: readonly BsonValue[], time: ClusterTime) => void) | undefined;
  readonly memory: MemoryDivision;
  /** For what changes documents on the destination. */
  readonly inTransaction: CommandLimits;
  readonly limits: Limits;
  readonly activities: Activities;
  readonly statistics: SyncStatistics;
  readonly signal: AbortSignal;
}
