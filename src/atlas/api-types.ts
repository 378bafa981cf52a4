/**
 * The calls of the Atlas Admin API that godwit makes, with the fields that it reads or writes. Written by hand from the
 * published OpenAPI document; everything else in an answer is left alone. A "group" is a project.
 */

/** Paths after `/api/atlas/v2`. The shape is what openapi-fetch expects. */
export interface paths {
  '/groups/{groupId}': { get: Call<{ groupId: string }, AtlasProject> };
  '/groups/byName/{groupName}': { get: Call<{ groupName: string }, AtlasProject> };
  '/clusters': { get: Call<never, Page<ProjectClusters>, never, PageQuery> };
  '/groups/{groupId}/clusters': { get: Call<{ groupId: string }, Page<AtlasCluster>, never, PageQuery> };
  '/groups/{groupId}/clusters/{clusterName}/search/indexes': { get: Call<ClusterPath, AtlasSearchIndex[]> };
  '/groups/{groupId}/clusters/{clusterName}': { get: Call<ClusterPath, AtlasCluster> };
  '/groups/{groupId}/processes': { get: Call<{ groupId: string }, Page<AtlasProcess>, never, PageQuery> };
  '/groups/{groupId}/processes/{processId}/measurements': {
    get: Call<ProcessPath, Measurements, never, MeasurementsQuery>;
  };
  '/groups/{groupId}/processes/{processId}/disks': { get: Call<ProcessPath, Page<{ partitionName: string }>> };
  '/groups/{groupId}/processes/{processId}/disks/{partitionName}/measurements': {
    get: Call<ProcessPath & { partitionName: string }, Measurements, never, MeasurementsQuery>;
  };
  '/groups/{groupId}/accessList': {
    get: Call<{ groupId: string }, Page<AccessListEntry>, never, PageQuery>;
    post: Call<{ groupId: string }, Page<AccessListEntry>, AccessListEntry[], never, 201>;
  };
  '/groups/{groupId}/accessList/{entryValue}': {
    delete: Call<{ groupId: string; entryValue: string }, never, never, never, 204>;
  };
  '/groups/{groupId}/accessList/{entryValue}/status': {
    get: Call<{ groupId: string; entryValue: string }, { STATUS: 'ACTIVE' | 'PENDING' | 'FAILED' }>;
  };
  '/groups/{groupId}/databaseUsers': {
    get: Call<{ groupId: string }, Page<AtlasDatabaseUser>, never, PageQuery>;
    post: Call<{ groupId: string }, AtlasDatabaseUser, NewDatabaseUser, never, 201>;
  };
  '/groups/{groupId}/databaseUsers/{databaseName}/{username}': {
    delete: Call<{ groupId: string; databaseName: string; username: string }, never, never, never, 204>;
  };
  '/groups/{groupId}/customDBRoles/roles': {
    get: Call<{ groupId: string }, AtlasCustomRole[]>;
    post: Call<{ groupId: string }, AtlasCustomRole, AtlasCustomRole, never, 202>;
  };
  '/groups/{groupId}/customDBRoles/roles/{roleName}': {
    get: Call<{ groupId: string; roleName: string }, AtlasCustomRole>;
    delete: Call<{ groupId: string; roleName: string }, never, never, never, 204>;
  };
  '/orgs/{orgId}/liveMigrations/linkTokens': {
    post: Call<{ orgId: string }, { linkToken: string }, { accessListIps?: string[] }>;
  };
  '/orgs/{orgId}/liveMigrations/availableProjects': {
    get: Call<{ orgId: string }, LinkedProject[]>;
  };
  '/groups/{groupId}/liveMigrations/validate': {
    post: Call<{ groupId: string }, LiveMigrationValidation, LiveMigrationRequest>;
  };
  '/groups/{groupId}/liveMigrations/validate/{validationId}': {
    get: Call<{ groupId: string; validationId: string }, LiveMigrationValidation>;
  };
  '/groups/{groupId}/liveMigrations': {
    post: Call<{ groupId: string }, LiveMigrationJob, LiveMigrationRequest, never, 201>;
  };
  '/groups/{groupId}/liveMigrations/{liveMigrationId}': {
    get: Call<{ groupId: string; liveMigrationId: string }, LiveMigrationJob>;
  };
  '/groups/{groupId}/liveMigrations/{liveMigrationId}/cutover': {
    put: Call<{ groupId: string; liveMigrationId: string }, never, never, never, 202>;
  };
}

type Call<Path, Answer, Body = never, Query = never, Status extends number = 200> = {
  parameters: ([Path] extends [never] ? { path?: never } : { path: Path }) &
    ([Query] extends [never] ? unknown : { query?: Query });
  responses: { [K in Status]: { content: { 'application/json': Answer } } };
} & ([Body] extends [never] ? { requestBody?: never } : { requestBody: { content: { 'application/json': Body } } });

interface ClusterPath {
  groupId: string;
  clusterName: string;
}

interface ProcessPath {
  groupId: string;
  /** `host:port`. */
  processId: string;
}

export interface MeasurementsQuery {
  /** ISO 8601, as in `PT5M`. */
  granularity: string;
  period: string;
  m: string[];
}

interface PageQuery {
  itemsPerPage?: number;
  pageNum?: number;
}

export interface Page<T> {
  results: T[];
  totalCount?: number;
}

export interface AtlasProject {
  id: string;
  name: string;
  orgId: string;
}

/** `stateName` as Atlas has it; anything but IDLE takes no changes. */
export interface AtlasCluster {
  name: string;
  stateName: 'IDLE' | 'CREATING' | 'UPDATING' | 'DELETING' | 'REPAIRING';
  clusterType: string;
  mongoDBVersion?: string;
  paused?: boolean;
  terminationProtectionEnabled?: boolean;
  versionReleaseSystem?: 'LTS' | 'CONTINUOUS';
  biConnector?: { enabled?: boolean };
  connectionStrings?: {
    standard?: string;
    standardSrv?: string;
    privateSrv?: string;
    private?: string;
    privateEndpoint?: { srvConnectionString?: string; connectionString?: string }[];
  };
  replicationSpecs?: {
    regionConfigs?: {
      providerName?: string;
      regionName?: string;
      electableSpecs?: { instanceSize?: string; diskSizeGB?: number };
      autoScaling?: { compute?: { enabled?: boolean } };
    }[];
  }[];
}

/** A project that the credentials reach, with its clusters. */
export interface ProjectClusters {
  groupId: string;
  clusters?: { name: string }[];
}

/** A server of some cluster of the project. */
export interface AtlasProcess {
  id: string;
  hostname: string;
  /** Its name in connection strings, where that is another one. */
  userAlias?: string;
  /** As in REPLICA_PRIMARY, SHARD_PRIMARY or SHARD_MONGOS. */
  typeName: string;
}

export interface Measurements {
  measurements?: { name: string; dataPoints?: { timestamp: string; value?: number | null }[] }[];
}

export interface AtlasSearchIndex {
  database: string;
  collectionName: string;
  name: string;
  /** `search` where it is left out. */
  type?: string;
  status?: string;
  queryable?: boolean;
  latestDefinition?: Record<string, unknown>;
}

export interface AccessListEntry {
  cidrBlock?: string;
  ipAddress?: string;
  awsSecurityGroup?: string;
  comment?: string;
  /** ISO 8601. */
  deleteAfterDate?: string;
}

export interface AtlasDatabaseUser {
  username: string;
  databaseName: string;
  description?: string;
  labels?: { key: string; value: string }[];
  roles?: AtlasRoleGrant[];
}

export interface AtlasRoleGrant {
  readonly roleName: string;
  readonly databaseName: string;
}

export interface NewDatabaseUser extends AtlasDatabaseUser {
  groupId: string;
  password: string;
  scopes?: { name: string; type: 'CLUSTER' }[];
}

export interface AtlasCustomRole {
  roleName: string;
  actions: { action: string; resources: ({ cluster: boolean } | { db: string; collection: string })[] }[];
  inheritedRoles?: { db: string; role: string }[];
}

/** A project of Cloud Manager that is linked to the organization, as far as a migration needs it. */
export interface LinkedProject {
  projectId: string;
  name: string;
  migrationHosts?: string[];
  deployments?: { name: string }[];
}

export interface LiveMigrationRequest {
  source: {
    clusterName: string;
    groupId: string;
    managedAuthentication: boolean;
    ssl: boolean;
    caCertificatePath?: string;
    username?: string;
    password?: string;
  };
  destination: {
    clusterName: string;
    groupId: string;
    hostnameSchemaType: 'PUBLIC' | 'PRIVATE_LINK' | 'VPC_PEERING';
    privateLinkId?: string;
  };
  migrationHosts: [string];
  dropDestinationData?: boolean;
  sharding?: {
    createSupportingIndexes: boolean;
    shardingEntries: {
      database: string;
      collection: string;
      shardCollection: { key: Record<string, unknown>[] };
    }[];
  };
}

export interface LiveMigrationValidation {
  _id: string;
  status?: string;
  errorMessage?: string;
}

export interface LiveMigrationJob {
  _id: string;
  status?: 'NEW' | 'WORKING' | 'FAILED' | 'COMPLETE' | 'EXPIRED';
  lagTimeSeconds?: number;
  readyForCutover?: boolean;
  migrationHosts?: string[];
}

/** The body of every error; only the first two are always there. */
export interface AtlasErrorBody {
  error: number;
  errorCode: string;
  detail?: string;
  reason?: string;
  parameters?: unknown[];
  badRequestDetail?: { fields?: { field?: string; description?: string }[] };
}
