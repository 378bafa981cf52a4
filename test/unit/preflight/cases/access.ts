import type { Cases } from './case.ts';
import {
  application,
  connected,
  engine,
  members,
  mongosync,
  pull,
  push,
  sharded,
  shardingFacts,
  status,
  toAtlas,
} from './given.ts';

const reader = {
  name: 'r',
  database: 'admin',
  roles: ['readAnyDatabase'],
  privileges: [
    { resource: { cluster: true }, actions: ['listDatabases'] },
    {
      resource: { db: '', collection: '' },
      actions: ['find', 'changeStream', 'listCollections', 'listIndexes', 'collStats'],
    },
  ],
};
/** Who may sync from a replica set. */
const syncer = {
  ...reader,
  privileges: [
    ...reader.privileges,
    {
      resource: { cluster: true },
      actions: ['serverStatus', 'replSetGetStatus', 'appendOplogNote', 'setUserWriteBlockMode'],
    },
    { resource: { db: 'local', collection: 'oplog.rs' }, actions: ['find'] },
  ],
};
const pullWith = (ledger: string) => `${pull}\nledger: ${ledger}`;

export const accessCases: Cases = {
  GW510: [
    {
      what: 'a user who may only read',
      change: { source: { details: { user: reader } } },
      says: [
        /appendOplogNote/,
        /grantRolesToUser\("r", \[\{ role: "clusterMonitor", db: "admin" \}, \{ role: "backup"/,
        /createUser/,
      ],
    },
    {
      what: 'no access control',
      change: { source: { details: { user: { ...reader, name: undefined, privileges: [] } } } },
    },
    {
      what: 'a balancer that the user may not stop, and shard keys that they may not see',
      change: {
        source: { ...sharded, details: { user: syncer, sharding: { ...shardingFacts, balancerMode: 'full' } } },
        destination: sharded,
      },
      says: [/lacks privileges: find and update/, /to stop the balancer.*to see shard keys/, /clusterManager/],
    },
    {
      what: 'a balancer that is off, and shard keys that the user may see',
      change: {
        source: { ...sharded, details: { user: withPrivilege(syncer, 'config', 'collections', ['find']) } },
        destination: sharded,
      },
      file: 'checks: { waive: [{ code: GW115, reason: it is off }] }',
    },
  ],
  GW511: [
    {
      what: 'a user who may only read',
      change: { destination: { details: { user: reader } } },
      says: [/insert/, /readWriteAnyDatabase/, /dbAdminAnyDatabase/],
    },
    {
      what: 'rights in the databases in scope',
      change: { destination: { details: { user: writerOf('shop', '__godwit') } } },
    },
    {
      what: 'rights in one of two databases',
      change: { destination: { details: { user: writerOf('shop') } } },
      says: [/insert/],
    },
    {
      what: 'no rights to shard',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: {
        destination: { ...sharded, details: { user: writerOf('shop', '__godwit'), sharding: shardingFacts } },
      },
      says: [/enableSharding/, /to shard collections/, /clusterManager/],
    },
    {
      what: 'no rights to shard, with nothing to shard',
      change: {
        destination: { ...sharded, details: { user: writerOf('shop', '__godwit'), sharding: shardingFacts } },
      },
    },
  ],
  GW512: [
    { what: 'no TLS', change: { source: { details: { connection: { hasTls: false } } } }, says: [/source\.tls/] },
    { what: 'loopback', change: { source: { details: { connection: { hasTls: false, isLoopback: true } } } } },
  ],
  GW513: [
    {
      what: 'certificates',
      file: push,
      change: { source: { details: { connection: { options: { authmechanism: 'MONGODB-X509' } } } } },
      says: [/SCRAM-SHA-256/],
    },
  ],
  GW514: [
    {
      what: 'SRV, to Atlas',
      file: push,
      change: { source: { details: { connection: { isSrv: true } } } },
      says: [/mongodb:\/\/old-0\.example\.net:27017/],
    },
    { what: 'SRV, with mongosync', file: mongosync, change: { source: { details: { connection: { isSrv: true } } } } },
    {
      what: 'w=1',
      file: mongosync,
      change: { destination: { details: { connection: { options: { w: '1' } } } } },
      says: [/Remove w from it/],
    },
  ],
  GW515: [
    {
      what: 'an entry of a day',
      file: `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40 }
    ipAccess: [{ ip: 203.0.113.5, deleteAfter: "2026-11-21T12:00:00Z" }]`,
      change: {},
      says: [/203\.0\.113\.5/, /until: complete/],
      pointer: '/destination/atlas/ipAccess/0/deleteAfter',
      severity: 'warning',
      byFileAlone: true,
    },
    {
      what: 'an entry that somebody made in the project',
      file: toAtlas(''),
      change: {
        atlas: { cluster: undefined, temporaryAccess: [{ value: '203.0.113.7', endsAt: '2026-11-20T15:00:00Z' }] },
      },
      says: [/203\.0\.113\.7 ends in 3 h/, /\{ ip: 203\.0\.113\.7, until: complete \}/],
      pointer: '/destination/atlas/ipAccess',
    },
    {
      what: 'one that ends late enough',
      file: toAtlas(''),
      change: {
        atlas: { cluster: undefined, temporaryAccess: [{ value: '203.0.113.7', endsAt: '2026-11-27T11:00:00Z' }] },
      },
    },
    {
      what: 'an entry of a week',
      file: `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40 }
    ipAccess: [{ ip: 203.0.113.5, deleteAfter: "2026-11-27T11:00:00Z" }]`,
      change: {},
    },
  ],
  GW516: [
    {
      what: 'three days',
      change: {
        source: { details: { certificates: [{ what: 'client certificate', validTo: '2026-11-23T12:00:00.000Z' }] } },
      },
      says: [/3 d 00 h/],
      severity: 'warning',
    },
    {
      what: 'yesterday',
      change: {
        destination: {
          details: { certificates: [{ what: 'server certificate of new', validTo: '2026-11-19T12:00:00.000Z' }] },
        },
      },
      says: [/ended on/],
      severity: 'error',
    },
  ],
  GW517: [
    {
      what: 'a minute',
      change: { destination: { details: { status: status({ clockSkewMs: -60_000 }) } } },
      says: [/1 min 00 s behind/],
    },
    {
      what: 'a slow answer',
      change: { destination: { details: { status: status({ clockSkewMs: 6_000, clockUncertaintyMs: 3_000 }) } } },
    },
  ],
  GW518: [
    {
      what: 'an application as root',
      change: {
        source: { details: { accounts: [{ id: 'admin.shop', roles: ['admin.root'], bypassesWriteBlock: true }] } },
      },
      says: [/admin\.shop \(admin\.root\)/],
    },
    {
      what: 'when a hook stops the writers',
      file: 'cutover: { block: { source: external }, hooks: [{ on: beforeBlock, run: [a], undo: [b] }] }',
      change: {
        source: { details: { accounts: [{ id: 'admin.shop', roles: ['admin.root'], bypassesWriteBlock: true }] } },
      },
    },
  ],
  GW519: [
    {
      what: 'nobody has to log in',
      change: { source: { details: { user: { name: undefined, database: undefined, roles: [], privileges: [] } } } },
      says: [/without a user/],
    },
  ],
  GW520: [
    {
      what: 'a member behind a wall',
      change: { source: { details: { unreachable: ['old-1.example.net:27017'] } } },
      says: [/old-1\.example\.net:27017/],
      severity: 'warning',
    },
    {
      what: 'a member that is down anyway',
      change: {
        source: { details: { unreachable: ['m2:27017'], members: members('PRIMARY', 'SECONDARY', 'DOWN') } },
      },
    },
  ],
  GW521: [
    {
      what: 'an application as the same user',
      change: { source: connected({ ...application('billing'), users: ['admin.sync'] }) },
      says: [/as "sync"/, /billing from 10\.0\.0\.9/, /would be lost/, /createUser/],
    },
    {
      what: 'a person as the same user',
      change: { source: connected({ ...application('mongosh 2.3.1'), users: ['admin.sync'] }) },
    },
    {
      what: 'an application as another one',
      change: { source: connected({ ...application('billing'), users: ['admin.shop'] }) },
    },
  ],
  GW522: [
    {
      what: 'one form only',
      file: push,
      change: { source: { details: { accounts: [syncAccount('SCRAM-SHA-256')] } } },
      says: [/cannot log in by SCRAM-SHA-1/, /updateUser\("sync"/],
    },
    {
      what: 'both',
      file: push,
      change: { source: { details: { accounts: [syncAccount('SCRAM-SHA-1', 'SCRAM-SHA-256')] } } },
    },
    {
      what: 'where Automation logs in',
      file: push.replace('clusterName: old', 'clusterName: old, managedAuthentication: true'),
      change: { source: { details: { accounts: [syncAccount('SCRAM-SHA-256')] } } },
    },
  ],
  GW523: [
    {
      what: 'a certificate',
      file: engine('mongomirror'),
      change: { destination: { details: { connection: { options: { authmechanism: 'MONGODB-X509' } } } } },
      says: [/MONGODB-X509/],
    },
    {
      what: 'a password',
      file: engine('mongomirror'),
      change: { destination: { details: { connection: { options: { authmechanism: 'SCRAM-SHA-256' } } } } },
    },
  ],
  GW524: [
    {
      what: 'nobody who has to be there',
      file: `${pullWith('{ type: file, file: { path: l } }')}\nphase: cutover`,
      byFileAlone: true,
      change: {},
      says: [/only a person can go on/, /--approve atlas/],
      severity: 'error',
      pointer: '/cutover',
    },
    {
      what: 'somebody',
      file: `${pullWith('{ type: file, file: { path: l } }')}\nphase: cutover\ncutover: { mode: auto, gates: { approvals: [{ name: atlas }] } }`,
      change: {},
    },
  ],
  GW525: [
    {
      what: 'a ledger on the destination',
      file: pullWith('{ type: auto }'),
      byFileAlone: true,
      change: {},
      says: [/has to be empty/, /type: mongodb/],
      severity: 'error',
      pointer: '/ledger',
    },
    { what: 'one elsewhere', file: pullWith('{ type: file, file: { path: l } }'), change: {} },
  ],
  GW526: [
    {
      what: 'a user whom the block would stop',
      file: `${pullWith('{ type: file, file: { path: l } }')}\nphase: cutover`,
      change: { source: { cluster: { canBypassBlock: false } } },
      says: [/could not write the mark/, /bypassWriteBlockingMode/],
      severity: 'error',
      pointer: '/source',
    },
  ],
};

function withPrivilege(user: typeof syncer, db: string, name: string, actions: string[]) {
  return { ...user, privileges: [...user.privileges, { resource: { db, collection: name }, actions }] };
}

function syncAccount(...mechanisms: string[]) {
  return { id: 'admin.sync', roles: ['admin.root'], bypassesWriteBlock: true, mechanisms };
}

function writerOf(...databases: string[]) {
  const actions = [
    'find',
    'insert',
    'update',
    'remove',
    'createCollection',
    'createIndex',
    'dropCollection',
    'dropIndex',
    'listCollections',
    'listIndexes',
    'collStats',
    'renameCollectionSameDB',
    'convertToCapped',
  ];
  return {
    name: 'w',
    database: 'admin',
    roles: [],
    privileges: [
      { resource: { cluster: true }, actions: ['listDatabases', 'serverStatus', 'replSetGetStatus'] },
      ...databases.map((db) => ({
        resource: { db, collection: '' },
        actions: [...actions, 'bypassDocumentValidation', 'collMod'],
      })),
    ],
  };
}
