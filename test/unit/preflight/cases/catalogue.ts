import { collection, index } from '../healthy.ts';
import type { Cases } from './case.ts';
import { client, engine, id, mongosync, namespaces, pull, push, sharded, status, version } from './given.ts';

const pair61 = { source: { facts: version('6.0.27') }, destination: { facts: version('7.0.20') } };

export const catalogueCases: Cases = {
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
};
