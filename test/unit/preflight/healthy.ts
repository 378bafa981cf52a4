/**
 * A pair of clusters without anything wrong: what two real 6.0 servers answered, as the observation has it, with the sizes
 * and hosts of a production pair. Cases change what they are about.
 */

import type { AtlasFacts } from '../../../src/infra/atlas-facts.ts';
import type { ClusterDetails } from '../../../src/mongo/details/cluster-details.ts';
import { known, type Observed, type Unobserved } from '../../../src/mongo/details/observed.ts';
import { nothingBegun } from '../../../src/observe/nothing-begun.ts';
import type {
  ClusterObservation,
  IndexObservation,
  NamespaceObservation,
  Observation,
} from '../../../src/observe/observation.ts';
import type { Check, CheckContext, CheckResult, Finding } from '../../../src/preflight/check.ts';
import { complete, loadText } from '../spec/support.ts';

const takenAt = '2026-11-20T12:00:00.000Z';

const everything: ClusterDetails['user'] = known({
  name: 'sync',
  database: 'admin',
  roles: ['root'],
  privileges: [
    { resource: { anyResource: true }, actions: ['anyAction'] },
    { resource: { cluster: true }, actions: ['anyAction'] },
  ],
});

function details(host: string): ClusterDetails {
  const hosts = [0, 1, 2].map((number) => `${host}-${number}.example.net:27017`);
  return {
    connection: { isSrv: false, hasTls: true, isLoopback: false, hosts, options: { tls: 'true' } },
    user: everything,
    catalogue: known(true),
    featureVersion: known({ version: '6.0', targetVersion: undefined }),
    members: known(
      hosts.map((name, number) => ({
        host: name,
        state: number === 0 ? 'PRIMARY' : 'SECONDARY',
        isHealthy: true,
        isArbiter: false,
        votes: 1,
        delaySeconds: 0,
      })),
    ),
    oplog: known({ usedBytes: 50e9, maxBytes: 51e9, spanSeconds: 7 * 86_400 }),
    indexBuilds: known([]),
    host: known({ memoryBytes: 64e9, cores: 16 }),
    disk: known({ totalBytes: 1e12, freeBytes: 8e11 }),
    status: known({
      storageEngine: 'wiredTiger',
      supportsCommittedReads: true,
      availableConnections: 51_000,
      clockSkewMs: 12,
      clockUncertaintyMs: 3,
    }),
    parameters: known({ notablescan: false, cursorTimeoutMillis: 600_000, writePeriodicNoops: true }),
    clients: known([{ driver: 'nodejs', version: '6.9.0', application: 'shop', connections: 40 }]),
    accounts: known([
      { id: 'admin.sync', roles: ['admin.root'], bypassesWriteBlock: true },
      { id: 'admin.shop', roles: ['shop.readWrite'], bypassesWriteBlock: false },
    ]),
    profiled: known([]),
    databases: known(['admin', 'config', 'local', 'shop']),
    sharding: known(undefined),
    searchIndexes: known([]),
    querySettings: known([]),
    unreachable: known([]),
    certificates: known([{ what: 'client certificate', validTo: '2027-06-01T00:00:00.000Z' }]),
  };
}

function cluster(host: string, namespaces: readonly NamespaceObservation[]): ClusterObservation {
  const seen = details(host);
  return {
    address: host,
    facts: {
      topology: 'replicaSet',
      version: '6.0.27',
      versionNumber: 600,
      featureCompatibilityVersion: '6.0',
      setName: `rs-${host}`,
      hosts: seen.connection.hosts,
      processId: host,
      isEnterprise: true,
      canCompareUuid: true,
    },
    writes: 'allowed',
    canBypassBlock: true,
    clients: undefined,
    otherDatabases: [],
    oplogWindowSeconds: 7 * 86_400,
    namespaces,
    details: seen,
  };
}

export function index(
  name: string,
  key: Readonly<Record<string, unknown>>,
  rest: Partial<IndexObservation> = {},
): IndexObservation {
  const fields = Object.entries(key).map(([field, kind]) => [field, String(kind)] as const);
  return {
    name,
    key: fields,
    isUnique: false,
    expireAfterSeconds: undefined,
    digest: name,
    options: { version: 2 },
    ...rest,
  };
}

export function collection(name: string, rest: Partial<NamespaceObservation> = {}): NamespaceObservation {
  return {
    database: 'shop',
    collection: name,
    type: 'collection',
    uuid: name,
    isCapped: false,
    isClustered: false,
    documents: 400_000,
    bytes: 100e9,
    storageBytes: 40e9,
    indexBytes: 10e9,
    options: {},
    indexes: [index('_id_', { _id: 1 })],
    ...rest,
  };
}

export function healthyObservation(): Observation {
  return {
    takenAt,
    source: cluster('old', [collection('orders'), collection('customers')]),
    destination: cluster('new', []),
    destinationInScope: [],
    ...nothingBegun('builtin'),
    ledgerLocation: 'the destination',
  };
}

/** What a case changes of one side. */
export interface SideChange {
  readonly facts?: Partial<ClusterObservation['facts']>;
  readonly cluster?: Partial<ClusterObservation>;
  readonly details?: {
    readonly [Name in keyof ClusterDetails]?: ClusterDetails[Name] extends Observed<infer Value>
      ? Value | { readonly unobserved: string; readonly kind?: Unobserved['kind'] }
      : Partial<ClusterDetails[Name]>;
  };
}

export interface Change {
  readonly source?: SideChange;
  readonly destination?: SideChange;
  readonly engine?: Partial<Observation['engine']>;
  readonly scan?: Observation['scan'];
  readonly atlas?: AtlasFacts | { readonly unobserved: string };
  readonly state?: CheckContext['state'];
}

/** The context of a file's blocks (beside name and connections) and a changed pair. */
export async function contextOf(blocks: string, change: Change): Promise<CheckContext> {
  // A case that says more of a connection says all of it, and one of another phase says that.
  const given = ['source', 'destination', 'phase'].filter((block) => new RegExp(`^${block}:`, 'm').test(blocks));
  const base = given.reduce((text, block) => text.replace(new RegExp(`^${block}: .*\\n`, 'm'), ''), complete);
  const { migrations, diagnostics } = await loadText(`${base}${blocks}\n`);
  if (migrations[0] === undefined) throw new Error(`The file of the case is wrong: ${JSON.stringify(diagnostics)}`);
  const healthy = healthyObservation();
  return {
    spec: migrations[0].spec,
    state: change.state ?? 'absent',
    observation: {
      ...healthy,
      source: changed(healthy.source, change.source),
      destination: changed(healthy.destination, change.destination),
      engine: { ...healthy.engine, ...change.engine },
      scan: change.scan,
      atlas: change.atlas && observedAtlas(change.atlas),
    },
  };
}

function observedAtlas(atlas: NonNullable<Change['atlas']>): Observed<AtlasFacts> {
  if (!('unobserved' in atlas)) return known(atlas);
  const because = { kind: 'failed', asked: "Atlas' Admin API", role: '', detail: atlas.unobserved } as const;
  return { isKnown: false, because };
}

function changed(
  side: ClusterObservation,
  { facts, cluster: whole, details: parts = {} }: SideChange = {},
): ClusterObservation {
  const wrapped = Object.entries(parts).map(([name, value]) => {
    if (name === 'connection') return [name, { ...side.details!.connection, ...(value as object) }];
    const isUnobserved = typeof value === 'object' && value !== null && 'unobserved' in value;
    if (!isUnobserved) return [name, known(value)];
    const { unobserved, kind = 'privilege' } = value as { unobserved: string; kind?: Unobserved['kind'] };
    const because = { kind, asked: name, role: 'clusterMonitor', detail: unobserved };
    return [name, { isKnown: false, because }];
  });
  return {
    ...side,
    ...whole,
    facts: { ...side.facts, ...facts },
    details: { ...side.details!, ...Object.fromEntries(wrapped) },
  };
}

export function findingsOf(check: Check, context: CheckContext): readonly Finding[] {
  return check.run(context).filter((result: CheckResult): result is Finding => !('notChecked' in result));
}
