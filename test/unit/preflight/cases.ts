/**
 * For each check, what makes it speak and what it says; and, where a boundary matters, what it has to keep quiet about.
 * Without the change every check has to be silent with the same file: that is tested for each case as well.
 */
import type { AtlasClusterFacts } from '../../../src/infra/atlas-facts.ts';
import { known } from '../../../src/mongo/details/observed.ts';
import type { ScanTrait } from '../../../src/observe/scan/scan-progress.ts';
import { type Change, collection, index } from './healthy.ts';

export interface Case {
  readonly what: string;
  /** Blocks of the file beside name and connections. */
  readonly file?: string;
  readonly change: Change;
  /** Of summary, detail and fix together; none where the check has to keep quiet. */
  readonly says?: readonly RegExp[];
  readonly severity?: 'error' | 'warning' | 'info';
  readonly pointer?: string;
  /** The file alone is at fault: without the change, too. */
  readonly byFileAlone?: boolean;
}

const mongosync = 'engine: { type: mongosync }';
/** Four days behind with what is applied, of which so many seconds are read. */
const spooling = (readSeconds: number) => ({
  lagSeconds: 4 * 86_400,
  appliedTime: 1_000n << 32n,
  spool: { bytes: 1, maxBytes: 2, from: 1_000n << 32n, until: BigInt(1_000 + readSeconds) << 32n },
});
const reversible = 'engine: { type: mongosync }\ncutover: { rollback: { mode: reverse } }';
const engine = (type: string) => `engine: { type: ${type} }`;
const version = (text: string) => {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { version: text, versionNumber: major * 100 + minor };
};
const namespaces = (...list: ReturnType<typeof collection>[]) => ({ source: { cluster: { namespaces: list } } });
const id = index('_id_', { _id: 1 });
const push = `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40 }
engine:
  type: atlasLiveMigration
  atlasLiveMigration:
    mode: push
    source: { projectId: 64f0c0ffee0000000000f00d, clusterName: old }
    migrationHosts: [vm001.example.com]`;
const sharded = { facts: { topology: 'sharded' as const } };
const shardingFacts = {
  shards: ['a', 'b'],
  balancerMode: 'off',
  hasBalancerWindow: false,
  zonedNamespaces: [],
  collections: [],
  draining: [],
  resharding: [],
  unequalIndexes: [],
};
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
function withPrivilege(user: typeof syncer, db: string, name: string, actions: string[]) {
  return { ...user, privileges: [...user.privileges, { resource: { db, collection: name }, actions }] };
}
const keep =
  'destination: { uri: { env: DESTINATION_URI }, existingData: keep }\nfilters: { include: [{ database: shop }] }';
const pull = push
  .slice(0, push.indexOf('engine:'))
  .concat('engine: { type: atlasLiveMigration, atlasLiveMigration: { mode: pull } }');
const pullWith = (ledger: string) => `${pull}\nledger: ${ledger}`;
const old42 = { facts: { ...version('4.2.6'), featureCompatibilityVersion: '4.0' } };
const shardedOrders = {
  details: {
    sharding: {
      ...shardingFacts,
      collections: [
        { namespace: 'shop.orders', key: [['a', '1'] as const, ['_id', 'hashed'] as const], isUnique: false },
      ],
    },
  },
};
const pair61 = { source: { facts: version('6.0.27') }, destination: { facts: version('7.0.20') } };

export const cases: Readonly<Record<string, readonly Case[]>> = {
  GW101: [
    { what: 'an old source', change: { source: { facts: version('4.0.28') } }, says: [/4\.0\.28/, /mongomirror/] },
    { what: 'the oldest that works', change: { source: { facts: version('4.2.0') } } },
  ],
  GW102: [
    {
      what: 'a standalone server',
      change: { destination: { facts: { topology: 'standalone' } } },
      says: [/destination \(new\) is a standalone/, /rs\.initiate/],
    },
  ],
  GW103: [
    {
      what: 'two ways to one server',
      change: { destination: { facts: { processId: 'old' } } },
      says: [/same cluster/],
      pointer: '/destination/uri',
    },
  ],
  GW104: [
    { what: 'a block of nobody', change: { source: { cluster: { writes: 'blocked' } } }, says: [/global: false/] },
    { what: 'our own block', change: { state: 'cuttingOver', source: { cluster: { writes: 'blocked' } } } },
  ],
  GW105: [
    {
      what: 'a change under way',
      change: { source: { details: { featureVersion: { version: '5.0', targetVersion: '6.0' } } } },
      says: [/being changed from 5\.0 to 6\.0/],
      severity: 'error',
    },
    {
      what: 'a 6.0 server that behaves like 5.0',
      change: { destination: { details: { featureVersion: { version: '5.0', targetVersion: undefined } } } },
      says: [/setFeatureCompatibilityVersion: "6\.0" \}\) on the destination/],
      severity: 'error',
    },
    {
      what: 'a 7.0 server that behaves like 6.0',
      change: { source: { facts: version('7.0.18') } },
      says: [/confirm: true/],
      severity: 'warning',
    },
  ],
  GW106: [
    {
      what: 'one of three down',
      change: { source: { details: { members: members('PRIMARY', 'SECONDARY', '(not reachable/healthy)') } } },
      says: [/m2:27017/],
      severity: 'warning',
    },
    {
      what: 'two of three down',
      change: { destination: { details: { members: members('PRIMARY', 'DOWN', 'DOWN') } } },
      says: [/Only 1 of the 2/],
      severity: 'error',
    },
  ],
  GW107: [
    {
      what: 'primary, secondary, arbiter',
      change: { source: { details: { members: members('PRIMARY', 'SECONDARY', 'ARBITER') } } },
      says: [/m2:27017 cannot help/, /rs\.remove/],
    },
    {
      what: 'three with data and two arbiters more than needed',
      change: {
        source: { details: { members: members('PRIMARY', 'SECONDARY', 'SECONDARY', 'SECONDARY', 'ARBITER') } },
      },
    },
  ],
  GW108: [
    {
      what: 'a build on the source',
      change: { source: { details: { indexBuilds: [{ namespace: 'shop.orders', indexes: ['a_1'], seconds: 40 }] } } },
      says: [/shop\.orders a_1/, /currentOp/],
      severity: 'warning',
    },
    {
      what: 'the same with mongosync',
      file: mongosync,
      change: { source: { details: { indexBuilds: [{ namespace: 'shop.orders', indexes: ['a_1'], seconds: 40 }] } } },
      says: [/index build/],
      severity: 'error',
    },
    {
      what: "the sync's own builds",
      change: {
        state: 'buildingIndexes',
        destination: { details: { indexBuilds: [{ namespace: 'shop.orders', indexes: ['a_1'], seconds: 4 }] } },
      },
    },
  ],
  GW109: [
    {
      what: 'notablescan',
      change: { destination: { details: { parameters: { notablescan: true } } } },
      says: [/notablescan: false/, /noTableScan/],
    },
  ],
  GW110: [
    {
      what: 'no no-ops',
      change: { source: { details: { parameters: { writePeriodicNoops: false } } } },
      says: [/no-ops/],
    },
  ],
  GW111: [
    {
      what: 'ten seconds',
      change: { source: { details: { parameters: { cursorTimeoutMillis: 10_000 } } } },
      says: [/10 s/, /cursorTimeoutMillis: 600000/],
    },
    { what: 'a minute', change: { source: { details: { parameters: { cursorTimeoutMillis: 60_000 } } } } },
  ],
  GW112: [
    {
      what: 'long keys left out',
      change: { source: { details: { parameters: { failIndexKeyTooLong: false } } } },
      says: [/failIndexKeyTooLong: true/],
    },
  ],
  GW113: [
    {
      what: 'MMAPv1',
      change: { source: { details: { status: status({ storageEngine: 'mmapv1' }) } } },
      says: [/mmapv1/],
    },
    {
      what: 'majority reads off',
      change: { source: { details: { status: status({ supportsCommittedReads: false }) } } },
      says: [/enableMajorityReadConcern/],
    },
  ],
  GW114: [
    {
      what: 'a profiled database',
      file: mongosync,
      change: { source: { details: { profiled: ['shop'] } } },
      says: [/getSiblingDB\("shop"\)\.setProfilingLevel\(0\)/],
    },
  ],
  GW115: [
    {
      what: 'a balancer that runs',
      change: { source: { details: { sharding: { ...shardingFacts, balancerMode: 'full' } } } },
      says: [/A step of the plan stops it/, /waive GW115/],
      severity: 'info',
    },
    {
      what: 'a window, with mongosync',
      file: mongosync,
      change: { source: { details: { sharding: { ...shardingFacts, hasBalancerWindow: true } } } },
      says: [/activeWindow/],
      severity: 'error',
    },
  ],
  GW116: [
    {
      what: 'a catalogue that may not be listed',
      change: { source: { details: { catalogue: { unobserved: 'not authorized' } } } },
      says: [/cannot be listed on the source/, /grantRolesToUser\("sync", \["readAnyDatabase"\]\)/],
      severity: 'error',
    },
  ],
  GW117: [
    {
      what: 'no secondary',
      file: 'source: { uri: { env: SOURCE_URI }, readFrom: { readPreference: secondary } }',
      change: { source: { details: { members: members('PRIMARY') } } },
      says: [/secondaryPreferred/],
      pointer: '/source/readFrom/readPreference',
    },
  ],
  GW118: [
    {
      what: 'mongosync from 5.0',
      file: mongosync,
      change: { source: { facts: version('5.0.30') } },
      says: [/Freeze/],
      severity: 'info',
    },
  ],
  GW119: [
    {
      what: 'a collection that is resharded',
      change: { source: { details: { sharding: { ...shardingFacts, resharding: ['shop.orders'] } } } },
      says: [/changing the shard key of shop\.orders/, /abortReshardCollection: "shop\.orders"/],
      severity: 'error',
    },
    {
      what: 'a shard that is emptied',
      change: { destination: { details: { sharding: { ...shardingFacts, draining: ['b'] } } } },
      says: [/emptying b, to remove it/, /removeShard: "b"/],
    },
    { what: 'shards at rest', change: { source: { details: { sharding: shardingFacts } } } },
  ],
  GW201: [
    { what: 'an old destination', change: { destination: { facts: version('5.0.4') } }, says: [/6\.0 or newer/] },
    { what: 'a destination older than the source', change: { source: { facts: version('7.0.1') } }, says: [/older/] },
  ],
  GW202: [
    {
      what: 'data that is there',
      change: { destination: { cluster: { namespaces: [collection('orders')] } } },
      says: [/shop\.orders/],
      pointer: '/destination/existingData',
    },
    {
      what: "the sync's own data",
      change: { state: 'copying', destination: { cluster: { namespaces: [collection('orders')] } } },
    },
  ],
  GW203: [
    {
      what: "mongosync's state",
      file: mongosync,
      change: { destination: { details: { databases: ['admin', '__mdb_internal_mongosync'] } } },
      says: [/dropDatabase/, /adopt: true/],
    },
    {
      what: 'another engine',
      change: { destination: { details: { databases: ['admin', '__mdb_internal_mongosync'] } } },
    },
  ],
  GW204: [
    { what: 'a left block', change: { destination: { cluster: { writes: 'blocked' } } }, says: [/global: false/] },
    { what: 'after the begin', change: { state: 'following', destination: { cluster: { writes: 'blocked' } } } },
  ],
  GW205: [
    {
      what: 'what Atlas answers on shared tiers',
      change: { destination: { details: { host: { unobserved: '(AtlasError) CMD_NOT_ALLOWED: hostInfo' } } } },
      says: [/M10/],
    },
    { what: 'another refusal', change: { destination: { details: { host: { unobserved: 'not authorized' } } } } },
  ],
  GW206: [
    {
      what: 'nobody',
      file: mongosync,
      change: { destination: { details: { accounts: [] } } },
      says: [/createUser/],
    },
  ],
  GW207: [
    {
      what: 'zones of a namespace in scope',
      file: mongosync,
      change: { destination: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['shop.orders'] } } } },
      says: [/shop\.orders/],
    },
    {
      what: 'zones of another',
      file: mongosync,
      change: { destination: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['other.orders'] } } } },
    },
  ],
  GW208: [
    {
      what: 'mongosync at work',
      change: { destination: { details: { clients: [client('mongosync')] } } },
      says: [/mongosync/],
    },
    {
      what: 'the engine itself',
      file: mongosync,
      change: { state: 'copying', destination: { details: { clients: [client('mongosync')] } } },
    },
    { what: 'an application', change: { destination: { details: { clients: [client('reports')] } } } },
  ],
  GW209: [
    {
      what: 'a global cluster',
      file: toAtlas(
        'type: GEOSHARDED, zones: [{ name: EU, regions: [{ region: EU_WEST_1, electable: { count: 3 } }] }]',
        'mongosync',
      ),
      change: {},
      says: [/global one/],
      pointer: '/destination/atlas/cluster/type',
      byFileAlone: true,
    },
    {
      what: 'one that takes every version',
      file: toAtlas('adopt: true', 'mongosync'),
      change: { atlas: atlasCluster({ followsReleases: true }) },
      says: [/versionReleaseSystem: LTS/],
    },
    {
      what: 'a BI connector, with Live Migration',
      file: push,
      change: { atlas: atlasCluster({ hasBiConnector: true }) },
      says: [/BI connector/],
      pointer: '/destination/atlas/cluster/biConnector',
    },
    {
      what: 'a BI connector, with mongosync',
      file: toAtlas('', 'mongosync'),
      change: { atlas: atlasCluster({ hasBiConnector: true }) },
    },
    {
      what: 'what the file will make of it',
      file: toAtlas('', 'mongosync'),
      change: { atlas: atlasCluster({ followsReleases: true }) },
    },
  ],
  GW210: [
    {
      what: 'a change under way',
      file: toAtlas(''),
      change: { atlas: atlasCluster({ state: 'UPDATING' }) },
      says: [/is being changed by Atlas/, /atlas clusters watch new/],
      severity: 'warning',
    },
    {
      what: 'a cluster that is removed',
      file: toAtlas(''),
      change: { atlas: atlasCluster({ state: 'DELETING' }) },
      says: [/is being removed/],
      severity: 'error',
    },
    {
      what: 'a paused one',
      file: toAtlas(''),
      change: { atlas: atlasCluster({ isPaused: true }) },
      says: [/paused/, /atlas clusters start new/],
      severity: 'error',
    },
    { what: 'one at rest', file: toAtlas(''), change: { atlas: atlasCluster({}) } },
    { what: 'none yet', file: toAtlas(''), change: { atlas: { cluster: undefined, temporaryAccess: [] } } },
  ],
  GW211: [
    {
      what: 'M30',
      file: push.replace('M40', 'M30'),
      change: {},
      says: [/is M30/, /during: \{ tier: M40 \}/],
      pointer: '/destination/atlas/cluster/tier',
      byFileAlone: true,
    },
    { what: 'M30 that is M50 while syncing', file: push.replace('M40', 'M30, during: { tier: M50 }'), change: {} },
    { what: 'M40', file: push, change: {} },
  ],
  GW212: [
    {
      what: 'an application too early',
      change: { state: 'following', destination: connected(application('billing')) },
      says: [/billing \(from 10\.0\.0\.9\)/],
    },
    {
      what: 'those who look on',
      change: {
        state: 'following',
        destination: connected(application('mongosh 2.3.1'), application('MongoDB Monitoring Module'), application('')),
      },
    },
    { what: 'before the begin', change: { destination: connected(application('billing')) } },
    {
      what: 'applications of other data',
      file: 'destination: { uri: { env: DESTINATION_URI }, existingData: keep }\nfilters: { include: [{ database: shop }] }',
      change: { state: 'following', destination: connected(application('billing')) },
    },
  ],
  GW213: [
    {
      what: 'Shop beside shop',
      change: { destination: { cluster: { namespaces: [collection('other', { database: 'Shop' })] } } },
      says: [/shop \(there is Shop\)/, /getSiblingDB\("Shop"\)\.dropDatabase/],
    },
    {
      what: 'the same name',
      change: { destination: { cluster: { namespaces: [collection('orders')] } } },
    },
    {
      what: 'a database that goes elsewhere',
      file: 'filters: { mapping: [{ from: shop, to: store }] }',
      change: { destination: { cluster: { namespaces: [collection('other', { database: 'Shop' })] } } },
    },
  ],
  GW301: [
    { what: '6.0 to 6.0', file: mongosync, change: {}, says: [/6\.0 to 6\.0/, /7\.0 or 8\.0/], byFileAlone: true },
    {
      what: 'an old patch',
      file: mongosync,
      change: { source: { facts: version('6.0.5') }, destination: { facts: version('7.0.20') } },
      says: [/6\.0\.24/],
      byFileAlone: true,
    },
    { what: '6.0 to 7.0', file: mongosync, change: pair61 },
    {
      what: '6.0 to a 7.0 that is not there yet',
      file: mongosync,
      change: { ...pair61, destination: { facts: version('7.0') } },
    },
    {
      what: '6.0 to 6.0 with 1.18',
      file: 'engine: { type: mongosync, mongosync: { version: "1.18.0" } }',
      change: {},
    },
  ],
  GW302: [
    { what: '6.0 to 6.0, pushed', file: push, change: {} },
    {
      what: '6.0 to 6.0, pulled',
      file: pull,
      change: {},
      says: [/mongoDBVersion: "7\.0"/],
      byFileAlone: true,
    },
    {
      what: '7.0 to 6.0',
      file: push,
      change: { source: { facts: version('7.0.20') } },
      says: [/cannot bring MongoDB 7\.0 to 6\.0/],
    },
    {
      what: 'an old patch, pushed',
      file: push,
      change: { source: { facts: version('6.0.5') } },
      says: [/source is MongoDB 6\.0\.5/, /6\.0\.17/],
      pointer: '/source',
    },
    { what: '6.0 to a 7.0 that is not there yet', file: push, change: { destination: { facts: version('7.0') } } },
    { what: '6.0 to 7.0', file: push, change: pair61 },
  ],
  GW303: [
    { what: '6.0 to 6.0', file: engine('mongomirror'), change: {}, says: [/builtin/], byFileAlone: true },
    { what: '5.0 to 6.0', file: engine('mongomirror'), change: { source: { facts: version('5.0.30') } } },
  ],
  GW304: [
    {
      what: 'a unique index and its double',
      change: namespaces(
        collection('orders', {
          indexes: [id, index('number_1', { number: 1 }, { isUnique: true }), index('number_plain', { number: 1 })],
        }),
      ),
      says: [/number_1, number_plain/, /dropIndex\("number_plain"\)/],
    },
    {
      what: 'one that is sparse',
      change: namespaces(
        collection('orders', {
          indexes: [
            id,
            index('number_1', { number: 1 }, { isUnique: true, options: { isSparse: true } }),
            index('number_plain', { number: 1 }),
          ],
        }),
      ),
    },
    {
      what: 'another order of keys',
      change: namespaces(
        collection('orders', {
          indexes: [id, index('ab', { a: 1, b: 1 }, { isUnique: true }), index('ba', { b: 1, a: 1 })],
        }),
      ),
    },
  ],
  GW305: [
    {
      what: 'geoHaystack',
      change: namespaces(collection('places', { indexes: [id, index('pos', { pos: 'geoHaystack', type: 1 })] })),
      says: [/geoHaystack/, /dropIndex\("pos"\)/],
    },
    {
      what: 'index version 0',
      change: namespaces(collection('old', { indexes: [id, index('a_1', { a: 1 }, { options: { version: 0 } })] })),
      says: [/version 0/],
    },
    {
      what: 'every kind of today',
      change: namespaces(
        collection('all', {
          indexes: [
            id,
            index('t', { _fts: 'text', _ftsx: 1 }),
            index('h', { a: 'hashed' }),
            index('g', { p: '2dsphere', q: -1 }),
            index('l', { p: '2d' }),
            index('w', { '$**': 1.5 }),
          ],
        }),
      ),
    },
  ],
  GW306: [
    {
      what: 'an empty text',
      change: namespaces(collection('old', { indexes: [id, index('a', { a: '' })] })),
      says: [/a: ""/, /createIndex\(\{"a":1\}/],
    },
    { what: 'zero', change: namespaces(collection('old', { indexes: [id, index('a', { a: 0 })] })), says: [/a: 0/] },
    {
      what: 'true',
      change: namespaces(collection('old', { indexes: [id, index('a', { a: true })] })),
      says: [/a: true/],
    },
    {
      what: 'an unknown option, with mongosync',
      file: mongosync,
      change: namespaces(
        collection('old', { indexes: [id, index('a', { a: 1 }, { options: { unknownOptions: ['safe'] } })] }),
      ),
      says: [/option safe/],
      severity: 'warning',
    },
  ],
  GW307: [
    {
      what: 'mongosync',
      file: mongosync,
      change: namespaces(collection('readings', { type: 'timeseries' })),
      says: [/shop\.readings/, /database: shop, collections: \[readings\]/],
    },
    {
      what: 'the built-in engine from 5.0',
      change: {
        source: { facts: version('5.0.4'), cluster: { namespaces: [collection('r', { type: 'timeseries' })] } },
      },
      says: [/Upgrade the source/],
    },
    { what: 'the built-in engine from 6.0', change: namespaces(collection('readings', { type: 'timeseries' })) },
  ],
  GW308: [
    {
      what: 'with mongosync',
      file: mongosync,
      change: namespaces(collection('log', { isClustered: true, options: { expireAfterSeconds: 60 } })),
      says: [/shop\.log/],
    },
    { what: 'without expiry', file: mongosync, change: namespaces(collection('log', { isClustered: true })) },
  ],
  GW309: [
    {
      what: 'with mongosync',
      file: mongosync,
      change: namespaces(collection('ring', { isCapped: true })),
      says: [/enableCappedCollectionHandling: true/],
    },
    {
      what: 'with its option',
      file: 'engine: { type: mongosync, mongosync: { enableCappedCollectionHandling: true } }',
      change: namespaces(collection('ring', { isCapped: true })),
    },
  ],
  GW310: [
    {
      what: 'an old driver',
      change: { source: { details: { clients: [{ ...client('billing'), driver: 'PyMongo', version: '3.4.0' }] } } },
      says: [/PyMongo 3\.4\.0 of billing/],
    },
    {
      what: 'the driver of another language, under the names that it goes by',
      change: {
        source: {
          details: { clients: [{ ...client('web'), driver: 'mongoc / ext-mongodb:PHP', version: '1.8.2 / 1.3.4' }] },
        },
      },
      says: [/mongoc \/ ext-mongodb:PHP 1\.8\.2 \/ 1\.3\.4 of web/],
    },
    {
      what: 'one that is new enough',
      change: {
        source: { details: { clients: [{ ...client('web'), driver: 'mongo-java-driver|sync', version: '4.11.0' }] } },
      },
    },
    {
      what: 'a source that counts the old protocol',
      change: { source: { details: { status: status({ legacyRequests: 3 }) } } },
      says: [/got 3 requests in the old wire protocol/],
    },
    {
      what: 'a driver that nobody knows',
      change: { source: { details: { clients: [{ ...client('x'), driver: 'own', version: '0.1' }] } } },
    },
  ],
  GW311: [
    {
      what: 'a view on what is filtered out',
      file: 'filters: { include: [{ database: shop, collections: [recent] }] }',
      change: namespaces(collection('recent', { type: 'view', options: { viewOn: 'orders' } })),
      says: [/shop\.recent \(on orders\)/],
    },
    {
      what: 'a view on what is there',
      file: 'filters: { include: [{ database: shop }] }',
      change: namespaces(collection('recent', { type: 'view', options: { viewOn: 'orders' } }), collection('orders')),
    },
  ],
  GW312: [
    {
      what: 'encrypted fields',
      change: namespaces(collection('patients', { options: { isEncrypted: true } })),
      says: [/shop\.patients/],
    },
  ],
  GW313: [
    {
      what: 'ClusterSync',
      file: engine('clusterSync'),
      change: namespaces(collection('system.js', { documents: 2 })),
      says: [/stored functions of shop/],
    },
    { what: 'the built-in engine', change: namespaces(collection('system.js', { documents: 2 })) },
  ],
  GW314: [
    {
      what: 'mongorestore that validates',
      file: 'engine: { type: dumpRestore, dumpRestore: { bypassDocumentValidation: false } }',
      change: namespaces(collection('orders', { options: { hasValidator: true }, bytes: 1 })),
      says: [/bypassDocumentValidation: true/],
      severity: 'error',
    },
    {
      what: 'mongorestore as it is called',
      file: engine('dumpRestore'),
      change: namespaces(collection('orders', { options: { hasValidator: true }, bytes: 1 })),
    },
  ],
  GW315: [
    {
      what: '64 indexes',
      file: 'engine: { type: mongosync }\nsharding: { entries: [] }',
      change: {
        ...namespaces(
          collection('wide', { indexes: Array.from({ length: 64 }, (_, n) => index(`i${n}`, { [`f${n}`]: 1 })) }),
        ),
        destination: sharded,
      },
      says: [/shop\.wide \(64\)/],
    },
    {
      what: '64 indexes on a replica set',
      file: mongosync,
      change: namespaces(
        collection('wide', { indexes: Array.from({ length: 64 }, (_, n) => index(`i${n}`, { [`f${n}`]: 1 })) }),
      ),
    },
  ],
  GW316: [
    {
      what: 'shard keys that mongosync would leave out',
      file: 'engine: { type: mongosync }\nsharding: { entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: {},
      says: [/only on the way from a replica set to a sharded cluster/],
      pointer: '/sharding',
      byFileAlone: true,
    },
    {
      what: 'shard keys that it needs',
      file: 'engine: { type: mongosync }\nsharding: { entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: { destination: sharded },
    },
    {
      what: 'shard keys for a replica set, with the built-in engine',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: {},
      says: [/shop\.orders is to be sharded, and the destination is a replica set/],
      pointer: '/sharding',
      byFileAlone: true,
    },
    {
      what: 'shard keys that the built-in engine gives',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: { source: sharded, destination: sharded },
    },
    { what: 'sharded to replica set', change: { source: sharded }, says: [/type: SHARDED/] },
    { what: 'mongosync without entries', file: mongosync, change: { destination: sharded }, says: [/entries: \[\]/] },
    {
      what: 'shards of which nobody has said what goes on them',
      change: { destination: sharded },
      says: [/each arrives whole on one shard/, /entries: \[\]/],
      severity: 'warning',
      pointer: '/sharding',
    },
    { what: 'nothing to shard, said', file: 'sharding: { entries: [] }', change: { destination: sharded } },
    { what: 'sharded to sharded', change: { source: sharded, destination: sharded } },
  ],
  GW317: [
    {
      what: 'a capped collection',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: namespaces(collection('orders', { isCapped: true })),
      says: [/capped/],
      pointer: '/sharding/entries/0/namespace',
    },
    {
      what: 'a time series',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: namespaces(collection('orders', { type: 'timeseries' })),
      says: [/time-series/],
      pointer: '/sharding/entries/0/namespace',
    },
    {
      what: 'a capped collection under the name that it will have',
      file: 'filters: { mapping: [{ from: shop, to: store }] }\nsharding: { createSupportingIndexes: true, entries: [{ namespace: store.orders, key: { a: 1 } }] }',
      change: namespaces(collection('orders', { isCapped: true })),
      says: [/store\.orders is a capped/],
    },
    {
      what: 'a unique index that does not begin with it',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: namespaces(collection('orders', { indexes: [id, index('n', { n: 1 }, { isUnique: true })] })),
      says: [/unique index n/],
    },
    {
      what: 'a misspelt name',
      file: 'sharding: { createSupportingIndexes: true, entries: [{ namespace: shop.order, key: { a: 1 } }] }',
      change: {},
      says: [/shop\.order,/],
      severity: 'warning',
      byFileAlone: true,
    },
  ],
  GW318: [
    {
      what: 'no index for the key',
      file: 'sharding: { entries: [{ namespace: shop.orders, key: { a: 1, _id: hashed } }] }',
      change: {},
      says: [/createIndex\(\{ "a": 1, "_id": "hashed" \}\)/],
      byFileAlone: true,
    },
    {
      what: 'an index that begins with it',
      file: 'sharding: { entries: [{ namespace: shop.orders, key: { a: 1 } }] }',
      change: namespaces(collection('orders', { indexes: [id, index('ab', { a: 1, b: 1 })] })),
    },
  ],
  GW319: [
    {
      what: 'a misspelt collection',
      file: 'filters: { include: [{ database: shop, collections: [orders, custmers] }] }',
      change: {},
      says: [/shop\.custmers/],
      pointer: '/filters/include/0/collections/1',
      byFileAlone: true,
    },
    {
      what: 'names that are there',
      file: 'filters: { include: [{ database: shop, collections: [orders] }] }',
      change: {},
    },
  ],
  GW320: [
    {
      what: 'NaN',
      change: namespaces(
        collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: Number.NaN })] }),
      ),
      says: [/shop\.s at_1/, /collMod: "s"/],
    },
    {
      what: 'zero',
      change: namespaces(collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: 0 })] })),
    },
  ],
  GW321: [
    {
      what: 'none',
      change: namespaces(collection('old', { indexes: [index('a', { a: 1 })] })),
      says: [/createIndex\(\{ _id: 1 \}\)/],
    },
    {
      what: 'a clustered collection',
      change: namespaces(collection('c', { isClustered: true, indexes: [index('a', { a: 1 })] })),
    },
  ],
  GW322: [
    {
      what: 'a user that is missing',
      change: { destination: { details: { accounts: [] } } },
      says: [/admin\.shop/],
    },
    {
      what: 'switched off',
      file: 'usersAndRoles: { mode: "off" }',
      change: { destination: { details: { accounts: [] } } },
    },
  ],
  GW323: [
    {
      what: 'a sharded collection with a collation',
      file: mongosync,
      change: {
        source: {
          cluster: { namespaces: [collection('orders', { options: { hasCollation: true } })] },
          details: {
            sharding: {
              ...shardingFacts,
              collections: [{ namespace: 'shop.orders', key: [['a', '1']], isUnique: false }],
            },
          },
        },
      },
      says: [/shop\.orders/],
    },
    {
      what: 'an unsharded one',
      file: mongosync,
      change: namespaces(collection('orders', { options: { hasCollation: true } })),
    },
  ],
  GW324: [
    {
      what: 'other versions',
      file: reversible,
      change: { destination: { facts: version('7.0.20') } },
      says: [/same major version/],
    },
    {
      what: 'an old source',
      file: reversible,
      change: { source: { facts: version('5.0.30') }, destination: { facts: version('5.0.30') } },
      says: [/6\.0/],
    },
    {
      what: 'other numbers of shards',
      file: reversible,
      change: {
        source: { ...sharded, details: { sharding: shardingFacts } },
        destination: { ...sharded, details: { sharding: { ...shardingFacts, shards: ['a'] } } },
      },
      says: [/2 shards.*1/],
    },
    { what: 'no way back asked for', file: mongosync, change: { destination: { facts: version('7.0.20') } } },
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
  GW325: [
    {
      what: 'one that is missing',
      change: {
        source: { details: { searchIndexes: [search('default'), search('other')] } },
        destination: { details: { searchIndexes: [search('other')] } },
      },
      says: [/shop\.orders default$/m, /createSearchIndex\("default", "search", \{"mappings":\{"dynamic":true\}\}\)/],
      severity: 'warning',
      pointer: '/searchIndexes',
    },
    {
      what: 'one that is there',
      change: {
        source: { details: { searchIndexes: [search('a')] } },
        destination: { details: { searchIndexes: [search('a')] } },
      },
    },
    {
      what: 'one that is declared',
      file: 'searchIndexes: { entries: [{ namespace: shop.orders, name: a, definition: { mappings: { dynamic: true } } }] }',
      change: { source: { details: { searchIndexes: [search('a')] } } },
    },
    {
      what: 'switched off',
      file: 'searchIndexes: { mode: "off" }',
      change: { source: { details: { searchIndexes: [search('a')] } } },
    },
    {
      what: 'one that is a step of the plan',
      file: 'searchIndexes: { mode: copy }',
      change: { source: { details: { searchIndexes: [search('a')] } } },
    },
  ],
  GW326: [
    {
      what: 'settings of the source',
      change: { source: { details: { querySettings: ['find on shop.orders'] } } },
      says: [/find on shop\.orders/, /setQuerySettings/],
    },
    {
      what: 'settings that are there, too',
      change: {
        source: { details: { querySettings: ['find on shop.orders'] } },
        destination: { details: { querySettings: ['find on shop.orders'] } },
      },
    },
  ],
  GW327: [
    {
      what: 'no indexes',
      file: 'engine: { type: mongosync }\nindexes: { build: never }',
      change: namespaces(collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: 60 })] })),
      says: [/shop\.s/],
    },
    {
      what: 'indexes',
      file: mongosync,
      change: namespaces(collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: 60 })] })),
    },
  ],
  GW328: [
    {
      what: 'a destination that behaves like 4.0',
      file: engine('dumpRestore'),
      change: { ...scan('longIndexKey', 'text_1'), destination: old42 },
      says: [/shop\.orders text_1 \(2: _id 7, 8\)/, /setFeatureCompatibilityVersion: "4\.2"/],
    },
    {
      what: 'a destination without the limit',
      file: engine('dumpRestore'),
      change: { ...scan('longIndexKey', 'text_1'), destination: { facts: version('4.2.6') } },
    },
  ],
  GW329: [
    {
      what: 'a standalone server',
      file: 'engine: { type: dumpRestore, dumpRestore: { oplog: true } }',
      change: { source: { facts: { topology: 'standalone' } } },
      says: [/has no oplog/],
    },
    {
      what: 'a sharded cluster',
      file: 'engine: { type: dumpRestore, dumpRestore: { oplog: true } }',
      change: { source: sharded },
      says: [/mongos/],
    },
    { what: 'without the option', file: engine('dumpRestore'), change: { source: sharded } },
  ],
  GW330: [
    {
      what: 'with mongosync',
      file: mongosync,
      change: scan('duplicateNames'),
      says: [/shop\.orders \(2: _id 7, 8\)/, /replaceOne\(\{ _id: 7 \}/],
    },
    { what: 'another peculiarity', file: mongosync, change: scan('dollarNames') },
    { what: 'the built-in engine, which compares every document', change: scan('duplicateNames') },
    {
      what: 'the built-in engine, when nobody does',
      file: 'verification: { mode: sample }',
      change: scan('duplicateNames'),
      says: [/verification\.mode is sample/, /verification\.mode: full/],
      severity: 'warning',
      pointer: '/verification/mode',
    },
  ],
  GW333: [
    {
      what: 'two that the index never saw',
      change: scan('uniqueConflict', 'text_1'),
      says: [
        /shop\.orders text_1 \(2: _id 7, 8\)/,
        /getCollection\("orders"\)\.find\(\{ _id: \{ \$in: \[7, 8\] \} \}\)/,
      ],
      severity: 'error',
    },
    {
      what: 'too many to be compared',
      change: scan('uniqueUnknown', 'text_1'),
      says: [/too many/, /hint: \{ \$natural: 1 \}/],
      severity: 'warning',
    },
    { what: 'long keys that are all different', change: scan('longIndexKey', 'text_1') },
  ],
  GW331: [
    { what: 'with ClusterSync', file: engine('clusterSync'), change: scan('dollarNames'), says: [/shop\.orders/] },
  ],
  GW332: [
    { what: 'with ClusterSync', file: engine('clusterSync'), change: scan('emptyTimestamp'), says: [/own clock/] },
    { what: 'with mongosync from 6.0', file: mongosync, change: scan('emptyTimestamp') },
    {
      what: 'with mongosync from 5.0',
      file: mongosync,
      change: { ...scan('emptyTimestamp'), source: { facts: version('5.0.30') } },
      says: [/Timestamp\(0, 0\)/],
    },
  ],
  GW334: [{ what: 'one _id on two shards', change: scan('duplicateId'), says: [/cleanupOrphaned/] }],
  GW335: [
    { what: 'an array as _id', change: scan('refusedId'), says: [/array/] },
    { what: 'an unknown type', change: scan('unknownType'), says: [/bsondump/] },
  ],
  GW336: [
    {
      what: 'an index that a shard lacks',
      change: { source: { details: { sharding: { ...shardingFacts, unequalIndexes: ['shop.orders a_1'] } } } },
      says: [/shop\.orders a_1/, /dropIndex\("a_1"\)/, /\$indexStats/],
      severity: 'error',
    },
    { what: 'equal ones', change: { source: { details: { sharding: shardingFacts } } } },
  ],
  GW337: [
    {
      what: 'zones of the source',
      change: { source: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['shop.orders'] } } } },
      says: [/Before the sync begins: .*updateZoneKeyRange\("shop\.orders"/],
    },
    {
      what: 'zones of the source, which mongosync refuses on the destination',
      file: mongosync,
      change: { source: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['shop.orders'] } } } },
      says: [/After the migration: /],
    },
    {
      what: 'zones that are there already',
      change: {
        source: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['shop.orders'] } } },
        destination: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['shop.orders'] } } },
      },
    },
    {
      what: 'zones of what is filtered out',
      change: { source: { details: { sharding: { ...shardingFacts, zonedNamespaces: ['other.things'] } } } },
    },
  ],
  GW338: [
    {
      what: 'a shard key that is forgotten',
      file: engine('dumpRestore'),
      change: {
        source: { ...sharded, ...shardedOrders },
        destination: { ...sharded, details: { sharding: shardingFacts } },
      },
      says: [/sh\.shardCollection\("shop\.orders", \{"a":1,"_id":"hashed"\}\)/],
    },
    {
      what: 'a time series, with an engine that keeps other keys',
      change: {
        source: {
          ...sharded,
          cluster: { namespaces: [collection('orders'), collection('load', { type: 'timeseries' })] },
          details: {
            sharding: {
              ...shardedOrders.details.sharding,
              collections: [
                ...shardedOrders.details.sharding.collections,
                { namespace: 'shop.system.buckets.load', key: [['meta', '1'] as const], isUnique: false },
              ],
            },
          },
        },
        destination: { ...sharded, details: { sharding: shardingFacts } },
      },
      says: [/1 time-series collection of the source is sharded and arrives unsharded: shop\.load/],
    },
    {
      what: 'a collection that is sharded there already',
      file: engine('dumpRestore'),
      change: { source: { ...sharded, ...shardedOrders }, destination: { ...sharded, ...shardedOrders } },
    },
    {
      what: 'a replica set as destination',
      file: engine('dumpRestore'),
      change: { source: { ...sharded, ...shardedOrders } },
    },
  ],
  GW339: [
    {
      what: 'an index from before 6.0',
      change: namespaces(uniqueOrders(12)),
      says: [/shop\.orders number_1 \(form 12\)/, /build it anew/],
      severity: 'warning',
      pointer: '/cutover/rollback/mode',
    },
    { what: 'an index of today', change: namespaces(uniqueOrders(14)) },
    { what: 'no way back', file: 'cutover: { rollback: { mode: none } }', change: namespaces(uniqueOrders(12)) },
    { what: 'a server that does not tell', change: namespaces(uniqueOrders(undefined)) },
    { what: 'mongosync, which is not asked to go back', file: mongosync, change: namespaces(uniqueOrders(12)) },
    {
      what: 'mongosync, which is',
      file: reversible,
      change: namespaces(uniqueOrders(12)),
      says: [/form 12/],
      severity: 'error',
    },
  ],
  GW340: [
    {
      what: 'a view beside data that stays',
      file: `engine: { type: mongosync }\n${keep}`,
      change: namespaces(collection('recent', { type: 'view', options: { viewOn: 'orders' } }), collection('orders')),
      says: [/createView\("recent", "orders", PIPELINE\)/],
    },
    {
      what: 'a view in an empty destination',
      file: mongosync,
      change: namespaces(collection('recent', { type: 'view', options: { viewOn: 'orders' } }), collection('orders')),
    },
  ],
  GW341: [
    {
      what: 'a Community source',
      file: mongosync,
      change: { source: { facts: { isEnterprise: false } } },
      says: [/the source \(old\)/],
      severity: 'info',
    },
    {
      what: 'a server that does not tell',
      file: mongosync,
      change: { source: { facts: { isEnterprise: undefined } } },
    },
  ],
  GW343: [
    {
      what: 'a mode that came later',
      file: 'engine: { type: mongosync, mongosync: { version: "1.13.0" } }\nindexes: { build: excludeHashed }',
      change: {},
      says: [/came with 1\.14/],
      pointer: '/indexes/build',
      byFileAlone: true,
    },
    {
      what: 'after the copy, from 5.0',
      file: 'engine: { type: mongosync }\nindexes: { build: excludeHashedAfterCopy }',
      change: { source: { facts: version('5.0.30') } },
      says: [/excludeHashed$/m],
    },
    {
      what: 'no indexes, and back',
      file: `${reversible}\nindexes: { build: never }`,
      change: {},
      says: [/refuses to go back/],
      byFileAlone: true,
    },
    { what: 'the default', file: 'engine: { type: mongosync, mongosync: { version: "1.13.0" } }', change: {} },
  ],
  GW344: [
    {
      what: 'a collection of 600 GB',
      file: naturally('{ database: shop, collections: [orders] }'),
      change: namespaces(collection('orders', { bytes: 600e9 })),
      says: [/shop\.orders \(600 GB\)/],
      pointer: '/engine/mongosync/copyInNaturalOrder/0',
    },
    {
      what: 'a misspelt name',
      file: naturally('{ database: shop, collections: [ordres] }'),
      change: {},
      says: [/Nothing in scope is shop\.ordres/],
      byFileAlone: true,
    },
    { what: 'everything', file: naturally('{ database: . }'), change: {} },
  ],
  GW345: [
    {
      what: 'a TTL index, and nobody else who compares',
      file: 'engine: { type: mongosync }\nverification: { mode: counts }',
      change: namespaces(
        collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: 60 })] }),
        collection('ring', { isCapped: true }),
        collection('orders'),
      ),
      says: [/2 collections: shop\.s \(TTL index\) and shop\.ring \(capped\)/],
      pointer: '/verification/mode',
    },
    {
      what: 'a TTL index that godwit compares',
      file: mongosync,
      change: namespaces(collection('s', { indexes: [id, index('at_1', { at: 1 }, { expireAfterSeconds: 60 })] })),
    },
  ],
  GW346: [
    {
      what: 'a sharded 5.0 source',
      file: mongosync,
      change: { source: { facts: { ...version('5.0.30'), topology: 'sharded' }, ...shardedOrders } },
      says: [/cleanupOrphaned: "shop\.orders"/],
    },
    {
      what: 'a sharded 6.0 source',
      file: mongosync,
      change: { source: { ...sharded, ...shardedOrders } },
    },
  ],
  GW347: [
    {
      what: 'transactions beside a filter',
      file: 'engine: { type: mongomirror }\nfilters: { include: [{ database: shop }] }',
      change: { source: { details: { status: status({ transactions: 12 }) } } },
      says: [/12 transactions/],
      pointer: '/filters',
    },
    {
      what: 'transactions, all of them copied',
      file: engine('mongomirror'),
      change: { source: { details: { status: status({ transactions: 12 }) } } },
    },
  ],
  GW348: [
    {
      what: 'an older destination',
      file: engine('dumpRestore'),
      change: { destination: { facts: version('5.0.4') } },
      says: [/older than the source/, /6\.0 or newer/],
      severity: 'error',
    },
    {
      what: 'an oplog for another version',
      file: 'engine: { type: dumpRestore, dumpRestore: { oplog: true } }',
      change: { destination: { facts: version('7.0.20') } },
      says: [/replay an oplog of MongoDB 6\.0 on 7\.0/],
      severity: 'warning',
    },
    { what: 'a newer destination', file: engine('dumpRestore'), change: { destination: { facts: version('7.0.20') } } },
  ],
  GW349: [
    { what: 'dots', file: engine('clusterSync'), change: scan('dottedNames'), says: [/dot in a field name/] },
    { what: 'NaN', file: engine('clusterSync'), change: scan('notANumberId'), says: [/NaN as _id/] },
  ],
  GW401: [
    {
      what: 'an oplog of an hour, with mongosync',
      file: mongosync,
      change: { source: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } } },
      says: [/1 h 00 min/, /replSetResizeOplog/],
      severity: 'error',
    },
    {
      what: 'an oplog of an hour, read while copying',
      change: { source: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } } },
      says: [/replSetResizeOplog/],
      severity: 'warning',
    },
    {
      what: 'an oplog of an hour, with a spool that takes up too little',
      file: 'engine: { type: builtin, builtin: { spool: { path: ./spool, maxSize: 1GB } } }',
      change: { source: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } } },
      says: [/reaches back 1 h 00 min, the spool takes up 30 min 00 s more/, /spool\.maxSize/],
      severity: 'warning',
    },
    ...['', ', maxSize: 200GB'].map((size) => ({
      what: `an oplog of an hour, with a spool${size}`,
      file: `engine: { type: builtin, builtin: { spool: { path: ./spool${size} } } }`,
      change: { source: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } } },
    })),
    {
      what: 'an oplog that is long enough but for its busiest hours',
      file: mongosync,
      change: {
        source: {
          details: { oplog: { usedBytes: 5e10, maxBytes: 5e10, spanSeconds: 7 * 86_400, peakBytesPerSecond: 5e7 } },
        },
      },
      says: [/reaches back 16 min 40 s while writes are at their most/, /replSetResizeOplog/],
      severity: 'error',
    },
    {
      what: 'an oplog that is not full yet',
      change: { source: { details: { oplog: { usedBytes: 1e6, maxBytes: 1e9, spanSeconds: 3600 } } } },
    },
    {
      what: 'after the copy',
      change: {
        state: 'following',
        source: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } },
      },
    },
  ],
  GW402: [
    {
      what: 'a disk that is too small',
      change: { destination: { details: { disk: { totalBytes: 2e11, freeBytes: 1.2e11 } } } },
      says: [/120 GB free/, /130 GB/],
      pointer: '/destination',
    },
    { what: 'just enough', change: { destination: { details: { disk: { totalBytes: 2e11, freeBytes: 1.31e11 } } } } },
    {
      what: 'not enough for mongosync',
      file: mongosync,
      change: { destination: { details: { disk: { totalBytes: 5e11, freeBytes: 2.7e11 } } } },
      says: [/275 GB/],
    },
  ],
  GW403: [
    {
      what: 'half the memory',
      change: { destination: { details: { host: { memoryBytes: 32e9, cores: 16 } } } },
      says: [/32 GB/],
    },
    { what: 'rounding', change: { destination: { details: { host: { memoryBytes: 62e9, cores: 16 } } } } },
  ],
  GW404: [
    {
      what: 'half the cores',
      change: { destination: { details: { host: { memoryBytes: 64e9, cores: 8 } } } },
      says: [/8 cores/],
    },
  ],
  GW405: [
    {
      what: 'few left',
      change: { source: { details: { status: status({ availableConnections: 12 }) } } },
      says: [/12 connections/],
    },
  ],
  GW406: [
    {
      what: 'a hundred million documents',
      file: mongosync,
      change: namespaces(collection('orders', { documents: 100e6 })),
      says: [/60 GB/],
      severity: 'info',
    },
  ],
  GW407: [
    {
      what: 'scaling while syncing',
      file: `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40, autoScaling: { compute: { maxTier: M80 } } }`,
      change: {},
      says: [/during: \{ autoScaling: off \}/],
      byFileAlone: true,
    },
    {
      what: 'what Atlas says, where the file says nothing',
      file: toAtlas(''),
      change: { atlas: atlasCluster({ scalesTier: true }) },
      says: [/by what Atlas says/],
    },
    {
      what: 'off by the file, which has not come to pass',
      file: toAtlas('during: { autoScaling: off }'),
      change: { atlas: atlasCluster({ scalesTier: true }) },
    },
    {
      what: 'off by the file, and on all the same',
      file: toAtlas('during: { autoScaling: off }'),
      change: { state: 'copying', atlas: atlasCluster({ scalesTier: true }) },
      says: [/by what Atlas says/],
    },
    {
      what: 'off while syncing',
      file: `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40, autoScaling: { compute: { maxTier: M80 } }, during: { autoScaling: off } }`,
      change: {},
    },
  ],
  GW408: [
    { what: '200 GB', file: engine('dumpRestore'), change: {}, says: [/200 GB/], byFileAlone: true },
    { what: '1 GB', file: engine('dumpRestore'), change: namespaces(collection('orders', { bytes: 1e9 })) },
  ],
  GW410: [
    {
      what: 'far behind',
      change: { state: 'following', engine: { progress: { lagSeconds: 4 * 86_400 } as never } },
      says: [/4 d 00 h behind/, /replSetResizeOplog/],
      severity: 'error',
    },
    { what: 'an hour behind', change: { state: 'following', engine: { progress: { lagSeconds: 3600 } as never } } },
    {
      what: 'far behind with applying, and not with reading',
      change: { state: 'following', engine: { progress: spooling(4 * 86_400 - 60) as never } },
    },
    {
      what: 'far behind with both',
      change: { state: 'following', engine: { progress: spooling(3_600) as never } },
      says: [/3 d 23 h behind with reading/],
    },
    {
      what: 'far behind on the way back',
      change: {
        state: 'reversing',
        destination: { details: { oplog: { usedBytes: 1e9, maxBytes: 1e9, spanSeconds: 3600 } } },
        engine: { isReversed: true, progress: { lagSeconds: 3000 } as never },
      },
      says: [/oplog of the destination \(new\)/, /each member of the destination/],
    },
  ],
  GW411: [
    {
      what: 'five per cent',
      change: { state: 'copying', destination: { details: { disk: { totalBytes: 1e12, freeBytes: 5e10 } } } },
      says: [/50 GB of 1 TB/, /godwit pause/],
    },
    {
      what: 'before the begin',
      change: { destination: { details: { disk: { totalBytes: 1e12, freeBytes: 5e10 + 1e11 } } } },
    },
  ],
  GW412: [
    {
      what: 'a busy primary',
      file: toAtlas(''),
      change: { state: 'copying', atlas: atlasLoads([95, 40], [30, 10]) },
      says: [/processors.*one \(95 %\)$/m, /during\.tier/],
    },
    {
      what: 'the full disk of one shard',
      file: toAtlas(''),
      change: { state: 'copying', atlas: atlasLoads([10, 40], [30, 93]) },
      says: [/nearly full: two \(93 %\)/],
    },
    { what: 'room on both', file: toAtlas(''), change: { state: 'copying', atlas: atlasLoads([89, 40], [89, 10]) } },
    { what: 'before the begin', file: toAtlas(''), change: { atlas: atlasLoads([99], [99]) } },
    { what: 'not measured yet', file: toAtlas(''), change: { state: 'copying', atlas: atlasCluster({}) } },
  ],
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
  GW519: [
    {
      what: 'nobody has to log in',
      change: { source: { details: { user: { name: undefined, database: undefined, roles: [], privileges: [] } } } },
      says: [/without a user/],
    },
  ],
};

function scan(trait: ScanTrait, indexName?: string): Change {
  const finding = { trait, namespace: 'shop.orders', index: indexName, count: 2, first: ['7', '8'] };
  return { scan: { documents: 10, found: [finding] } };
}

/** As a look at all connections shows it. */
function application(name: string) {
  return { application: name, driver: 'nodejs 6.9.0', users: ['admin.shop'], hosts: ['10.0.0.9'], connections: 4 };
}

function connected(...clients: ReturnType<typeof application>[]) {
  return { cluster: { clients } };
}

function uniqueOrders(keyFormat: number | undefined) {
  return collection('orders', { indexes: [id, index('number_1', { number: 1 }, { isUnique: true, keyFormat })] });
}

function search(name: string) {
  return { namespace: 'shop.orders', name, type: 'search', definition: { mappings: { dynamic: true } } };
}

function syncAccount(...mechanisms: string[]) {
  return { id: 'admin.sync', roles: ['admin.root'], bypassesWriteBlock: true, mechanisms };
}

function naturally(entry: string): string {
  return `engine: { type: mongosync, mongosync: { copyInNaturalOrder: [${entry}] } }`;
}

/** A destination in Atlas with more said of its cluster. */
function toAtlas(more: string, type = 'builtin'): string {
  const given = /regions:|adopt:/.test(more) ? '' : ', region: EU_WEST_1';
  return `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, ${/adopt:/.test(more) ? '' : `mongoDBVersion: "7.0", provider: AWS, tier: M40${given}`}${more === '' ? '' : /adopt:/.test(more) ? more : `, ${more}`} }
engine: { type: ${type} }`;
}

function atlasCluster(rest: Partial<AtlasClusterFacts>) {
  const cluster: AtlasClusterFacts = {
    state: 'IDLE',
    isPaused: false,
    type: 'REPLICASET',
    followsReleases: false,
    hasBiConnector: false,
    scalesTier: false,
    ...rest,
  };
  return { cluster, temporaryAccess: [] };
}

function members(...states: string[]) {
  return states.map((state, number) => ({
    host: `m${number}:27017`,
    state,
    isHealthy: ['PRIMARY', 'SECONDARY', 'ARBITER'].includes(state),
    isArbiter: state === 'ARBITER',
    votes: 1,
    delaySeconds: 0,
  }));
}

function status(rest: object) {
  return {
    storageEngine: 'wiredTiger',
    supportsCommittedReads: true,
    availableConnections: 5000,
    clockSkewMs: 0,
    clockUncertaintyMs: 1,
    ...rest,
  };
}

function client(application: string) {
  return { driver: 'mongo-go-driver', version: '1.17.0', application, connections: 1 };
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

/** Of primaries called one and two, in percent. */
function atlasLoads(cpu: readonly number[], disk: readonly number[]) {
  const loads = cpu.map((cpuPercent, index) => ({
    host: ['one', 'two'][index]!,
    cpuPercent,
    diskUsedPercent: disk[index],
  }));
  return { ...atlasCluster({}), loads: known(loads) };
}
