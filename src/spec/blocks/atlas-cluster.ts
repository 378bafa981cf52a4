import type {
  AutoScaling as AutoScalingBlock,
  ClusterAdvanced,
  AtlasCluster as ClusterBlock,
  Nodes as NodesBlock,
  ClusterRegion as RegionBlock,
} from '../generated/migration.ts';
import { durationMs, optionalDurationMs } from './units.ts';

type Provider = 'AWS' | 'AZURE' | 'GCP';

/** Members of one kind in one region, with everything that the cluster says for all of them. */
export interface ClusterNodes {
  readonly count: number;
  readonly tier: string;
  readonly diskSizeGB?: number | undefined;
  readonly diskIOPS?: number | undefined;
  readonly diskType?: 'STANDARD' | 'PROVISIONED' | undefined;
}

export interface ClusterRegion {
  readonly provider: Provider;
  readonly region: string;
  readonly priority: number;
  readonly electable?: ClusterNodes | undefined;
  readonly readOnly?: ClusterNodes | undefined;
  readonly analytics?: ClusterNodes | undefined;
}

/** One shard; a replica set is one shard. This is what Atlas calls a replication spec. */
export interface ClusterShard {
  readonly zone?: string | undefined;
  readonly regions: readonly ClusterRegion[];
}

export type AutoScaling =
  | 'off'
  | {
      readonly compute?:
        | { readonly minTier?: string | undefined; readonly maxTier: string; readonly scaleDown: boolean }
        | undefined;
      readonly disk: boolean;
    };

/** Settings of the server processes, in the units that Atlas takes them in. */
export interface AdvancedSettings {
  readonly oplogSizeMB?: number | undefined;
  readonly oplogMinRetentionHours?: number | undefined;
  readonly minimumTls?: ClusterAdvanced['minimumTls'];
  readonly tlsCipherConfig?: ClusterAdvanced['tlsCipherConfig'];
  readonly tls12Ciphers?: readonly string[] | undefined;
  readonly defaultWriteConcern?: string | undefined;
  readonly defaultMaxTimeMs?: number | undefined;
  readonly javascriptEnabled?: boolean | undefined;
  readonly noTableScan?: boolean | undefined;
  readonly preAndPostImagesExpireAfterSeconds?: number | undefined;
  readonly transactionLifetimeLimitSeconds?: number | undefined;
  readonly biConnectorSampleSize?: number | undefined;
  readonly biConnectorSampleRefreshIntervalSeconds?: number | undefined;
}

export interface ClusterBackup {
  readonly enabled: boolean;
  readonly continuous: boolean;
  readonly retainOnDelete?: boolean | undefined;
}

/** How the cluster differs while data is synced. */
export interface ClusterDuring {
  readonly tier?: string | undefined;
  readonly diskSizeGB?: number | undefined;
  readonly diskIOPS?: number | undefined;
  readonly diskType?: 'STANDARD' | 'PROVISIONED' | undefined;
  readonly autoScaling?: AutoScaling | undefined;
  readonly oplogSizeMB?: number | undefined;
  readonly backup?: boolean | undefined;
}

/** The cluster. Of one that is adopted, what is undefined here stays as it is there; otherwise defaults are filled in. */
export interface AtlasCluster {
  readonly name: string;
  readonly adopt: boolean;
  readonly type?: 'REPLICASET' | 'SHARDED' | 'GEOSHARDED' | undefined;
  /** Empty for an adopted cluster whose hardware the file does not name. */
  readonly shards: readonly ClusterShard[];
  readonly mongoDBVersion?: string | undefined;
  readonly versionReleaseSystem?: 'LTS' | 'CONTINUOUS' | undefined;
  readonly pinnedFeatureCompatibilityVersionExpires?: string | undefined;
  readonly autoScaling?: AutoScaling | undefined;
  readonly analyticsAutoScaling?: AutoScaling | undefined;
  readonly backup?: ClusterBackup | undefined;
  readonly advanced: AdvancedSettings;
  readonly biConnector?:
    | { readonly enabled: boolean; readonly readPreference?: 'primary' | 'secondary' | 'analytics' | undefined }
    | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly terminationProtection?: boolean | undefined;
  readonly paused?: boolean | undefined;
  readonly configServerManagement?: ClusterBlock['configServerManagement'];
  readonly scalingStrategy?: ClusterBlock['scalingStrategy'];
  readonly selfManagedSharding?: boolean | undefined;
  readonly redactClientLogData?: boolean | undefined;
  readonly rootCertificate?: ClusterBlock['rootCertificate'];
  readonly encryptionAtRestProvider?: ClusterBlock['encryptionAtRestProvider'];
  readonly acceptDataRisksAndForceReplicaSetReconfig?: string | undefined;
  readonly timeouts: { readonly createMs: number; readonly updateMs: number; readonly deleteMs: number };
  readonly deleteOnCreateTimeout?: boolean | undefined;
  readonly during?: ClusterDuring | undefined;
}

export function normalizeCluster(block: ClusterBlock): AtlasCluster {
  const adopt = block.adopt ?? false;
  const standard = <Value>(value: Value | undefined, fallback: Value) => value ?? (adopt ? undefined : fallback);
  return {
    name: block.name!,
    adopt,
    type: standard(block.type, 'REPLICASET'),
    shards: shardsOf(block),
    mongoDBVersion: block.mongoDBVersion,
    versionReleaseSystem: standard(block.versionReleaseSystem, 'LTS'),
    pinnedFeatureCompatibilityVersionExpires: block.pinnedFeatureCompatibilityVersion?.expires,
    autoScaling: normalizeAutoScaling(block.autoScaling),
    analyticsAutoScaling: normalizeAutoScaling(block.analyticsAutoScaling),
    backup: normalizeBackup(standard(block.backup, true)),
    advanced: normalizeAdvanced(block.advanced ?? {}),
    biConnector: block.biConnector && {
      enabled: block.biConnector.enabled ?? true,
      readPreference: block.biConnector.readPreference,
    },
    tags: block.tags ?? {},
    terminationProtection: standard(block.terminationProtection, false),
    paused: standard(block.paused, false),
    configServerManagement: block.configServerManagement,
    scalingStrategy: block.scalingStrategy,
    selfManagedSharding: block.selfManagedSharding,
    redactClientLogData: block.redactClientLogData,
    rootCertificate: block.rootCertificate,
    encryptionAtRestProvider: block.encryptionAtRestProvider,
    acceptDataRisksAndForceReplicaSetReconfig: block.acceptDataRisksAndForceReplicaSetReconfig,
    timeouts: normalizeTimeouts(block.timeouts),
    deleteOnCreateTimeout: block.deleteOnCreateTimeout,
    during: normalizeDuring(block.during),
  };
}

/** The three ways to write where members are, as one: a list of shards. */
function shardsOf(block: ClusterBlock): readonly ClusterShard[] {
  const zones = block.zones ?? [{ shards: block.shards ?? 1, regions: block.regions ?? singleRegion(block) }];
  return zones.flatMap((zone) => {
    const regions = zone.regions.map((region, index) => normalizeRegion(block, region, 7 - index));
    const shard = { zone: 'name' in zone ? zone.name : undefined, regions };
    return regions.length === 0 ? [] : Array.from({ length: zone.shards ?? 1 }, () => shard);
  });
}

function singleRegion(block: ClusterBlock): RegionBlock[] {
  return block.region === undefined ? [] : [{ region: block.region, electable: { count: block.nodes ?? 3 } }];
}

function normalizeRegion(cluster: ClusterBlock, region: RegionBlock, priority: number): ClusterRegion {
  const hasCounts = region.electable ?? region.readOnly ?? region.analytics;
  return {
    provider: (region.provider ?? cluster.provider)!,
    region: region.region,
    priority: region.priority ?? Math.max(priority, 0),
    electable: nodesOf(cluster, hasCounts ? region.electable : { count: cluster.nodes ?? 3 }),
    readOnly: nodesOf(cluster, region.readOnly),
    analytics: nodesOf(cluster, region.analytics),
  };
}

function nodesOf(cluster: ClusterBlock, nodes: NodesBlock | undefined): ClusterNodes | undefined {
  return (
    nodes && {
      count: nodes.count,
      tier: (nodes.tier ?? cluster.tier)!,
      diskSizeGB: nodes.diskSizeGB ?? cluster.diskSizeGB,
      diskIOPS: nodes.diskIOPS ?? cluster.diskIOPS,
      diskType: nodes.diskType ?? cluster.diskType,
    }
  );
}

function normalizeAutoScaling(block: AutoScalingBlock | undefined): AutoScaling | undefined {
  if (block === undefined || block === 'off') return block;
  const { compute } = block;
  return {
    compute: compute && { minTier: compute.minTier, maxTier: compute.maxTier!, scaleDown: compute.scaleDown ?? false },
    disk: block.disk ?? true,
  };
}

function normalizeBackup(block: ClusterBlock['backup']): ClusterBackup | undefined {
  if (block === undefined) return undefined;
  if (typeof block === 'boolean') return { enabled: block, continuous: false };
  return {
    enabled: block.enabled ?? true,
    continuous: block.continuous ?? false,
    retainOnDelete: block.retainOnDelete,
  };
}

function normalizeAdvanced(block: ClusterAdvanced): AdvancedSettings {
  return {
    oplogSizeMB: megabytes(block.oplogSizeGB),
    oplogMinRetentionHours: inUnits(block.oplogMinRetention, 3_600_000),
    minimumTls: block.minimumTls,
    tlsCipherConfig: block.tlsCipherConfig,
    tls12Ciphers: block.tls12Ciphers,
    defaultWriteConcern: block.defaultWriteConcern,
    defaultMaxTimeMs: optionalDurationMs(block.defaultMaxTime),
    javascriptEnabled: block.javascriptEnabled,
    noTableScan: block.noTableScan,
    preAndPostImagesExpireAfterSeconds: inUnits(block.preAndPostImagesExpireAfter, 1000),
    transactionLifetimeLimitSeconds: inUnits(block.transactionLifetimeLimit, 1000),
    biConnectorSampleSize: block.biConnectorSampleSize,
    biConnectorSampleRefreshIntervalSeconds: inUnits(block.biConnectorSampleRefreshInterval, 1000),
  };
}

function normalizeTimeouts(block: ClusterBlock['timeouts']): AtlasCluster['timeouts'] {
  return {
    createMs: durationMs(block?.create ?? '3h'),
    updateMs: durationMs(block?.update ?? '3h'),
    deleteMs: durationMs(block?.delete ?? '3h'),
  };
}

function normalizeDuring(block: ClusterBlock['during']): ClusterDuring | undefined {
  if (block === undefined) return undefined;
  const { oplogSizeGB, autoScaling, ...rest } = block;
  return { ...rest, autoScaling: normalizeAutoScaling(autoScaling), oplogSizeMB: megabytes(oplogSizeGB) };
}

/** Atlas counts the oplog in units of 1024 × 1024 bytes. */
const megabytes = (gigabytes: number | undefined) =>
  gigabytes === undefined ? undefined : Math.round(gigabytes * 1024);

const inUnits = (text: string | undefined, unitMs: number) =>
  text === undefined ? undefined : Math.ceil(durationMs(text) / unitMs);
