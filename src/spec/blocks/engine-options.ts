import type {
  AtlasLiveMigrationOptions as AtlasLiveMigrationBlock,
  BuiltinOptions as BuiltinBlock,
  ClusterSyncOptions as ClusterSyncBlock,
  DumpRestoreOptions as DumpRestoreBlock,
  MongomirrorOptions as MongomirrorBlock,
  MongosyncOptions as MongosyncBlock,
} from '../generated/migration.ts';
import { optionalSecret, type SecretReference } from './reference.ts';
import { optionalSizeBytes } from './units.ts';

type Verbosity = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL';

/** How an engine is had: it runs already, or is started by a program of this machine or by a command line. */
export type Runtime =
  | { readonly kind: 'running'; readonly urls: readonly string[] }
  | { readonly kind: 'binary'; readonly binary: string; readonly port: number }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly port: number };

/** Collections of a database, or all of them; `.` is every database. */
export interface NaturalOrderEntry {
  readonly database: string;
  readonly collections?: readonly string[] | undefined;
}

export interface BuiltinOptions {
  /** A `godwit sync` elsewhere; without it, apply starts one. */
  readonly url?: string | undefined;
  /** What that one asks for. */
  readonly token?: SecretReference | undefined;
  readonly caFile?: string | undefined;
  readonly port: number;
  readonly loadLevel: number;
  readonly logPath?: string | undefined;
  readonly verbosity: Verbosity;
  readonly parallelism?: number | undefined;
  readonly readers?: number | undefined;
  /** Threads of the copy beside the main one. */
  readonly workers?: number | undefined;
  /** What the engine's process may take; its own measure, and no limit of V8's, when absent. */
  readonly maxMemoryBytes?: number | undefined;
  readonly spool?: { readonly path: string; readonly maxBytes?: number | undefined } | undefined;
  readonly detectRandomId: boolean;
  readonly copyInNaturalOrder: readonly NaturalOrderEntry[];
  readonly onUnseenDdl: 'fail' | 'pause';
  readonly onLostResumePoint: 'fail' | 'repair';
}

export interface MongosyncOptions {
  readonly runtime: Runtime;
  readonly version?: string | undefined;
  readonly instances: 'one' | 'perShard';
  readonly loadLevel?: number | undefined;
  readonly logPath?: string | undefined;
  readonly verbosity?: Verbosity | undefined;
  readonly verification: boolean;
  readonly detectRandomId?: boolean | undefined;
  readonly copyInNaturalOrder: readonly NaturalOrderEntry[];
  readonly skipDiskSpaceCheck: boolean;
  readonly acceptDisclaimer: boolean;
  readonly disableTelemetry: boolean;
  readonly disableMetricsLogging: boolean;
  readonly metricsLoggingFilepath?: string | undefined;
  readonly createIndexesBatchSize?: number | undefined;
  readonly enableCappedCollectionHandling: boolean;
  /** `_id` values in canonical extended JSON. */
  readonly hotDocuments: readonly { readonly namespace: string; readonly ids: readonly unknown[] }[];
}

export interface AtlasLiveMigrationOptions {
  readonly mode: 'push' | 'pull';
  readonly link?: { readonly organizationId: string; readonly accessListIps: readonly string[] } | undefined;
  readonly source?:
    | {
        readonly projectId: string;
        readonly clusterName: string;
        readonly managedAuthentication: boolean;
        readonly tls: boolean;
        readonly caCertificatePath?: string | undefined;
      }
    | undefined;
  readonly migrationHost?: string | undefined;
  readonly connectThrough: 'public' | 'peering' | 'privateEndpoint';
  readonly privateEndpointId?: string | undefined;
}

export interface MongomirrorOptions {
  readonly binary: string;
  readonly httpStatusPort: number;
  readonly parallelism: number;
  readonly bookmarkFile: string;
  readonly oplogPath?: string | undefined;
  readonly oplogBatchSize: number;
  readonly collStatsThreshold: number;
  readonly removeAutoIndexId: boolean;
  readonly compressors: readonly ('snappy' | 'zlib' | 'zstd')[];
}

export interface DumpRestoreOptions {
  readonly mongodump: string;
  readonly mongorestore: string;
  readonly parallelism: number;
  readonly insertionWorkers: number;
  readonly gzip: boolean;
  readonly oplog: boolean;
  readonly usersAndRoles: boolean;
  readonly bypassDocumentValidation: boolean;
  readonly stopOnError: boolean;
  readonly maintainInsertionOrder: boolean;
  /** Keep the dump in this file on the way; without it, one program is piped into the other. */
  readonly archive?: string | undefined;
  /** Keep the dump here, an archive for each collection, so that an interrupted copy goes on. */
  readonly directory?: string | undefined;
}

export interface ClusterSyncOptions {
  readonly runtime: Runtime;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly parallelism?: number | undefined;
  readonly readWorkers?: number | undefined;
  readonly insertWorkers?: number | undefined;
  readonly segmentSizeBytes?: number | undefined;
  readonly readBatchSizeBytes?: number | undefined;
  readonly applyWorkers?: number | undefined;
}

export function normalizeBuiltin(block: BuiltinBlock): BuiltinOptions {
  return {
    url: block.url,
    token: optionalSecret(block.token),
    caFile: block.tls?.caFile,
    port: block.port ?? 27182,
    loadLevel: block.loadLevel ?? 3,
    logPath: block.logPath,
    verbosity: block.verbosity ?? 'INFO',
    parallelism: block.parallelism,
    readers: block.readers,
    workers: block.workers,
    maxMemoryBytes: optionalSizeBytes(block.maxMemory),
    spool: block.spool && { path: block.spool.path!, maxBytes: optionalSizeBytes(block.spool.maxSize) },
    detectRandomId: block.detectRandomId ?? true,
    copyInNaturalOrder: block.copyInNaturalOrder ?? [],
    onUnseenDdl: block.onUnseenDdl ?? 'fail',
    onLostResumePoint: block.onLostResumePoint ?? 'fail',
  };
}

export function normalizeMongosync(block: MongosyncBlock): MongosyncOptions {
  return {
    runtime: runtimeOf(block.urls, block, 'mongosync', 27182),
    version: block.version,
    instances: block.instances ?? 'one',
    loadLevel: block.loadLevel,
    logPath: block.logPath,
    verbosity: block.verbosity,
    verification: block.verification ?? true,
    detectRandomId: block.detectRandomId,
    copyInNaturalOrder: block.copyInNaturalOrder ?? [],
    skipDiskSpaceCheck: block.skipDiskSpaceCheck ?? false,
    acceptDisclaimer: block.acceptDisclaimer ?? false,
    disableTelemetry: block.disableTelemetry ?? false,
    disableMetricsLogging: block.disableMetricsLogging ?? false,
    metricsLoggingFilepath: block.metricsLoggingFilepath,
    createIndexesBatchSize: block.createIndexesBatchSize,
    enableCappedCollectionHandling: block.enableCappedCollectionHandling ?? false,
    hotDocuments: block.hotDocuments ?? [],
  };
}

interface StartBlock {
  readonly binary?: string;
  readonly command?: readonly string[];
  readonly port?: number;
}

function runtimeOf(urls: readonly string[] | undefined, block: StartBlock, binary: string, port: number): Runtime {
  if (urls) return { kind: 'running', urls: urls.map((url) => url.replace(/\/+$/, '')) };
  if (block.command) return { kind: 'command', command: block.command, port: block.port ?? port };
  return { kind: 'binary', binary: block.binary ?? binary, port: block.port ?? port };
}

export function normalizeAtlasLiveMigration(block: AtlasLiveMigrationBlock): AtlasLiveMigrationOptions {
  const { link, source } = block;
  return {
    mode: block.mode ?? 'push',
    link: link && { organizationId: link.organizationId!, accessListIps: link.accessListIps ?? [] },
    source: source && {
      projectId: source.projectId!,
      clusterName: source.clusterName!,
      managedAuthentication: source.managedAuthentication ?? false,
      tls: source.tls ?? true,
      caCertificatePath: source.caCertificatePath,
    },
    migrationHost: block.migrationHosts?.[0],
    connectThrough: block.connectThrough ?? 'public',
    privateEndpointId: block.privateEndpointId,
  };
}

export function normalizeMongomirror(block: MongomirrorBlock): MongomirrorOptions {
  return {
    binary: block.binary ?? 'mongomirror',
    httpStatusPort: block.httpStatusPort ?? 8190,
    parallelism: block.parallelism ?? 4,
    bookmarkFile: block.bookmarkFile ?? 'mongomirror.bookmark',
    oplogPath: block.oplogPath,
    oplogBatchSize: block.oplogBatchSize ?? 10_000,
    collStatsThreshold: block.collStatsThreshold ?? -1,
    removeAutoIndexId: block.removeAutoIndexId ?? false,
    compressors: block.compressors ?? [],
  };
}

export function normalizeDumpRestore(block: DumpRestoreBlock): DumpRestoreOptions {
  return {
    mongodump: block.mongodump ?? 'mongodump',
    mongorestore: block.mongorestore ?? 'mongorestore',
    parallelism: block.parallelism ?? 4,
    insertionWorkers: block.insertionWorkers ?? 1,
    gzip: block.gzip ?? false,
    oplog: block.oplog ?? false,
    usersAndRoles: block.usersAndRoles ?? false,
    bypassDocumentValidation: block.bypassDocumentValidation ?? true,
    stopOnError: block.stopOnError ?? true,
    maintainInsertionOrder: block.maintainInsertionOrder ?? false,
    archive: block.archive,
    directory: block.directory,
  };
}

export function normalizeClusterSync(block: ClusterSyncBlock): ClusterSyncOptions {
  return {
    runtime: runtimeOf(block.url === undefined ? undefined : [block.url], block, 'pcsm', 2242),
    logLevel: block.logLevel ?? 'info',
    parallelism: block.parallelism,
    readWorkers: block.readWorkers,
    insertWorkers: block.insertWorkers,
    segmentSizeBytes: optionalSizeBytes(block.segmentSize),
    readBatchSizeBytes: optionalSizeBytes(block.readBatchSize),
    applyWorkers: block.applyWorkers,
  };
}
