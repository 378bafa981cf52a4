import type { ScanTrait } from '../../../../src/observe/scan/scan-progress.ts';
import { type Change, collection, index } from '../healthy.ts';
import type { Cases } from './case.ts';
import { engine, id, keep, mongosync, namespaces, sharded, shardingFacts, status, version } from './given.ts';

const reversible = 'engine: { type: mongosync }\ncutover: { rollback: { mode: reverse } }';
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

export const dataCases: Cases = {
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
};

function scan(trait: ScanTrait, indexName?: string): Change {
  const finding = { trait, namespace: 'shop.orders', index: indexName, count: 2, first: ['7', '8'] };
  return { scan: { documents: 10, found: [finding] } };
}

function uniqueOrders(keyFormat: number | undefined) {
  return collection('orders', { indexes: [id, index('number_1', { number: 1 }, { isUnique: true, keyFormat })] });
}

function search(name: string) {
  return { namespace: 'shop.orders', name, type: 'search', definition: { mappings: { dynamic: true } } };
}

function naturally(entry: string): string {
  return `engine: { type: mongosync, mongosync: { copyInNaturalOrder: [${entry}] } }`;
}
