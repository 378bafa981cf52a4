import {
  AdvancedCluster,
  type AdvancedClusterReplicationSpecsRegionConfigs,
  type AdvancedClusterReplicationSpecsRegionConfigsAutoScaling,
  type AdvancedClusterReplicationSpecsRegionConfigsElectableSpecs,
} from '@cdktf/provider-mongodbatlas/lib/advanced-cluster/index.js';
import { DataMongodbatlasAdvancedCluster } from '@cdktf/provider-mongodbatlas/lib/data-mongodbatlas-advanced-cluster/index.js';
import type { ITerraformDependable } from 'cdktf';
import { defined } from '../../lib/defined.ts';
import type { AtlasCluster, AutoScaling, ClusterNodes, ClusterRegion } from '../../spec/blocks/atlas-cluster.ts';
import type { AtlasDestination } from '../../spec/blocks/atlas-destination.ts';
import { isClusterManaged } from '../managed-cluster.ts';
import type { PartContext } from './atlas-destination.ts';

/** The cluster as outputs refer to it. */
export interface ClusterReference {
  /** Address of the resource or data source, such as `mongodbatlas_advanced_cluster.destination_cluster`. */
  readonly address: string;
}

/** A reference to the cluster's connection string; empty where it has none of that kind. */
export function connectionString(
  { address }: ClusterReference,
  connectThrough: AtlasDestination['connectThrough'],
): string {
  const strings = `${address}.connection_strings`;
  switch (connectThrough) {
    case 'public':
      return `\${${strings}.standard_srv}`;
    case 'peering':
      return `\${try(${strings}.private_srv, "")}`;
    case 'privateEndpoint':
      return `\${try(${strings}.private_endpoint[0].srv_connection_string, "")}`;
  }
}

export function addCluster(context: PartContext, dependencies: readonly ITerraformDependable[]): ClusterReference {
  const { scope, destination, projectId, named, adopted } = context;
  const { cluster } = destination;
  if (!isClusterManaged(cluster)) {
    const found = new DataMongodbatlasAdvancedCluster(scope, 'cluster', { projectId, name: cluster.name });
    return { address: `data.mongodbatlas_advanced_cluster.${named('cluster', found).friendlyUniqueId}` };
  }
  const resource = new AdvancedCluster(scope, 'cluster', {
    ...clusterConfig(cluster, projectId),
    ...(dependencies.length > 0 ? { dependsOn: [...dependencies] } : {}),
  });
  for (const [path, value] of Object.entries(overrides(context))) resource.addOverride(path, value);
  const { friendlyUniqueId } = adopted(cluster.adopt, `${projectId}-${cluster.name}`, named('cluster', resource));
  return { address: `mongodbatlas_advanced_cluster.${friendlyUniqueId}` };
}

function clusterConfig(cluster: AtlasCluster, projectId: string) {
  return defined({
    projectId,
    name: cluster.name,
    clusterType: cluster.type ?? 'REPLICASET',
    replicationSpecs: cluster.shards.map(({ zone, regions }) =>
      defined({ zoneName: zone, regionConfigs: regions.map((region) => regionConfig(region, cluster)) }),
    ),
    mongoDbMajorVersion: cluster.mongoDBVersion,
    versionReleaseSystem: cluster.versionReleaseSystem,
    pinnedFcv:
      cluster.pinnedFeatureCompatibilityVersionExpires === undefined
        ? undefined
        : { expirationDate: cluster.pinnedFeatureCompatibilityVersionExpires },
    backupEnabled: cluster.backup?.enabled,
    pitEnabled: cluster.backup?.enabled === true ? cluster.backup.continuous : undefined,
    retainBackupsEnabled: cluster.backup?.retainOnDelete,
    advancedConfiguration: advancedConfiguration(cluster),
    biConnectorConfig: cluster.biConnector && defined(cluster.biConnector),
    terminationProtectionEnabled: cluster.terminationProtection,
    paused: cluster.paused,
    configServerManagementMode: cluster.configServerManagement,
    replicaSetScalingStrategy: cluster.scalingStrategy,
    globalClusterSelfManagedSharding: cluster.selfManagedSharding,
    redactClientLogData: cluster.redactClientLogData,
    rootCertType: cluster.rootCertificate,
    encryptionAtRestProvider: cluster.encryptionAtRestProvider,
    acceptDataRisksAndForceReplicaSetReconfig: cluster.acceptDataRisksAndForceReplicaSetReconfig,
    deleteOnCreateTimeout: cluster.deleteOnCreateTimeout,
    timeouts: {
      create: goDuration(cluster.timeouts.createMs),
      update: goDuration(cluster.timeouts.updateMs),
      delete: goDuration(cluster.timeouts.deleteMs),
    },
  });
}

function regionConfig(region: ClusterRegion, cluster: AtlasCluster): AdvancedClusterReplicationSpecsRegionConfigs {
  return defined({
    providerName: region.provider,
    regionName: region.region,
    priority: region.priority,
    electableSpecs: specs(region.electable),
    readOnlySpecs: specs(region.readOnly),
    analyticsSpecs: specs(region.analytics),
    autoScaling: autoScaling(cluster.autoScaling),
    analyticsAutoScaling: region.analytics && autoScaling(cluster.analyticsAutoScaling),
  });
}

function specs(
  nodes: ClusterNodes | undefined,
): AdvancedClusterReplicationSpecsRegionConfigsElectableSpecs | undefined {
  return (
    nodes &&
    defined({
      instanceSize: nodes.tier,
      nodeCount: nodes.count,
      diskSizeGb: nodes.diskSizeGB,
      diskIops: nodes.diskIOPS,
      ebsVolumeType: nodes.diskType,
    })
  );
}

function autoScaling(
  scaling: AutoScaling | undefined,
): AdvancedClusterReplicationSpecsRegionConfigsAutoScaling | undefined {
  if (scaling === undefined) return undefined;
  if (scaling === 'off') return { computeEnabled: false, diskGbEnabled: false };
  const { compute, disk } = scaling;
  return defined({
    computeEnabled: compute !== undefined,
    computeScaleDownEnabled: compute?.scaleDown,
    computeMinInstanceSize: compute?.minTier,
    computeMaxInstanceSize: compute?.maxTier,
    diskGbEnabled: disk,
  });
}

function advancedConfiguration({ advanced }: AtlasCluster) {
  const config = defined({
    oplogSizeMb: advanced.oplogSizeMB,
    oplogMinRetentionHours: advanced.oplogMinRetentionHours,
    minimumEnabledTlsProtocol: advanced.minimumTls,
    tlsCipherConfigMode: advanced.tlsCipherConfig,
    defaultWriteConcern: advanced.defaultWriteConcern,
    defaultMaxTimeMs: advanced.defaultMaxTimeMs,
    javascriptEnabled: advanced.javascriptEnabled,
    noTableScan: advanced.noTableScan,
    changeStreamOptionsPreAndPostImagesExpireAfterSeconds: advanced.preAndPostImagesExpireAfterSeconds,
    transactionLifetimeLimitSeconds: advanced.transactionLifetimeLimitSeconds,
    sampleSizeBiConnector: advanced.biConnectorSampleSize,
    sampleRefreshIntervalBiConnector: advanced.biConnectorSampleRefreshIntervalSeconds,
  });
  return Object.keys(config).length === 0 && advanced.tls12Ciphers === undefined ? undefined : config;
}

/** What provider 2.x has and the bindings, which were made for 1.x, do not know or know in another form. */
function overrides({ destination: { cluster }, migration }: PartContext): Record<string, unknown> {
  const tags = cluster.adopt ? cluster.tags : { 'godwit-migration': migration, ...cluster.tags };
  const ciphers = cluster.advanced.tls12Ciphers;
  return {
    // A map since 2.0, where the bindings write a list of blocks.
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
    ...(ciphers === undefined ? {} : { 'advanced_configuration.custom_openssl_cipher_config_tls12': ciphers }),
    // Without it, what Atlas scales by itself would be a difference in every plan, and be taken back by the next apply.
    ...(isScaledByAtlas(cluster) ? { use_effective_fields: true } : {}),
  };
}

const isScaledByAtlas = ({ autoScaling: scaling }: AtlasCluster) =>
  scaling !== undefined && scaling !== 'off' && (scaling.compute !== undefined || scaling.disk);

/** Durations as Go writes them. */
const goDuration = (ms: number) => `${Math.ceil(ms / 1000)}s`;
