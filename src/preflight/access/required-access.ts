/**
 * What each engine has to be allowed on each side, and the built-in role that allows it. Of the built-in engine these are
 * the commands that it sends; of mongosync, the minimum privileges of its documentation (permissions page, 1.22).
 * Which role holds which action was read from the roles of a 6.0 server.
 */
import type { EngineType } from '../../engines/engine.ts';
import type { Role } from '../check.ts';

/**
 * Where: the cluster, every database, the databases in scope with the engine's own or without (`data`), or a collection that
 * no role takes in by the way.
 */
export type Place =
  | 'cluster'
  | 'everywhere'
  | 'scope'
  | 'data'
  | 'local.oplog.rs'
  | 'config.settings'
  | 'config.collections';

export interface RequiredAccess {
  readonly place: Place;
  readonly actions: readonly string[];
  /** The built-in role of `admin` that has them. */
  readonly role: string;
  /** What fails without it. */
  readonly purpose: string;
  /** Only asked for on servers from this version on. */
  readonly since?: number;
  /** The engine goes without it, and says less of itself. */
  readonly isOptional?: boolean;
}

const read: readonly RequiredAccess[] = [
  { place: 'cluster', actions: ['listDatabases'], role: 'readAnyDatabase', purpose: 'to list databases' },
  {
    place: 'everywhere',
    actions: ['find', 'changeStream', 'listCollections', 'listIndexes', 'collStats'],
    role: 'readAnyDatabase',
    purpose: 'to copy and to follow',
  },
];

const monitor: readonly RequiredAccess[] = [
  {
    place: 'cluster',
    actions: ['serverStatus', 'replSetGetStatus'],
    role: 'clusterMonitor',
    purpose: 'to see lag and write block',
  },
];

const write: readonly RequiredAccess[] = [
  {
    place: 'scope',
    actions: ['find', 'insert', 'update', 'remove', 'createCollection', 'createIndex', 'dropCollection', 'dropIndex'],
    role: 'readWriteAnyDatabase',
    purpose: 'to write documents and indexes',
  },
  {
    place: 'scope',
    actions: ['bypassDocumentValidation', 'collMod'],
    role: 'dbAdminAnyDatabase',
    purpose: 'to keep documents that break a validator, and to convert indexes',
  },
  { place: 'cluster', actions: ['listDatabases'], role: 'readWriteAnyDatabase', purpose: 'to list databases' },
];

/** What the engine that carries changes of the catalogue out by itself asks for besides. */
const catalogue: RequiredAccess = {
  place: 'scope',
  actions: ['listCollections', 'listIndexes', 'collStats', 'renameCollectionSameDB', 'convertToCapped'],
  role: 'readWriteAnyDatabase',
  purpose: 'to see collections and indexes, and to follow renames and capped collections',
};

const note: RequiredAccess = {
  place: 'cluster',
  actions: ['appendOplogNote'],
  role: 'backup',
  purpose: 'to set the mark that proves that everything has arrived',
};
const oplog: RequiredAccess = {
  place: 'local.oplog.rs',
  actions: ['find'],
  role: 'clusterMonitor',
  purpose: 'to see how far the oplog reaches',
};
const block: RequiredAccess = {
  place: 'cluster',
  actions: ['setUserWriteBlockMode'],
  role: 'backup',
  purpose: 'to block writes at the cutover',
  since: 600,
};
const bypass: RequiredAccess = {
  place: 'cluster',
  actions: ['bypassWriteBlockingMode', 'setUserWriteBlockMode'],
  role: 'restore',
  purpose: 'to write while users may not',
  since: 600,
};

/** Of a sharded cluster. */
const balancer: RequiredAccess = {
  place: 'config.settings',
  actions: ['find', 'update'],
  role: 'clusterManager',
  purpose: 'to stop the balancer and start it again',
};
const shardKeys: RequiredAccess = {
  place: 'config.collections',
  actions: ['find'],
  role: 'clusterManager',
  purpose: 'to see shard keys and chunks',
};
const shards: RequiredAccess = {
  place: 'cluster',
  actions: ['listShards'],
  role: 'clusterManager',
  purpose: 'to see the shards',
};
const shardCollections: RequiredAccess = {
  place: 'data',
  actions: ['enableSharding', 'splitChunk', 'moveChunk'],
  role: 'clusterManager',
  purpose: 'to shard collections and to spread them before the copy',
};
const refineKeys: RequiredAccess = {
  place: 'data',
  actions: ['refineCollectionShardKey'],
  role: 'clusterManager',
  purpose: 'to follow shard keys that the source refines',
};

function optional(access: RequiredAccess): RequiredAccess {
  return { ...access, isOptional: true };
}

const mongosyncSource: readonly RequiredAccess[] = [
  ...read,
  ...monitor,
  note,
  bypass,
  {
    place: 'cluster',
    actions: ['getDefaultRWConcern', 'getShardMap', 'hostInfo', 'listShards', 'replSetGetConfig'],
    role: 'clusterMonitor',
    purpose: 'for the checks at its start',
  },
  { ...oplog, actions: ['find', 'collStats'] },
];

const mongosyncDestination: readonly RequiredAccess[] = [
  ...read,
  ...monitor,
  ...write,
  note,
  bypass,
  {
    place: 'scope',
    actions: ['convertToCapped', 'renameCollectionSameDB'],
    role: 'readWriteAnyDatabase',
    purpose: 'to follow renames and capped collections',
  },
  {
    place: 'cluster',
    actions: ['getDefaultRWConcern', 'getShardMap', 'hostInfo', 'listShards', 'replSetGetConfig'],
    role: 'clusterMonitor',
    purpose: 'for the checks at its start',
  },
];

/** What is needed by engine and side; block of the source apart, which depends on the file. */
const table: Readonly<Record<EngineType, Readonly<Record<Role, readonly RequiredAccess[]>>>> = {
  builtin: {
    source: [...read, ...monitor.map(optional), note, optional(oplog)],
    destination: [...write, catalogue, ...monitor.map(optional)],
  },
  mongosync: { source: mongosyncSource, destination: mongosyncDestination },
  // Atlas makes its own user on the destination; ours has to write the ledger there.
  atlasLiveMigration: {
    source: [...read, ...monitor, { ...bypass, actions: ['bypassWriteBlockingMode'] }],
    destination: [
      { ...bypass, actions: ['bypassWriteBlockingMode'], purpose: 'to keep the ledger while Atlas blocks writes' },
    ],
  },
  mongomirror: { source: [...read, oplog], destination: write },
  clusterSync: { source: [...read, ...monitor, note], destination: [...write, ...monitor] },
  dumpRestore: {
    source: read.map((one) => ({ ...one, actions: one.actions.filter((action) => action !== 'changeStream') })),
    destination: write.filter(({ role }) => role === 'readWriteAnyDatabase'),
  },
};

/** What of a migration decides what is needed, beside the engine and the side. */
export interface AccessSituation {
  /** By the file, which may have either side closed to applications; the engine has to write past that. */
  readonly isBlocked: boolean;
  /** The side in question has shards. */
  readonly isSharded: boolean;
  /** Its balancer runs, and is to be stopped. */
  readonly stopsBalancer: boolean;
  /** Collections are sharded on the destination, by the file or as on the source. */
  readonly shards: 'nothing' | 'entries' | 'asOnSource';
}

export function requiredAccess(engine: EngineType, role: Role, situation: AccessSituation): readonly RequiredAccess[] {
  const base = table[engine][role];
  const ofBlock = role === 'source' ? block : bypass;
  const blocks = situation.isBlocked && engine !== 'mongosync' ? [ofBlock] : [];
  return [...base, ...blocks, ...(situation.isSharded ? requiredOfShards(engine, role, situation) : [])];
}

function requiredOfShards(engine: EngineType, role: Role, situation: AccessSituation): readonly RequiredAccess[] {
  const balancers = situation.stopsBalancer ? [balancer] : [];
  if (engine !== 'builtin' && engine !== 'mongosync') return balancers;
  if (role === 'source') return [...balancers, shardKeys];
  if (situation.shards === 'nothing') return balancers;
  const isRefined = situation.shards === 'asOnSource' && engine === 'builtin';
  return [...balancers, shardKeys, shards, shardCollections, ...(isRefined ? [refineKeys] : [])];
}
