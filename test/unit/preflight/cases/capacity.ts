import { known } from '../../../../src/mongo/details/observed.ts';
import { collection } from '../healthy.ts';
import type { Cases } from './case.ts';
import { atlasCluster, engine, mongosync, namespaces, status, toAtlas } from './given.ts';

/** Four days behind with what is applied, of which so many seconds are read. */
const spooling = (readSeconds: number) => ({
  lagSeconds: 4 * 86_400,
  appliedTime: 1_000n << 32n,
  spool: { bytes: 1, maxBytes: 2, from: 1_000n << 32n, until: BigInt(1_000 + readSeconds) << 32n },
});

export const capacityCases: Cases = {
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
};

/** Of primaries called one and two, in percent. */
function atlasLoads(cpu: readonly number[], disk: readonly number[]) {
  const loads = cpu.map((cpuPercent, index) => ({
    host: ['one', 'two'][index]!,
    cpuPercent,
    diskUsedPercent: disk[index],
  }));
  return { ...atlasCluster({}), loads: known(loads) };
}
