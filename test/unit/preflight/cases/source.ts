import type { Cases } from './case.ts';
import { members, mongosync, shardingFacts, status, version } from './given.ts';

export const sourceCases: Cases = {
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
      what: "a server's own builds",
      change: {
        source: { details: { indexBuilds: [{ namespace: 'config.system.sessions', indexes: ['ttl'], seconds: 0 }] } },
      },
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
};
