// Made from schemas/migration.schema.json by scripts/generate.mjs: change that file instead.

/**
 * Name of the migration, unique in its directory: lower-case letters, digits and hyphens. The ledger, locks and reports use it.
 */
export type MigrationName = string;
/**
 * How far the migration shall go. `prepared`: the destination exists and every check passed. `synced`: the data is copied and changes follow. `detached`: a rehearsal ends, the destination is committed without touching the source. `cutover`: the destination is in charge. `rolledBack`: the source is in charge again. `complete`: the way back is removed.
 */
export type Phase = 'prepared' | 'synced' | 'detached' | 'cutover' | 'rolledBack' | 'complete';
/**
 * A MongoDB connection string without a password, or a reference to where the whole string is read from.
 */
export type ConnectionString = string | Secret;
/**
 * A text, or a reference to where it is read from.
 */
export type Text = string | Secret;
/**
 * An amount with its unit: ms, s, m, h, d or w. Sums are possible.
 */
export type Duration = string;
/**
 * An id of Atlas: 24 lower-case hexadecimal digits.
 */
export type ObjectId = string;
/**
 * A point in time in RFC 3339 form, with its offset from UTC.
 */
export type Instant = string;
/**
 * Cloud provider.
 */
export type CloudProvider = 'AWS' | 'AZURE' | 'GCP';
/**
 * Region in Atlas' spelling: upper case with underscores.
 */
export type Region = string;
/**
 * Instance size in Atlas' spelling.
 */
export type Tier = string;
/**
 * Disk size of each member in GB.
 */
export type DiskSizeGB = number;
/**
 * Provisioned disk operations a second (AWS, and Azure where it allows them).
 */
export type DiskIOPS = number;
/**
 * Kind of EBS volume: `PROVISIONED` with diskIOPS of your choice, or `STANDARD`.
 */
export type DiskType = 'STANDARD' | 'PROVISIONED';
/**
 * `off`, or what Atlas may scale by itself. It is best off while data is copied.
 */
export type AutoScaling = 'off' | AutoScalingLimits;
/**
 * Fixed size of the oplog in GB. It has to cover the time that the initial copy and a rollback take.
 */
export type OplogSizeGB = number;
/**
 * Address of a service.
 */
export type HttpUrl = string;
/**
 * A path in the file system; a relative one starts at the directory of this file.
 */
export type Path = string;
/**
 * How hard the engine works, from 1 (gentle) to 4 (everything).
 */
export type LoadLevel = number;
/**
 * Least severe level that is logged.
 */
export type Verbosity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';
/**
 * Collections that are worked on at the same time.
 */
export type Parallelism = number;
/**
 * An amount of bytes with its unit: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024).
 */
export type Size = string;
/**
 * Collections to copy in natural order.
 *
 * Items: A database, or collections of it.
 */
export type CopyInNaturalOrder = {
  /**
   * Name of a database; a single dot means all of them.
   */
  database: string;
  /**
   * Names of collections; without it, all of the database.
   *
   * Items: Name of a collection.
   */
  collections?: string[];
}[];
/**
 * A program and its arguments, run without a shell. A program path with a slash starts at the directory of this file.
 *
 * Items: The program, or one argument.
 */
export type CommandLine = string[];
/**
 * TCP port.
 */
export type Port = number;
/**
 * A collection as `database.collection`.
 */
export type Namespace = string;
/**
 * A user or role as `database.name`.
 */
export type UserSelector = string;
/**
 * Five fields: minute, hour, day of month, month, day of week.
 */
export type Cron = string;
/**
 * Name of an IANA time zone.
 */
export type TimeZone = string;
/**
 * A calendar day, year first. It ends at midnight UTC.
 */
export type CalendarDate = string;
/**
 * Rules that every plan of this migration is held to.
 *
 * Items: A rule that godwit knows, or a program that reads the plan as JSON from its standard input and exits with 0 when it agrees.
 */
export type Policy = {
  /**
   * A rule that godwit knows.
   */
  rule?:
    | 'noDestructiveSteps'
    | 'verificationRequired'
    | 'rollbackRequired'
    | 'approvalRequired'
    | 'cutoverInWindow'
    | 'noOpenAccess'
    | 'backupRequired'
    | 'rehearsalRequired';
  run?: CommandLine;
  /**
   * For `rehearsalRequired`: what shows that this migration was rehearsed.
   */
  rehearsal?: {
    report: Path;
    maxAge?: Duration;
  };
  /**
   * Name in plans and reports.
   */
  name?: string;
  /**
   * `deny` stops an apply, `warn` only says so.
   */
  level?: 'warn' | 'deny';
}[];
/**
 * Who is told of what.
 *
 * Items: Events and where they go, as JSON.
 */
export type Notifications = {
  /**
   * The events.
   *
   * Items: One event.
   */
  on: (
    | 'started'
    | 'stateChanged'
    | 'gateWaiting'
    | 'approvalNeeded'
    | 'cutoverStarted'
    | 'cutoverFinished'
    | 'cutoverUndone'
    | 'rolledBack'
    | 'completed'
    | 'failed'
    | 'stalled'
    | 'oplogWindowLow'
    | 'mismatchFound'
    | 'drifted'
    | 'expiryNear'
  )[];
  run?: CommandLine;
  http?: Http;
  /**
   * A Slack channel.
   */
  slack?: {
    webhook: Secret;
  };
  /**
   * Mail through an SMTP server.
   */
  email?: {
    /**
     * The SMTP server.
     */
    host: string;
    port?: Port;
    /**
     * `startTls` begins in the clear and refuses to go on without TLS, `tls` is TLS from the first byte, `none` is for a server on the same machine.
     */
    security?: 'startTls' | 'tls' | 'none';
    username?: Text;
    password?: Secret;
    /**
     * Address of the sender.
     */
    from: string;
    /**
     * Addresses of those who are told.
     *
     * Items: One address.
     */
    to: string[];
  };
  /**
   * What is said, with {{migration}}, {{event}}, {{environment}}, {{state}}, {{phase}}, {{reason}}, {{by}}, {{job}}, {{runId}} and {{at}} put in. Without it godwit says it in its own words.
   */
  message?: string;
}[];

/**
 * One migration of a MongoDB deployment: where the data is, where it shall go, how, and how far. Definitions describe shapes; what a whole file cannot do without is in $defs/complete, so that an overlay under `environments` may hold any part of it.
 */
export interface MigrationFile {
  /**
   * Version of this file format.
   */
  apiVersion?: 'godwit/v1';
  /**
   * What the file declares.
   */
  kind?: 'Migration';
  name?: MigrationName;
  /**
   * What this migration is for, for the people who review it.
   */
  description?: string;
  phase?: Phase;
  source?: Source;
  destination?: Destination;
  engine?: Engine;
  filters?: Filters;
  sharding?: Sharding;
  indexes?: Indexes;
  searchIndexes?: SearchIndexes;
  usersAndRoles?: UsersAndRoles;
  verification?: Verification;
  cutover?: Cutover;
  throttle?: Throttle;
  checks?: Checks;
  ledger?: Ledger;
  terraform?: Terraform;
  policy?: Policy;
  notifications?: Notifications;
  /**
   * Overlays, chosen with `-e NAME`: the same file with other values. Mappings are merged deeply, lists and scalars replace. An overlay that names one of several alternatives (`uri` instead of `atlas`, another `engine.type`) puts the other out.
   */
  environments?: {
    [k: string]: Overlay;
  };
  vars?: Vars;
  /**
   * Migrations of the same directory that must have come to a phase before this one starts.
   */
  after?: Predecessor[];
  /**
   * Former names of this migration. Renaming one keeps its ledger and does not copy anything again.
   */
  moved?: FormerName[];
}
/**
 * The deployment that the data comes from.
 */
export interface Source {
  uri?: ConnectionString;
  tls?: Tls;
  auth?: Auth;
  readFrom?: ReadFrom;
}
/**
 * Where a secret is read from at the moment it is used. The secret itself never stands in the file.
 */
export interface Secret {
  /**
   * Name of an environment variable.
   */
  env?: string;
  /**
   * Path of a file; trailing line breaks are left out. A relative path starts at the directory of this file.
   */
  file?: string;
  /**
   * A program and its arguments; what it writes to standard output is the secret, without trailing line breaks. No shell is involved.
   *
   * Items: The program, or one argument.
   */
  command?: string[];
}
/**
 * TLS settings that are not in the connection string. Files are paths; certificates from elsewhere are references.
 */
export interface Tls {
  /**
   * Use TLS. Connection strings with mongodb+srv:// and Atlas always do.
   */
  enabled?: boolean;
  /**
   * PEM file with the certificate authorities to trust.
   */
  caFile?: string;
  ca?: Secret;
  /**
   * PEM file with the client certificate and its key.
   */
  certificateKeyFile?: string;
  certificateKey?: Secret;
  certificateKeyPassword?: Secret;
  /**
   * PEM file with revoked certificates.
   */
  crlFile?: string;
  /**
   * Accept a certificate that names another host.
   */
  allowInvalidHostnames?: boolean;
  /**
   * Accept any certificate. Only for rehearsals: the other side is not proven to be who it says.
   */
  allowInvalidCertificates?: boolean;
}
/**
 * Credentials that are not in the connection string.
 */
export interface Auth {
  /**
   * Authentication mechanism. Without it the server's default is used.
   */
  mechanism?: 'SCRAM-SHA-256' | 'SCRAM-SHA-1' | 'MONGODB-X509' | 'MONGODB-AWS' | 'MONGODB-OIDC' | 'GSSAPI' | 'PLAIN';
  username?: Text;
  password?: Secret;
  /**
   * Database that holds the user: `admin`, or `$external` for X.509, AWS, OIDC, Kerberos and LDAP.
   */
  source?: string;
  awsSessionToken?: Secret;
  /**
   * Settings of GSSAPI.
   */
  kerberos?: {
    /**
     * Name of the Kerberos service.
     */
    serviceName?: string;
    /**
     * Realm of the service, where it is not the user's.
     */
    serviceRealm?: string;
    /**
     * How the host name is made canonical.
     */
    canonicalizeHostName?: 'none' | 'forward' | 'forwardAndReverse';
  };
  /**
   * Settings of MONGODB-OIDC for workloads.
   */
  oidc?: {
    /**
     * Where the token comes from.
     */
    environment?: 'azure' | 'gcp' | 'k8s';
    /**
     * Audience of the token, for azure and gcp.
     */
    tokenResource?: string;
  };
}
/**
 * Which members the copy and scans read from. Changes are always followed as the engine needs it.
 */
export interface ReadFrom {
  /**
   * Read preference of the copy.
   */
  readPreference?: 'primary' | 'primaryPreferred' | 'secondary' | 'secondaryPreferred' | 'nearest';
  /**
   * Tags that a member must carry to be read from.
   */
  tags?: {
    /**
     * Value of the tag.
     */
    [k: string]: string;
  };
  maxStaleness?: Duration;
}
/**
 * The deployment that the data goes to: `uri` for a cluster that exists, `atlas` for one that godwit provisions.
 */
export interface Destination {
  uri?: ConnectionString;
  tls?: Tls;
  auth?: Auth;
  /**
   * What to do when the destination holds user data. `refuse` stops. `keep` leaves it there and needs filters. `clear` drops it, as a step of its own in the plan that asks for the name to be typed.
   */
  existingData?: 'refuse' | 'keep' | 'clear';
  atlas?: Atlas;
}
/**
 * A destination in MongoDB Atlas, provisioned through Terraform.
 */
export interface Atlas {
  credentials?: AtlasCredentials;
  /**
   * Address of Atlas; other than the default for Atlas for Government.
   */
  baseUrl?: string;
  project?: AtlasProject;
  cluster?: AtlasCluster;
  /**
   * Which of the cluster's addresses the engine uses.
   */
  connectThrough?: 'public' | 'peering' | 'privateEndpoint';
  /**
   * Entries of the project's IP access list.
   */
  ipAccess?: IpAccessEntry[];
  /**
   * Database users of the project.
   */
  users?: DatabaseUser[];
  /**
   * Custom database roles of the project.
   */
  customRoles?: CustomRole[];
  network?: AtlasNetwork;
  encryptionAtRest?: EncryptionAtRest;
  maintenanceWindow?: MaintenanceWindow;
}
/**
 * How to log in to the Atlas Admin API: a service account (`clientId`, `clientSecret`) or an API key (`publicKey`, `privateKey`). Without it MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_KEY and MONGODB_ATLAS_PRIVATE_KEY, are read.
 */
export interface AtlasCredentials {
  clientId?: Text;
  clientSecret?: Secret;
  publicKey?: Text;
  privateKey?: Secret;
}
/**
 * The Atlas project: `id` for one that exists, `name` with `organizationId` for one that godwit creates.
 */
export interface AtlasProject {
  id?: ObjectId;
  /**
   * Name of the project to create.
   */
  name?: string;
  organizationId?: ObjectId;
  /**
   * The project of that name exists already: take it under management instead of creating it.
   */
  adopt?: boolean;
  tags?: Tags;
  /**
   * Regions that a project of Atlas for Government may use.
   */
  regionUsageRestrictions?: 'COMMERCIAL_FEDRAMP_REGIONS_ONLY' | 'GOV_REGIONS_ONLY';
  /**
   * Create the project with Atlas' default alerts.
   */
  withDefaultAlerts?: boolean;
}
/**
 * Tags in Atlas.
 */
export interface Tags {
  /**
   * Value of the tag.
   */
  [k: string]: string;
}
/**
 * The cluster. Small ones name `provider`, `region` and `tier`; several regions go into `regions`; global clusters and unequal shards into `zones`.
 */
export interface AtlasCluster {
  /**
   * Name of the cluster: letters, digits and hyphens.
   */
  name?: string;
  /**
   * The cluster exists already: take it under management. What is not written here stays as it is.
   */
  adopt?: boolean;
  /**
   * Kind of cluster.
   */
  type?: 'REPLICASET' | 'SHARDED' | 'GEOSHARDED';
  /**
   * Number of equal shards; for SHARDED only.
   */
  shards?: number;
  /**
   * Major version in quotation marks: without them YAML reads a number, and 7.0 becomes 7.
   */
  mongoDBVersion?: string;
  /**
   * `LTS` stays on the major version; `CONTINUOUS` takes each release and then mongoDBVersion must not be given. No sync engine supports the latter.
   */
  versionReleaseSystem?: 'LTS' | 'CONTINUOUS';
  /**
   * Hold the feature compatibility version back, so that the binary version can be taken back.
   */
  pinnedFeatureCompatibilityVersion?: {
    expires?: Instant;
  };
  provider?: CloudProvider;
  region?: Region;
  tier?: Tier;
  /**
   * Number of electable members in `region`.
   */
  nodes?: 3 | 5 | 7;
  /**
   * Where the members of each shard are.
   */
  regions?: ClusterRegion[];
  /**
   * Zones of a global cluster, or groups of shards that differ.
   */
  zones?: ClusterZone[];
  diskSizeGB?: DiskSizeGB;
  diskIOPS?: DiskIOPS;
  diskType?: DiskType;
  autoScaling?: AutoScaling;
  analyticsAutoScaling?: AutoScaling;
  /**
   * Cloud backup: on, off, or with its options.
   */
  backup?: boolean | ClusterBackup;
  advanced?: ClusterAdvanced;
  /**
   * BI Connector for this cluster. Live migration by push wants it off.
   */
  biConnector?: {
    /**
     * Switch the BI Connector on.
     */
    enabled?: boolean;
    /**
     * Members that it reads from.
     */
    readPreference?: 'primary' | 'secondary' | 'analytics';
  };
  tags?: Tags;
  /**
   * Refuse to delete the cluster until this is off.
   */
  terminationProtection?: boolean;
  /**
   * Keep the cluster paused. A paused destination cannot be synced to.
   */
  paused?: boolean;
  /**
   * Whether Atlas may embed config servers into shards.
   */
  configServerManagement?: 'ATLAS_MANAGED' | 'FIXED_TO_DEDICATED';
  /**
   * In which order Atlas scales the members of a replica set.
   */
  scalingStrategy?: 'WORKLOAD_TYPE' | 'SEQUENTIAL' | 'NODE_TYPE';
  /**
   * Manage the sharding of a global cluster by hand instead of by Atlas' zones.
   */
  selfManagedSharding?: boolean;
  /**
   * Keep field values out of the server's log.
   */
  redactClientLogData?: boolean;
  /**
   * Root of the cluster's certificates.
   */
  rootCertificate?: 'ISRGROOTX1';
  /**
   * Whose keys encrypt the disks; without it, the provider set up in `atlas.encryptionAtRest`.
   */
  encryptionAtRestProvider?: 'NONE' | 'AWS' | 'AZURE' | 'GCP';
  acceptDataRisksAndForceReplicaSetReconfig?: Instant;
  /**
   * How long Terraform waits for the cluster.
   */
  timeouts?: {
    create?: Duration;
    update?: Duration;
    delete?: Duration;
  };
  /**
   * Delete the half-made cluster when creating it takes too long.
   */
  deleteOnCreateTimeout?: boolean;
  during?: ClusterDuring;
}
/**
 * The members of the cluster in one region.
 */
export interface ClusterRegion {
  provider?: CloudProvider;
  region: Region;
  /**
   * Election priority of the region: 7 is where the primary shall be. Without it, regions count down from 7 in their order.
   */
  priority?: number;
  electable?: Nodes;
  readOnly?: Nodes;
  analytics?: Nodes;
}
/**
 * Members of one kind in a region. What is left out is taken from the cluster.
 */
export interface Nodes {
  /**
   * Number of members.
   */
  count: number;
  tier?: Tier;
  diskSizeGB?: DiskSizeGB;
  diskIOPS?: DiskIOPS;
  diskType?: DiskType;
}
/**
 * A zone of a global cluster, or shards that differ from the others.
 */
export interface ClusterZone {
  /**
   * Name of the zone.
   */
  name?: string;
  /**
   * Number of shards in this zone.
   */
  shards?: number;
  /**
   * Where the members of each of these shards are.
   */
  regions: ClusterRegion[];
}
/**
 * What Atlas may scale by itself.
 */
export interface AutoScalingLimits {
  /**
   * Scale the tier, between these limits.
   */
  compute?: {
    minTier?: Tier;
    maxTier?: Tier;
    /**
     * Scale down again, too; needs `minTier`.
     */
    scaleDown?: boolean;
  };
  /**
   * Let the disk grow.
   */
  disk?: boolean;
}
/**
 * Options of cloud backup.
 */
export interface ClusterBackup {
  /**
   * Take snapshots.
   */
  enabled?: boolean;
  /**
   * Restore to any point in time.
   */
  continuous?: boolean;
  /**
   * Keep snapshots when the cluster is deleted.
   */
  retainOnDelete?: boolean;
}
/**
 * Settings of the server processes.
 */
export interface ClusterAdvanced {
  oplogSizeGB?: OplogSizeGB;
  oplogMinRetention?: Duration;
  /**
   * Oldest TLS version that clients may use.
   */
  minimumTls?: 'TLS1_0' | 'TLS1_1' | 'TLS1_2' | 'TLS1_3';
  /**
   * Cipher suites: Atlas' choice or those of `tls12Ciphers`.
   */
  tlsCipherConfig?: 'DEFAULT' | 'CUSTOM';
  /**
   * Cipher suites for TLS 1.2, with tlsCipherConfig CUSTOM.
   *
   * Items: Name of a cipher suite.
   */
  tls12Ciphers?: string[];
  /**
   * Write concern of writes that name none.
   */
  defaultWriteConcern?: string;
  defaultMaxTime?: Duration;
  /**
   * Allow server-side JavaScript.
   */
  javascriptEnabled?: boolean;
  /**
   * Refuse queries without an index. mongosync does not work with it.
   */
  noTableScan?: boolean;
  preAndPostImagesExpireAfter?: Duration;
  transactionLifetimeLimit?: Duration;
  /**
   * Documents that the BI Connector samples for its schema.
   */
  biConnectorSampleSize?: number;
  biConnectorSampleRefreshInterval?: Duration;
}
/**
 * How the cluster differs while data is synced. Both the change and the way back are steps of the plan.
 */
export interface ClusterDuring {
  tier?: Tier;
  diskSizeGB?: DiskSizeGB;
  diskIOPS?: DiskIOPS;
  diskType?: DiskType;
  autoScaling?: AutoScaling;
  oplogSizeGB?: OplogSizeGB;
  /**
   * Take snapshots meanwhile.
   */
  backup?: boolean;
}
/**
 * Addresses that may reach the project's clusters.
 */
export interface IpAccessEntry {
  /**
   * A block of addresses.
   */
  cidr?: string;
  /**
   * One address.
   */
  ip?: string;
  /**
   * A security group of AWS; needs VPC peering.
   */
  securityGroup?: string;
  /**
   * Whose addresses these are, in at most 80 characters.
   */
  comment?: string;
  /**
   * The entry is removed when the migration comes to this phase.
   */
  until?: 'cutover' | 'complete';
  deleteAfter?: Instant;
}
/**
 * A database user. Without `authentication` it logs in with its password (SCRAM).
 */
export interface DatabaseUser {
  /**
   * User name; for other mechanisms the subject, ARN, DN or `identity provider/claim`.
   */
  name: string;
  password?: Secret;
  /**
   * How the user logs in when not by password.
   */
  authentication?: {
    /**
     * By certificate: issued by Atlas (`managed`) or by your own authority (`customer`).
     */
    x509?: 'managed' | 'customer';
    /**
     * By AWS identity; `name` is the ARN.
     */
    awsIam?: 'user' | 'role';
    /**
     * By LDAP; `name` is the distinguished name.
     */
    ldap?: 'user' | 'group';
    /**
     * By OpenID Connect; `name` is `identity provider id/claim`.
     */
    oidc?: 'user' | 'group';
  };
  /**
   * Roles of the user.
   */
  roles: RoleGrant[];
  /**
   * Clusters of the project that the user may log in to; without it, all.
   *
   * Items: Name of a cluster.
   */
  scopes?: string[];
  /**
   * What the user is for, in at most 100 characters.
   */
  description?: string;
  /**
   * Labels of the user in Atlas.
   */
  labels?: {
    /**
     * Value of the label.
     */
    [k: string]: string;
  };
  /**
   * The user is removed when the migration comes to this phase.
   */
  until?: 'cutover' | 'complete';
  /**
   * The user exists already: take it under management.
   */
  adopt?: boolean;
}
/**
 * A role on a database, or on one collection of it.
 */
export interface RoleGrant {
  /**
   * Built-in or custom role.
   */
  role: string;
  /**
   * Database that the role is for.
   */
  database?: string;
  /**
   * Collection that the role is for; without it, all of them.
   */
  collection?: string;
}
/**
 * A custom database role.
 */
export interface CustomRole {
  /**
   * Name of the role.
   */
  name: string;
  /**
   * What the role allows.
   *
   * Items: One action and where it is allowed.
   */
  actions?: {
    /**
     * Action in Atlas' spelling.
     */
    action: string;
    /**
     * Where the action is allowed.
     *
     * Items: The whole cluster, or a database and collection.
     */
    resources: {
      /**
       * The whole cluster.
       */
      cluster?: true;
      /**
       * A database.
       */
      database?: string;
      /**
       * A collection; without it, all of the database.
       */
      collection?: string;
    }[];
  }[];
  /**
   * Roles that this one includes.
   *
   * Items: A role and its database.
   */
  inheritedRoles?: {
    /**
     * Built-in or custom role.
     */
    role: string;
    /**
     * Database that the role is for.
     */
    database?: string;
  }[];
  /**
   * The role exists already: take it under management.
   */
  adopt?: boolean;
}
/**
 * Private ways into the project.
 */
export interface AtlasNetwork {
  /**
   * The network of the project in one provider and region, needed for peering.
   */
  container?: {
    provider?: CloudProvider;
    /**
     * Addresses of the Atlas side; must not overlap with yours.
     */
    cidr?: string;
    region?: Region;
    /**
     * Regions, for GCP.
     */
    regions?: Region[];
    /**
     * The container exists already: take it under management.
     */
    adopt?: boolean;
  };
  /**
   * Peering with a network of yours, or a list of them.
   */
  peering?: NetworkPeering | NetworkPeering[];
  /**
   * A private endpoint, or a list of them.
   */
  privateEndpoint?: PrivateEndpoint | PrivateEndpoint[];
}
/**
 * Peering with a network of yours. AWS needs accountId, vpcId, cidr and region; Azure directoryId, subscriptionId, resourceGroup and virtualNetwork; GCP projectId and networkName.
 */
export interface NetworkPeering {
  provider: CloudProvider;
  /**
   * AWS account of your network, in quotation marks.
   */
  accountId?: string;
  /**
   * AWS network.
   */
  vpcId?: string;
  /**
   * Addresses of your network that are routed to Atlas.
   */
  cidr?: string;
  /**
   * AWS region of your network.
   */
  region?: string;
  /**
   * Azure directory (tenant).
   */
  directoryId?: string;
  /**
   * Azure subscription.
   */
  subscriptionId?: string;
  /**
   * Azure resource group.
   */
  resourceGroup?: string;
  /**
   * Azure virtual network.
   */
  virtualNetwork?: string;
  /**
   * GCP project.
   */
  projectId?: string;
  /**
   * GCP network.
   */
  networkName?: string;
}
/**
 * A private endpoint: AWS PrivateLink, Azure Private Link or GCP Private Service Connect. The service side is created first; `endpointId` names yours once it exists.
 */
export interface PrivateEndpoint {
  provider: CloudProvider;
  /**
   * Region in the provider's or in Atlas' spelling.
   */
  region: string;
  /**
   * Id of your endpoint: vpce-… on AWS, the resource id on Azure, the endpoint group's name on GCP.
   */
  endpointId?: string;
  /**
   * Address of your endpoint, on Azure.
   */
  endpointIpAddress?: string;
  /**
   * GCP project of your endpoints.
   */
  projectId?: string;
  /**
   * Your endpoints on GCP.
   *
   * Items: One endpoint.
   */
  endpoints?: {
    /**
     * Name of the endpoint.
     */
    name: string;
    /**
     * Its address.
     */
    ipAddress: string;
  }[];
}
/**
 * Encryption of disks with keys of yours, for the project.
 */
export interface EncryptionAtRest {
  /**
   * Keys in AWS KMS.
   */
  aws?: {
    /**
     * The customer master key.
     */
    keyId?: string;
    region?: Region;
    roleId?: ObjectId;
    /**
     * Reach the key by private network only.
     */
    requirePrivateNetworking?: boolean;
  };
  /**
   * Keys in Azure Key Vault.
   */
  azure?: {
    /**
     * Azure cloud.
     */
    environment?: 'AZURE' | 'AZURE_CHINA';
    /**
     * Subscription of the vault.
     */
    subscriptionId?: string;
    /**
     * Tenant of the vault.
     */
    tenantId?: string;
    /**
     * Resource group of the vault.
     */
    resourceGroup?: string;
    /**
     * Name of the vault.
     */
    keyVault?: string;
    /**
     * Address of the key.
     */
    keyIdentifier?: string;
    clientId?: Text;
    clientSecret?: Secret;
    /**
     * Reach the key by private network only.
     */
    requirePrivateNetworking?: boolean;
  };
  /**
   * Keys in Google Cloud KMS.
   */
  gcp?: {
    /**
     * Resource id of the key's version.
     */
    keyVersionResourceId?: string;
    roleId?: ObjectId;
    serviceAccountKey?: Secret;
  };
  /**
   * Encrypt search nodes as well.
   */
  searchNodes?: boolean;
}
/**
 * When Atlas may maintain the clusters of the project.
 */
export interface MaintenanceWindow {
  /**
   * Day of the week.
   */
  day?: 'SUNDAY' | 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY';
  /**
   * Hour of the day, in the project's time zone.
   */
  hour?: number;
  /**
   * Defer each maintenance by a week.
   */
  autoDefer?: boolean;
  /**
   * Hours of each day in which nothing is maintained.
   */
  protectedHours?: {
    /**
     * First hour.
     */
    start: number;
    /**
     * Hour it ends at.
     */
    end: number;
  };
}
/**
 * What copies and follows the data. Each type has a block of its own name.
 */
export interface Engine {
  /**
   * The engine. `builtin` is godwit's own and needs nothing else.
   */
  type?: 'builtin' | 'mongosync' | 'atlasLiveMigration' | 'mongomirror' | 'dumpRestore' | 'clusterSync';
  /**
   * Take over a sync of the same source and destination that already runs, instead of refusing it.
   */
  adopt?: boolean;
  builtin?: BuiltinOptions;
  mongosync?: MongosyncOptions;
  atlasLiveMigration?: AtlasLiveMigrationOptions;
  mongomirror?: MongomirrorOptions;
  dumpRestore?: DumpRestoreOptions;
  clusterSync?: ClusterSyncOptions;
}
/**
 * Options of the built-in engine. With `url` it runs elsewhere (`godwit sync`) and is reached there; otherwise apply starts and supervises it.
 */
export interface BuiltinOptions {
  url?: HttpUrl;
  token?: Secret;
  /**
   * How the engine at `url` is known to be the right one.
   */
  tls?: {
    caFile?: Path;
  };
  /**
   * Port on which the engine that apply starts is reached; 0 takes a free one, which is written down with the sync.
   */
  port?: number;
  loadLevel?: LoadLevel;
  logPath?: Path;
  verbosity?: Verbosity;
  parallelism?: Parallelism;
  /**
   * Ranges of documents that are read at the same time, over all collections.
   */
  readers?: number;
  /**
   * Threads that carry the documents of the copy beside the main one. Left out, there are none, unless GODWIT_WORKERS says otherwise. Worth a try where one core is the limit and others are free; each takes memory.
   */
  workers?: number;
  maxMemory?: Size;
  /**
   * Keep changes that are read and not applied yet on a disk of the machine that the engine runs on, so that the oplog has to cover the lag of reading only.
   */
  spool?: {
    path?: Path;
    maxSize?: Size;
  };
  /**
   * Copy collections in natural order that are larger than the source's cache and whose `_id`s are random. Such a copy goes on where it was for as long as the member that it reads from is not restarted; otherwise it is read again from its beginning.
   */
  detectRandomId?: boolean;
  copyInNaturalOrder?: CopyInNaturalOrder;
  /**
   * What to do when a source that does not report changes of collections (older than 6.0) had one that cannot be taken in. The built-in engine looks for them every 5 s and takes in what it can; at what it cannot, such as a time-series collection, the sync fails, or with `pause` is paused with the reason until it is resumed.
   */
  onUnseenDdl?: 'fail' | 'pause';
  /**
   * What to do when the oplog no longer reaches back to where following stopped. The sync stops either way, and the next plan offers to follow anew, to compare both sides whole and to repair what differs: with `fail` whoever applies it has to type the migration's name, with `repair` the file is agreement enough.
   */
  onLostResumePoint?: 'fail' | 'repair';
}
/**
 * Options of mongosync: `urls` for instances that run already (one, or one per source shard), or how to start it. What /start takes and other blocks of this file say (filters, sharding, indexes.build, existingData) is not repeated here.
 */
export interface MongosyncOptions {
  /**
   * Addresses of running instances.
   */
  urls?: HttpUrl[];
  /**
   * The program to start; looked up in PATH when it has no slash.
   */
  binary?: string;
  command?: CommandLine;
  /**
   * Version that is expected to run, in quotation marks; another one is refused.
   */
  version?: string;
  /**
   * How many are started: one for everything, or one per source shard.
   */
  instances?: 'one' | 'perShard';
  port?: Port;
  loadLevel?: LoadLevel;
  logPath?: Path;
  verbosity?: Verbosity;
  /**
   * Run mongosync's embedded verifier. It needs 10 GB of memory and 0.5 GB per million documents.
   */
  verification?: boolean;
  /**
   * Let mongosync copy large collections with random _id in natural order.
   */
  detectRandomId?: boolean;
  copyInNaturalOrder?: CopyInNaturalOrder;
  /**
   * Start although the destination's disk looks too small.
   */
  skipDiskSpaceCheck?: boolean;
  /**
   * Accept mongosync's disclaimer; without it, the program waits for an answer at its terminal.
   */
  acceptDisclaimer?: boolean;
  /**
   * Send no usage data to MongoDB.
   */
  disableTelemetry?: boolean;
  /**
   * Write no metrics files.
   */
  disableMetricsLogging?: boolean;
  metricsLoggingFilepath?: Path;
  /**
   * Indexes that are built at the same time.
   */
  createIndexesBatchSize?: number;
  /**
   * Go on when a capped collection is created on the source.
   */
  enableCappedCollectionHandling?: boolean;
  /**
   * Documents that change so often that they are copied at commit only.
   *
   * Items: Hot documents of one collection.
   */
  hotDocuments?: {
    namespace: Namespace;
    /**
     * Their _id values, in canonical extended JSON.
     */
    ids: unknown[];
  }[];
}
/**
 * Options of Atlas Live Migration. The Admin API starts push migrations only; a pull migration is started and cut over in the web interface by a person, and godwit prepares, watches and verifies it.
 */
export interface AtlasLiveMigrationOptions {
  /**
   * `push`: an agent on your migration host sends the data. `pull`: Atlas fetches it.
   */
  mode?: 'push' | 'pull';
  /**
   * Link between the Atlas organization and Cloud Manager, for push.
   */
  link?: {
    organizationId?: ObjectId;
    /**
     * Addresses that may use the link token.
     *
     * Items: One address.
     */
    accessListIps?: string[];
  };
  /**
   * The source as Cloud Manager or Ops Manager knows it, for push.
   */
  source?: {
    projectId?: ObjectId;
    /**
     * Name of the deployment there.
     */
    clusterName?: string;
    /**
     * Let Automation log in to the source. Otherwise `source.auth` of this file is used.
     */
    managedAuthentication?: boolean;
    /**
     * The source speaks TLS.
     */
    tls?: boolean;
    /**
     * Certificate authorities of the source, a path on the migration host.
     */
    caCertificatePath?: string;
  };
  /**
   * The host that runs the migration, for push. Atlas takes exactly one.
   *
   * Items: Host name of the migration host.
   */
  migrationHosts?: string[];
  /**
   * How the migration host reaches the destination.
   */
  connectThrough?: 'public' | 'peering' | 'privateEndpoint';
  /**
   * The endpoint to use, with connectThrough privateEndpoint.
   */
  privateEndpointId?: string;
}
/**
 * Options of mongomirror, which reached its end of life in July 2025. For old replica sets only.
 */
export interface MongomirrorOptions {
  /**
   * The program to start; looked up in PATH when it has no slash.
   */
  binary?: string;
  httpStatusPort?: Port;
  parallelism?: Parallelism;
  /**
   * Where it notes how far it is.
   */
  bookmarkFile?: string;
  /**
   * Directory in which changes are kept while the copy runs.
   */
  oplogPath?: string;
  /**
   * Changes that are applied at once.
   */
  oplogBatchSize?: number;
  /**
   * Up to how many collections it runs collStats; -1 for always.
   */
  collStatsThreshold?: number;
  /**
   * Leave out the removed collection option autoIndexId.
   */
  removeAutoIndexId?: boolean;
  /**
   * Compression of the connection.
   *
   * Items: Name of a compressor.
   */
  compressors?: ('snappy' | 'zlib' | 'zstd')[];
}
/**
 * Options of mongodump piped into mongorestore: a copy without following, for small deployments that may stop.
 */
export interface DumpRestoreOptions {
  /**
   * The program that dumps.
   */
  mongodump?: string;
  /**
   * The program that restores.
   */
  mongorestore?: string;
  parallelism?: Parallelism;
  /**
   * Connections that insert into one collection (numInsertionWorkersPerCollection).
   */
  insertionWorkers?: number;
  /**
   * Compress what passes between the two.
   */
  gzip?: boolean;
  /**
   * Take changes made during the dump along, for one consistent point in time. Replica sets only, and not with filters.
   */
  oplog?: boolean;
  /**
   * Take the users and roles of each dumped database along. Not possible with Atlas.
   */
  usersAndRoles?: boolean;
  /**
   * Restore documents that break their collection's validator. Without it mongorestore leaves them out silently.
   */
  bypassDocumentValidation?: boolean;
  /**
   * Stop at the first document that cannot be inserted.
   */
  stopOnError?: boolean;
  /**
   * Insert in the order of the dump, with one connection.
   */
  maintainInsertionOrder?: boolean;
  /**
   * Keep the dump in this archive file on the way instead of piping it.
   */
  archive?: string;
  /**
   * Keep the dump in this directory on the way, an archive for each collection. A copy that is run again leaves out what was restored already, and dumps only what changed on the source since (from MongoDB 6.0 on).
   */
  directory?: string;
}
/**
 * Options of Percona ClusterSync for MongoDB: `url` for one that runs already, or how to start it.
 */
export interface ClusterSyncOptions {
  url?: HttpUrl;
  /**
   * The program to start; looked up in PATH when it has no slash.
   */
  binary?: string;
  command?: CommandLine;
  port?: Port;
  /**
   * Least severe level that is logged.
   */
  logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  parallelism?: Parallelism;
  /**
   * Connections that read while cloning (cloneNumReadWorkers).
   */
  readWorkers?: number;
  /**
   * Connections that insert while cloning (cloneNumInsertWorkers).
   */
  insertWorkers?: number;
  segmentSize?: Size;
  readBatchSize?: Size;
  /**
   * Connections that apply changes (replNumWorkers).
   */
  applyWorkers?: number;
}
/**
 * What is migrated: everything that an `include` entry matches (or everything, without one) and no `exclude` entry does. Fixed once the sync has started.
 */
export interface Filters {
  /**
   * What to migrate.
   */
  include?: NamespaceFilter[];
  /**
   * What to leave behind.
   */
  exclude?: NamespaceFilter[];
  /**
   * Migrate only some documents of a collection.
   *
   * Items: The documents of one collection that are migrated.
   */
  documents?: {
    namespace: Namespace;
    /**
     * A query in extended JSON. The values of its fields must not change while the sync runs.
     */
    match: {
      [k: string]: unknown;
    };
  }[];
  /**
   * Other names on the destination, for databases or single collections.
   *
   * Items: One renaming: a database to a database, or a collection to a collection.
   */
  mapping?: {
    /**
     * `database` or `database.collection` on the source.
     */
    from: string;
    /**
     * `database` or `database.collection` on the destination.
     */
    to: string;
  }[];
}
/**
 * A database by name or pattern, and in it all collections, those named, or those that match a pattern.
 */
export interface NamespaceFilter {
  /**
   * Name of a database.
   */
  database?: string;
  databaseRegex?: Regex;
  /**
   * Names of collections.
   *
   * Items: Name of a collection.
   */
  collections?: string[];
  collectionsRegex?: Regex;
}
/**
 * A regular expression as MongoDB's `$regex` takes it.
 */
export interface Regex {
  /**
   * The pattern, in quotation marks.
   */
  pattern: string;
  /**
   * Option letters of `$regex`: i, m, s, x, u.
   */
  options?: string;
}
/**
 * How collections are sharded on the destination. What is not listed arrives unsharded.
 */
export interface Sharding {
  /**
   * Create the index that a shard key needs where the source has none.
   */
  createSupportingIndexes?: boolean;
  /**
   * The collections to shard.
   */
  entries?: ShardingEntry[];
}
/**
 * A collection and its shard key.
 */
export interface ShardingEntry {
  namespace: Namespace;
  /**
   * Fields of the shard key in their order, each with 1 (ranged) or hashed. At most one is hashed.
   */
  key: {
    /**
     * 1 for ranged, or hashed.
     */
    [k: string]: 1 | 'hashed';
  };
  /**
   * The shard key is unique. Not possible with a hashed field.
   */
  unique?: boolean;
  /**
   * Chunks to make per shard before the copy, so that the data need not move afterwards.
   */
  presplit?: {
    /**
     * Number of chunks on each shard.
     */
    chunksPerShard: number;
  };
}
/**
 * Indexes on the destination.
 */
export interface Indexes {
  /**
   * When they are built. After the copy is by far the fastest. `never` leaves all but _id out.
   */
  build?: 'afterDataCopy' | 'beforeDataCopy' | 'excludeHashed' | 'excludeHashedAfterCopy' | 'never';
}
/**
 * Atlas Search and Vector Search indexes, which no sync engine migrates.
 */
export interface SearchIndexes {
  /**
   * `check` reports those that the destination lacks, `copy` also creates what the source has, `off` looks at none. Declared entries are created in any mode.
   */
  mode?: 'check' | 'copy' | 'off';
  /**
   * Search indexes to create on the destination.
   *
   * Items: One search index.
   */
  entries?: {
    namespace: Namespace;
    /**
     * Name of the index.
     */
    name: string;
    /**
     * Kind of index.
     */
    type?: 'search' | 'vectorSearch';
    /**
     * Definition as Atlas takes it.
     */
    definition: {
      [k: string]: unknown;
    };
  }[];
}
/**
 * Users and roles, which online engines do not migrate.
 */
export interface UsersAndRoles {
  /**
   * `check` reports users and roles of the source without a counterpart, `copy` also creates them (with their credentials between self-managed deployments, with `passwords` in Atlas), `off` looks at none.
   */
  mode?: 'check' | 'copy' | 'off';
  /**
   * Users and roles to look at; without it, all.
   */
  include?: UserSelector[];
  /**
   * Users and roles to leave behind.
   */
  exclude?: UserSelector[];
  /**
   * Passwords for users whose credentials cannot be read from the source.
   *
   * Items: The password of one user.
   */
  passwords?: {
    user: UserSelector;
    password: Secret;
  }[];
}
/**
 * Comparison of source and destination.
 */
export interface Verification {
  /**
   * `full` compares every document, `sample` some of them, `counts` only numbers, `off` nothing.
   */
  mode?: 'full' | 'sample' | 'counts' | 'off';
  /**
   * Share of the documents that `sample` compares.
   */
  samplePercent?: number;
  /**
   * `stop` reports a difference and blocks the cutover, `repair` also writes the source's document to the destination.
   */
  onMismatch?: 'stop' | 'repair';
  /**
   * Collections that are not compared.
   */
  exclude?: NamespaceFilter[];
  parallelism?: Parallelism;
}
/**
 * When and how the destination takes over.
 */
export interface Cutover {
  /**
   * `manual`: only phase cutover starts it. `auto`: as soon as the gates are open. `window`: in the window, when the gates are open.
   */
  mode?: 'manual' | 'auto' | 'window';
  window?: CutoverWindow;
  gates?: Gates;
  timeout?: Duration;
  block?: Block;
  /**
   * Programs and requests at certain moments, in their order.
   */
  hooks?: Hook[];
  /**
   * The way back after the cutover.
   */
  rollback?: {
    /**
     * `reverse` keeps the source following the destination; `none` gives up the way back; `auto` is reverse where the engine can.
     */
    mode?: 'auto' | 'reverse' | 'none';
    keepFor?: Duration;
  };
  warm?: Warm;
  watch?: Watch;
}
/**
 * When a cutover may start, whichever mode starts it: once (`start`) or again and again (`cron`), each time for `duration`.
 */
export interface CutoverWindow {
  /**
   * Start of a single window: local time in `timeZone`, or with an offset from UTC.
   */
  start?: string;
  cron?: Cron;
  duration?: Duration;
  timeZone?: TimeZone;
}
/**
 * What must hold before writes are blocked.
 */
export interface Gates {
  maxLag?: Duration;
  verifiedWithin?: Duration;
  /**
   * People who must agree. An approval is recorded in the ledger with its plan.
   *
   * Items: A group of people of whom some must agree.
   */
  approvals?: {
    /**
     * Name of the group, unique in the list.
     */
    name: string;
    /**
     * Who may approve; without it, anyone but the one who started the run.
     *
     * Items: A person, as the ledger names them.
     */
    by?: string[];
    /**
     * How many of them must approve.
     */
    count?: number;
  }[];
  /**
   * Services that must answer with success.
   */
  http?: Http[];
  /**
   * Programs that must exit with 0.
   *
   * Items: One program.
   */
  command?: {
    run: CommandLine;
    timeout?: Duration;
  }[];
}
/**
 * An HTTP request.
 */
export interface Http {
  /**
   * Address to call; a reference when the address itself is a secret, as those of chat webhooks are.
   */
  url: string | Secret;
  /**
   * HTTP method. Gates default to GET, everything else to POST with the event as JSON.
   */
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Request headers; credentials as references.
   */
  headers?: {
    [k: string]: Text;
  };
  /**
   * The status that counts as success. Without it, any from 200 to 299. A redirection is not gone after.
   */
  expectStatus?: number;
  timeout?: Duration;
}
/**
 * How writes are held back during the cutover.
 */
export interface Block {
  /**
   * `server`: setUserWriteBlockMode, for the whole cluster. `roles`: the write roles of the declared users are taken away. `external`: a hook stops the applications; late writes stop the cutover. `auto`: the engine's own block, or `server` when there are no filters.
   */
  source?: 'auto' | 'server' | 'roles' | 'external';
  /**
   * `server`: setUserWriteBlockMode until the switch. `roles`: the declared users get their write roles at the switch. `none`: nothing holds writes back.
   */
  destination?: 'auto' | 'server' | 'roles' | 'none';
  /**
   * What becomes of the cluster that applications have left, when the migration is complete and that cluster is still closed to writers. `keep`: it stays closed, and the plan says so. `release`: it takes writes again.
   */
  afterComplete?: 'keep' | 'release';
}
/**
 * A program or request at a moment of the cutover. It may run twice, and what stops applications needs an `undo`.
 */
export interface Hook {
  /**
   * The moment. Before `switch` a failure undoes the cutover; from then on it goes forward.
   */
  on:
    | 'beforeBlock'
    | 'afterBlock'
    | 'beforeSwitch'
    | 'switch'
    | 'afterCutover'
    | 'afterUndo'
    | 'beforeRollback'
    | 'afterRollback';
  /**
   * Name in plans and reports.
   */
  name?: string;
  run?: CommandLine;
  http?: Http;
  /**
   * What takes the hook back: a command line, a block with `run` or `http`, or `none` when there is nothing to take back.
   */
  undo?: 'none' | CommandLine | Action;
  timeout?: Duration;
  /**
   * `stop` fails the cutover (and undoes it, before the switch), `continue` only reports it.
   */
  onFailure?: 'stop' | 'continue';
}
/**
 * A program or a request.
 */
export interface Action {
  run?: CommandLine;
  http?: Http;
}
/**
 * What is read on the destination before writes are blocked, so that applications do not meet a cold cache. It never stops a cutover.
 */
export interface Warm {
  /**
   * `hottest` reads the namespaces and indexes that the source uses most, `none` reads nothing.
   */
  mode?: 'hottest' | 'none';
  maxTime?: Duration;
  maxBytes?: Size;
}
/**
 * What is watched after the switch, and what happens when it fails.
 */
export interface Watch {
  for?: Duration;
  every?: Duration;
  /**
   * How many failures in a row count.
   */
  failures?: number;
  /**
   * Services that must answer with success.
   */
  http?: Http[];
  /**
   * Programs that must exit with 0.
   */
  command?: CommandLine[];
  /**
   * `alert` tells people, `rollBack` goes back to the source by itself.
   */
  onFailure?: 'alert' | 'rollBack';
}
/**
 * Limits on the load that the migration makes. The engine says which one holds it back.
 */
export interface Throttle {
  maxDestinationLag?: Duration;
  maxSourceLag?: Duration;
  readBytesPerSecond?: Size;
  writeBytesPerSecond?: Size;
  http?: Http;
  /**
   * Times with other limits.
   *
   * Items: One recurring time and its limits.
   */
  schedule?: {
    cron: Cron;
    duration: Duration;
    timeZone: TimeZone;
    /**
     * Hold the copy meanwhile; changes are still followed.
     */
    pauseCopy?: boolean;
    readBytesPerSecond?: Size;
    writeBytesPerSecond?: Size;
  }[];
}
/**
 * Checks before and during the migration.
 */
export interface Checks {
  /**
   * Least severe finding that stops an apply.
   */
  failOn?: 'error' | 'warning';
  /**
   * Findings that are accepted, each with its reason.
   *
   * Items: One accepted finding.
   */
  waive?: {
    /**
     * Code of the check; docs/checks has a page of each.
     */
    code:
      | 'GW101'
      | 'GW102'
      | 'GW103'
      | 'GW104'
      | 'GW105'
      | 'GW106'
      | 'GW107'
      | 'GW108'
      | 'GW109'
      | 'GW110'
      | 'GW111'
      | 'GW112'
      | 'GW113'
      | 'GW114'
      | 'GW115'
      | 'GW116'
      | 'GW117'
      | 'GW118'
      | 'GW119'
      | 'GW201'
      | 'GW202'
      | 'GW203'
      | 'GW204'
      | 'GW205'
      | 'GW206'
      | 'GW207'
      | 'GW208'
      | 'GW209'
      | 'GW210'
      | 'GW211'
      | 'GW212'
      | 'GW213'
      | 'GW301'
      | 'GW302'
      | 'GW303'
      | 'GW304'
      | 'GW305'
      | 'GW306'
      | 'GW307'
      | 'GW308'
      | 'GW309'
      | 'GW310'
      | 'GW311'
      | 'GW312'
      | 'GW313'
      | 'GW314'
      | 'GW315'
      | 'GW316'
      | 'GW317'
      | 'GW318'
      | 'GW319'
      | 'GW320'
      | 'GW321'
      | 'GW322'
      | 'GW323'
      | 'GW324'
      | 'GW325'
      | 'GW326'
      | 'GW327'
      | 'GW328'
      | 'GW329'
      | 'GW330'
      | 'GW331'
      | 'GW332'
      | 'GW333'
      | 'GW334'
      | 'GW335'
      | 'GW336'
      | 'GW337'
      | 'GW338'
      | 'GW339'
      | 'GW340'
      | 'GW341'
      | 'GW343'
      | 'GW344'
      | 'GW345'
      | 'GW346'
      | 'GW347'
      | 'GW348'
      | 'GW349'
      | 'GW401'
      | 'GW402'
      | 'GW403'
      | 'GW404'
      | 'GW405'
      | 'GW406'
      | 'GW407'
      | 'GW408'
      | 'GW410'
      | 'GW411'
      | 'GW412'
      | 'GW510'
      | 'GW511'
      | 'GW512'
      | 'GW513'
      | 'GW514'
      | 'GW515'
      | 'GW516'
      | 'GW517'
      | 'GW518'
      | 'GW519'
      | 'GW520'
      | 'GW521'
      | 'GW522'
      | 'GW523'
      | 'GW524'
      | 'GW525'
      | 'GW526';
    /**
     * Why it is accepted, for whoever reads this in a year.
     */
    reason: string;
    expires?: CalendarDate;
  }[];
}
/**
 * Where journal, lock and history are kept.
 */
export interface Ledger {
  /**
   * `auto`: in the destination's metadata as soon as there is a destination, in a file before. `file` and `mongodb` have a block of that name.
   */
  type?: 'auto' | 'file' | 'mongodb';
  /**
   * A ledger in files, for one machine.
   */
  file?: {
    path?: Path;
  };
  /**
   * A ledger in a MongoDB of your choice.
   */
  mongodb?: {
    uri?: ConnectionString;
    tls?: Tls;
    auth?: Auth;
    /**
     * Database to keep it in.
     */
    database?: string;
  };
}
/**
 * How the Atlas destination is provisioned.
 */
export interface Terraform {
  /**
   * terraform or tofu, or the path of either. Without it, the first of them in PATH.
   */
  binary?: string;
  /**
   * `run`: godwit runs it as part of apply. `external`: another pipeline applies what `godwit synth` writes, and godwit only looks whether it is there, and reads `outputs`.
   */
  mode?: 'run' | 'external';
  /**
   * Where the stack is written to.
   */
  directory?: string;
  /**
   * Version of the mongodbatlas provider, as Terraform writes constraints.
   */
  providerVersion?: string;
  backend?: TerraformBackend;
  /**
   * With `mode: external`: where the other pipeline tells the connection string of the cluster. Without it, Atlas is asked.
   */
  outputs?: {
    /**
     * Where that pipeline has its stack; `terraform output -json` is run there.
     */
    directory?: string;
    /**
     * A file that `terraform output -json` or `terraform show -json` wrote, or a state file.
     */
    file?: string;
    /**
     * Name of the output that is the connection string. Without it, the name that `godwit synth` gives it for `destination.atlas.connectThrough`.
     */
    connectionString?: string;
  };
}
/**
 * Where Terraform keeps its state. The arguments are spelled as Terraform spells them; credentials come from the environment, as Terraform advises.
 */
export interface TerraformBackend {
  /**
   * A file on this machine.
   */
  local?: {
    /**
     * Path of the state file.
     */
    path?: string;
    /**
     * Directory of other workspaces.
     */
    workspace_dir?: string;
  };
  /**
   * An S3 bucket.
   */
  s3?: {
    /**
     * Bucket of the state.
     */
    bucket?: string;
    /**
     * Key of the state.
     */
    key?: string;
    /**
     * Region of the bucket.
     */
    region?: string;
    /**
     * AWS profile.
     */
    profile?: string;
    /**
     * Role to assume.
     */
    role_arn?: string;
    /**
     * Encrypt the state.
     */
    encrypt?: boolean;
    /**
     * Key to encrypt with.
     */
    kms_key_id?: string;
    /**
     * Lock by a file in the bucket.
     */
    use_lockfile?: boolean;
    /**
     * Lock by a table.
     */
    dynamodb_table?: string;
    /**
     * Address of an S3-compatible service.
     */
    endpoint?: string;
    /**
     * Name the bucket in the path, as most S3-compatible services want it.
     */
    use_path_style?: boolean;
    /**
     * Ask no AWS service whether the credentials are right: for S3-compatible services.
     */
    skip_credentials_validation?: boolean;
    /**
     * Do not look for credentials of an EC2 instance.
     */
    skip_metadata_api_check?: boolean;
    /**
     * Take a region that AWS does not have.
     */
    skip_region_validation?: boolean;
    /**
     * Ask no AWS service for the account: for S3-compatible services.
     */
    skip_requesting_account_id?: boolean;
    /**
     * Send no checksums, which some S3-compatible services refuse.
     */
    skip_s3_checksum?: boolean;
  };
  /**
   * A Google Cloud Storage bucket.
   */
  gcs?: {
    /**
     * Bucket of the state.
     */
    bucket?: string;
    /**
     * Prefix of the state.
     */
    prefix?: string;
    /**
     * Service account to act as.
     */
    impersonate_service_account?: string;
    /**
     * Key to encrypt with.
     */
    kms_encryption_key?: string;
  };
  /**
   * An Azure storage container.
   */
  azurerm?: {
    /**
     * Resource group.
     */
    resource_group_name?: string;
    /**
     * Storage account.
     */
    storage_account_name?: string;
    /**
     * Container.
     */
    container_name?: string;
    /**
     * Name of the blob.
     */
    key?: string;
    /**
     * Subscription.
     */
    subscription_id?: string;
    /**
     * Tenant.
     */
    tenant_id?: string;
    /**
     * Log in through Entra ID.
     */
    use_azuread_auth?: boolean;
    /**
     * Log in by OpenID Connect.
     */
    use_oidc?: boolean;
    /**
     * Log in by managed identity.
     */
    use_msi?: boolean;
  };
  /**
   * A service that speaks Terraform's state protocol, such as GitLab's.
   */
  http?: {
    /**
     * Address of the state.
     */
    address?: string;
    /**
     * Method of updates.
     */
    update_method?: string;
    /**
     * Address of the lock.
     */
    lock_address?: string;
    /**
     * Method of locking.
     */
    lock_method?: string;
    /**
     * Address to unlock.
     */
    unlock_address?: string;
    /**
     * Method of unlocking.
     */
    unlock_method?: string;
    /**
     * Number of retries.
     */
    retry_max?: number;
    /**
     * Shortest pause before a retry, in seconds.
     */
    retry_wait_min?: number;
    /**
     * Longest pause before a retry, in seconds.
     */
    retry_wait_max?: number;
  };
  /**
   * HCP Terraform or Terraform Enterprise.
   */
  remote?: {
    /**
     * Host of the service.
     */
    hostname?: string;
    /**
     * Organization.
     */
    organization?: string;
    /**
     * The workspace, by name or prefix.
     */
    workspaces?: {
      /**
       * Name of the workspace.
       */
      name?: string;
      /**
       * Prefix of workspaces.
       */
      prefix?: string;
    };
  };
}
/**
 * Any part of a migration file, laid over it when its environment is chosen.
 */
export interface Overlay {
  /**
   * Replaces the description of the file.
   */
  description?: string;
  phase?: Phase;
  source?: Source;
  destination?: Destination;
  engine?: Engine;
  filters?: Filters;
  sharding?: Sharding;
  indexes?: Indexes;
  searchIndexes?: SearchIndexes;
  usersAndRoles?: UsersAndRoles;
  verification?: Verification;
  cutover?: Cutover;
  throttle?: Throttle;
  checks?: Checks;
  ledger?: Ledger;
  terraform?: Terraform;
  policy?: Policy;
  notifications?: Notifications;
  vars?: Vars;
}
/**
 * Variables of this file with their defaults. `${var.NAME}` in any text stands for the value; `--var NAME=VALUE` and GODWIT_VAR_NAME replace the default. A variable whose default is null must be given.
 */
export interface Vars {
  /**
   * Default value of the variable, or null when it must be given.
   */
  [k: string]: string | number | boolean | null;
}
/**
 * A migration that comes first.
 */
export interface Predecessor {
  /**
   * Name of the other migration.
   */
  migration: string;
  /**
   * The phase that the other migration must have come to.
   */
  phase?: 'prepared' | 'synced' | 'detached' | 'cutover' | 'complete';
}
/**
 * A name that this migration had before.
 */
export interface FormerName {
  /**
   * The former name.
   */
  from: string;
}
