import type { Check } from './check.ts';
import { sourceVersion } from './checks/gw101-source-version.ts';
import { standalone } from './checks/gw102-standalone.ts';
import { sameCluster } from './checks/gw103-same-cluster.ts';
import { sourceBlocked } from './checks/gw104-source-blocked.ts';
import { featureVersion } from './checks/gw105-feature-version.ts';
import { members } from './checks/gw106-members.ts';
import { arbiters } from './checks/gw107-arbiters.ts';
import { indexBuilds } from './checks/gw108-index-builds.ts';
import { tableScans } from './checks/gw109-table-scans.ts';
import { periodicNoops } from './checks/gw110-periodic-noops.ts';
import { cursorTimeout } from './checks/gw111-cursor-timeout.ts';
import { longIndexKeys } from './checks/gw112-long-index-keys.ts';
import { majorityReads } from './checks/gw113-majority-reads.ts';
import { profiling } from './checks/gw114-profiling.ts';
import { balancer } from './checks/gw115-balancer.ts';
import { catalogue } from './checks/gw116-catalogue.ts';
import { readFrom } from './checks/gw117-read-from.ts';
import { unseenDdl } from './checks/gw118-unseen-ddl.ts';
import { shardsInChange } from './checks/gw119-shards-in-change.ts';
import { destinationVersion } from './checks/gw201-destination-version.ts';
import { destinationData } from './checks/gw202-destination-data.ts';
import { leftMetadata } from './checks/gw203-left-metadata.ts';
import { destinationBlocked } from './checks/gw204-destination-blocked.ts';
import { sharedTier } from './checks/gw205-shared-tier.ts';
import { destinationUsers } from './checks/gw206-destination-users.ts';
import { zones } from './checks/gw207-zones.ts';
import { otherTools } from './checks/gw208-other-tools.ts';
import { unsuitableCluster } from './checks/gw209-unsuitable-cluster.ts';
import { clusterAtRest } from './checks/gw210-cluster-at-rest.ts';
import { liveMigrationTier } from './checks/gw211-live-migration-tier.ts';
import { otherWorkloads } from './checks/gw212-other-workloads.ts';
import { databaseCase } from './checks/gw213-database-case.ts';
import { mongosyncVersions } from './checks/gw301-mongosync-versions.ts';
import { liveMigrationVersions } from './checks/gw302-live-migration-versions.ts';
import { mongomirrorVersions } from './checks/gw303-mongomirror-versions.ts';
import { conflictingIndexes } from './checks/gw304-conflicting-indexes.ts';
import { indexKinds } from './checks/gw305-index-kinds.ts';
import { legacyIndexValues } from './checks/gw306-legacy-index-values.ts';
import { timeSeries } from './checks/gw307-time-series.ts';
import { clusteredExpiry } from './checks/gw308-clustered-expiry.ts';
import { capped } from './checks/gw309-capped.ts';
import { clientDrivers } from './checks/gw310-client-drivers.ts';
import { views } from './checks/gw311-views.ts';
import { encrypted } from './checks/gw312-encrypted.ts';
import { storedFunctions } from './checks/gw313-stored-functions.ts';
import { validators } from './checks/gw314-validators.ts';
import { indexCount } from './checks/gw315-index-count.ts';
import { topologyPair } from './checks/gw316-topology-pair.ts';
import { shardable } from './checks/gw317-shardable.ts';
import { supportingIndexes } from './checks/gw318-supporting-indexes.ts';
import { filtersMatch } from './checks/gw319-filters-match.ts';
import { ttlNotANumber } from './checks/gw320-ttl-not-a-number.ts';
import { missingIdIndex } from './checks/gw321-missing-id-index.ts';
import { accounts } from './checks/gw322-accounts.ts';
import { shardedCollation } from './checks/gw323-sharded-collation.ts';
import { reversible } from './checks/gw324-reversible.ts';
import { searchIndexes } from './checks/gw325-search-indexes.ts';
import { querySettings } from './checks/gw326-query-settings.ts';
import { expiryWithoutIndexes } from './checks/gw327-expiry-without-indexes.ts';
import { longKeys } from './checks/gw328-long-index-keys.ts';
import { dumpOplog } from './checks/gw329-dump-oplog.ts';
import { duplicateNames } from './checks/gw330-duplicate-names.ts';
import { dollarNames } from './checks/gw331-dollar-names.ts';
import { emptyTimestamps } from './checks/gw332-empty-timestamps.ts';
import { uniqueConflicts } from './checks/gw333-unique-conflicts.ts';
import { duplicateIds } from './checks/gw334-duplicate-ids.ts';
import { refusedDocuments } from './checks/gw335-refused-documents.ts';
import { unequalShardIndexes } from './checks/gw336-unequal-indexes.ts';
import { sourceZones } from './checks/gw337-source-zones.ts';
import { arrivesUnsharded } from './checks/gw338-arrives-unsharded.ts';
import { oldKeyFormat } from './checks/gw339-old-key-format.ts';
import { viewsLeftOut } from './checks/gw340-views-left-out.ts';
import { communityServers } from './checks/gw341-community-servers.ts';
import { indexModes } from './checks/gw343-index-modes.ts';
import { naturalOrder } from './checks/gw344-natural-order.ts';
import { unverifiedByEngine } from './checks/gw345-unverified-by-engine.ts';
import { orphans } from './checks/gw346-orphans.ts';
import { transactionsPastFilters } from './checks/gw347-transactions-past-filters.ts';
import { dumpVersions } from './checks/gw348-dump-versions.ts';
import { clusterSyncDocuments } from './checks/gw349-clustersync-documents.ts';
import { oplogWindow } from './checks/gw401-oplog-window.ts';
import { storage } from './checks/gw402-storage.ts';
import { memory } from './checks/gw403-memory.ts';
import { cores } from './checks/gw404-cores.ts';
import { connections } from './checks/gw405-connections.ts';
import { verifierMemory } from './checks/gw406-verifier-memory.ts';
import { autoScaling } from './checks/gw407-auto-scaling.ts';
import { dumpSize } from './checks/gw408-dump-size.ts';
import { oplogLeft } from './checks/gw410-oplog-left.ts';
import { diskLeft } from './checks/gw411-disk-left.ts';
import { atlasLoad } from './checks/gw412-atlas-load.ts';
import { sourceAccess } from './checks/gw510-source-access.ts';
import { destinationAccess } from './checks/gw511-destination-access.ts';
import { tls } from './checks/gw512-tls.ts';
import { mechanism } from './checks/gw513-mechanism.ts';
import { connectionOptions } from './checks/gw514-connection-options.ts';
import { accessEntries } from './checks/gw515-access-entries.ts';
import { certificates } from './checks/gw516-certificates.ts';
import { clockSkew } from './checks/gw517-clock-skew.ts';
import { unstoppableUsers } from './checks/gw518-unstoppable-users.ts';
import { accessControl } from './checks/gw519-access-control.ts';
import { reachable } from './checks/gw520-reachable.ts';
import { sharedUser } from './checks/gw521-shared-user.ts';
import { scramMechanisms } from './checks/gw522-scram-mechanisms.ts';
import { mongomirrorLogin } from './checks/gw523-mongomirror-login.ts';
import { pullPerson } from './checks/gw524-pull-person.ts';
import { pullLedger } from './checks/gw525-pull-ledger.ts';
import { pullMark } from './checks/gw526-pull-mark.ts';

/** Every check, by code. */
export const allChecks: readonly Check[] = [
  sourceVersion,
  standalone,
  sameCluster,
  sourceBlocked,
  featureVersion,
  members,
  arbiters,
  indexBuilds,
  tableScans,
  periodicNoops,
  cursorTimeout,
  longIndexKeys,
  majorityReads,
  profiling,
  balancer,
  catalogue,
  readFrom,
  unseenDdl,
  shardsInChange,
  destinationVersion,
  destinationData,
  leftMetadata,
  destinationBlocked,
  sharedTier,
  destinationUsers,
  zones,
  otherTools,
  unsuitableCluster,
  clusterAtRest,
  liveMigrationTier,
  otherWorkloads,
  databaseCase,
  mongosyncVersions,
  liveMigrationVersions,
  mongomirrorVersions,
  conflictingIndexes,
  indexKinds,
  legacyIndexValues,
  timeSeries,
  clusteredExpiry,
  capped,
  clientDrivers,
  views,
  encrypted,
  storedFunctions,
  validators,
  indexCount,
  topologyPair,
  shardable,
  supportingIndexes,
  filtersMatch,
  ttlNotANumber,
  missingIdIndex,
  accounts,
  shardedCollation,
  reversible,
  searchIndexes,
  querySettings,
  expiryWithoutIndexes,
  longKeys,
  dumpOplog,
  duplicateNames,
  dollarNames,
  emptyTimestamps,
  uniqueConflicts,
  duplicateIds,
  refusedDocuments,
  unequalShardIndexes,
  sourceZones,
  arrivesUnsharded,
  oldKeyFormat,
  viewsLeftOut,
  communityServers,
  indexModes,
  naturalOrder,
  unverifiedByEngine,
  orphans,
  transactionsPastFilters,
  dumpVersions,
  clusterSyncDocuments,
  oplogWindow,
  storage,
  memory,
  cores,
  connections,
  verifierMemory,
  autoScaling,
  dumpSize,
  oplogLeft,
  diskLeft,
  atlasLoad,
  sourceAccess,
  destinationAccess,
  tls,
  mechanism,
  connectionOptions,
  accessEntries,
  certificates,
  clockSkew,
  unstoppableUsers,
  accessControl,
  reachable,
  sharedUser,
  scramMechanisms,
  mongomirrorLogin,
  pullPerson,
  pullLedger,
  pullMark,
];
