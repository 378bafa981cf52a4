/** What several checks are tried with. */
import type { AtlasClusterFacts } from '../../../../src/infra/atlas-facts.ts';
import { type collection, index } from '../healthy.ts';

export const mongosync = 'engine: { type: mongosync }';

export const engine = (type: string) => `engine: { type: ${type} }`;

export const version = (text: string) => {
  const [major = 0, minor = 0] = text.split('.').map(Number);
  return { version: text, versionNumber: major * 100 + minor };
};

export const namespaces = (...list: ReturnType<typeof collection>[]) => ({ source: { cluster: { namespaces: list } } });

export const id = index('_id_', { _id: 1 });

export const push = `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, mongoDBVersion: "7.0", provider: AWS, region: EU_WEST_1, tier: M40 }
engine:
  type: atlasLiveMigration
  atlasLiveMigration:
    mode: push
    source: { projectId: 64f0c0ffee0000000000f00d, clusterName: old }
    migrationHosts: [vm001.example.com]`;

export const sharded = { facts: { topology: 'sharded' as const } };

export const shardingFacts = {
  shards: ['a', 'b'],
  balancerMode: 'off',
  hasBalancerWindow: false,
  zonedNamespaces: [],
  collections: [],
  draining: [],
  resharding: [],
  unequalIndexes: [],
};

export const keep =
  'destination: { uri: { env: DESTINATION_URI }, existingData: keep }\nfilters: { include: [{ database: shop }] }';

export const pull = push
  .slice(0, push.indexOf('engine:'))
  .concat('engine: { type: atlasLiveMigration, atlasLiveMigration: { mode: pull } }');

/** As a look at all connections shows it. */
export function application(name: string) {
  return { application: name, driver: 'nodejs 6.9.0', users: ['admin.shop'], hosts: ['10.0.0.9'], connections: 4 };
}

export function connected(...clients: ReturnType<typeof application>[]) {
  return { cluster: { clients } };
}

/** A destination in Atlas with more said of its cluster. */
export function toAtlas(more: string, type = 'builtin'): string {
  const given = /regions:|adopt:/.test(more) ? '' : ', region: EU_WEST_1';
  return `destination:
  atlas:
    project: { id: 64f0c0ffee0000000000beef }
    cluster: { name: new, ${/adopt:/.test(more) ? '' : `mongoDBVersion: "7.0", provider: AWS, tier: M40${given}`}${more === '' ? '' : /adopt:/.test(more) ? more : `, ${more}`} }
engine: { type: ${type} }`;
}

export function atlasCluster(rest: Partial<AtlasClusterFacts>) {
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

export function members(...states: string[]) {
  return states.map((state, number) => ({
    host: `m${number}:27017`,
    state,
    isHealthy: ['PRIMARY', 'SECONDARY', 'ARBITER'].includes(state),
    isArbiter: state === 'ARBITER',
    votes: 1,
    delaySeconds: 0,
  }));
}

export function status(rest: object) {
  return {
    storageEngine: 'wiredTiger',
    supportsCommittedReads: true,
    availableConnections: 5000,
    clockSkewMs: 0,
    clockUncertaintyMs: 1,
    ...rest,
  };
}

export function client(application: string) {
  return { driver: 'mongo-go-driver', version: '1.17.0', application, connections: 1 };
}
