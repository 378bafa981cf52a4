import { collection } from '../healthy.ts';
import type { Cases } from './case.ts';
import {
  application,
  atlasCluster,
  client,
  connected,
  mongosync,
  push,
  shardingFacts,
  toAtlas,
  version,
} from './given.ts';

export const destinationCases: Cases = {
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
};
