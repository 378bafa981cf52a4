/** `godwit_cluster`: what a cluster is and holds, for modules that decide by it. */
import { join } from 'node:path';
import type { Secret } from '../../lib/secret.ts';
import { connectCluster } from '../../mongo/connect.ts';
import { effectiveUri } from '../../observe/effective-uri.ts';
import { type ClusterObservation, type NamespaceObservation, sizeSummary } from '../../observe/observation.ts';
import { observeCluster } from '../../observe/observe-cluster.ts';
import { interruptible } from '../../pipeline/interruptible.ts';
import type { Source } from '../../spec/blocks/connection.ts';
import { NamespaceFilter } from '../../sync/catalog/namespace-filter.ts';
import type { ProviderContext } from '../context.ts';
import type { DataAnswer, DataSource } from '../data-source.ts';
import { type Attribute, keptAttributes, type NestedAttribute } from '../schema/attribute.ts';
import { loadConfig } from '../schema/load-config.ts';
import { migrationAttributes } from '../schema/migration-fields.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { Value, ValueMap } from '../values/value.ts';
import { computed, computedBlock } from './computed.ts';

/** As of the source of a migration. */
function connectionAttributes(): readonly Attribute[] {
  const source = migrationAttributes().find(({ name }) => name === 'source') as NestedAttribute;
  const described: Readonly<Record<string, string>> = {
    uri: 'Connection string of the cluster.',
    tls: 'TLS settings.',
    auth: 'Credentials.',
  };
  const taken = source.attributes.filter(({ name }) => name in described);
  return keptAttributes(taken).map((one) => ({ ...one, description: described[one.name]! }));
}

const namespaceAttributes: readonly Attribute[] = [
  computed('database', 'string', 'Database.'),
  computed('collection', 'string', 'Collection or view.'),
  computed('type', 'string', '`collection`, `view` or `timeseries`.'),
  computed('documents', 'number', 'Documents, as the server estimates them.'),
  computed('bytes', 'number', 'Size of the documents, uncompressed.'),
  computed('storage_bytes', 'number', 'On disk, without indexes.'),
  computed('index_bytes', 'number', 'Of all indexes, on disk.'),
  computed('indexes', 'number', 'Number of indexes.'),
];

const attributes: readonly Attribute[] = [
  ...connectionAttributes(),
  {
    name: 'databases',
    description: 'Databases to look at. All of the users’ databases when it is left out.',
    type: ['list', 'string'],
    optional: true,
  },
  computed('address', 'string', 'Hosts, without user and password.'),
  computed('version', 'string', 'Version of the server, such as `7.0.14`.'),
  computed(
    'feature_compatibility_version',
    'string',
    'Feature compatibility version; null where the user may not read it.',
  ),
  computed('topology', 'string', '`standalone`, `replicaSet` or `sharded`.'),
  computed('replica_set', 'string', 'Name of the replica set.'),
  computed('hosts', ['list', 'string'], 'Members of the replica set, or the mongos in use.'),
  computed('writes', 'string', 'Whether users may write: `allowed`, `blocked` or `unknown`.'),
  computed(
    'oplog_window_seconds',
    'number',
    'How far back the oplog reaches; null behind a mongos, and where the user may not read it.',
  ),
  computedBlock('size', 'single', 'Sums over the namespaces.', [
    computed('databases', 'number', 'Databases.'),
    computed('collections', 'number', 'Collections, time series included.'),
    computed('views', 'number', 'Views.'),
    computed('documents', 'number', 'Documents, as the server estimates them.'),
    computed('bytes', 'number', 'Size of the documents, uncompressed.'),
    computed('indexes', 'number', 'Indexes.'),
  ]),
  computedBlock('namespaces', 'list', 'Collections and views, in the order of their names.', namespaceAttributes),
];

export const clusterData: DataSource = {
  description:
    'What a cluster is and holds: version, topology, sizes, namespaces, oplog. It is read, and nothing is changed.',
  attributes,
  validate: async (config, context) => (await connectionOf(config, context)).diagnostics,
  read,
};

async function read(config: ValueMap, context: ProviderContext): Promise<DataAnswer> {
  const { source, diagnostics } = await connectionOf(config, context);
  if (source === undefined) return { state: null, diagnostics };
  const { cwd, env, signal } = context;
  const privateDirectory = join(cwd, '.godwit', 'terraform', 'private');
  const uri = await effectiveUri(source, 'cluster', { baseDirectory: cwd, env, privateDirectory });
  const databases = (config['databases'] as readonly string[] | null) ?? [];
  const seen = await interruptible(signal, async () => await look(uri, databases));
  const { facts, namespaces } = seen;
  const state = {
    ...config,
    address: seen.address,
    version: facts.version,
    feature_compatibility_version: facts.featureCompatibilityVersion ?? null,
    topology: facts.topology,
    replica_set: facts.setName ?? null,
    hosts: [...facts.hosts].sort(),
    writes: seen.writes,
    oplog_window_seconds: seen.oplogWindowSeconds ?? null,
    size: { ...sizeSummary(namespaces) },
    namespaces: namespaces.map(namespaceValue).sort(byName),
  };
  return { state, diagnostics };
}

async function look(uri: Secret, databases: readonly string[]): Promise<ClusterObservation> {
  await using cluster = await connectCluster({ uri, role: 'cluster' });
  const include = databases.map((database) => ({ database }));
  return await observeCluster(cluster, new NamespaceFilter({ include, exclude: [] }, cluster.client));
}

function namespaceValue({ indexes, storageBytes, indexBytes, ...seen }: NamespaceObservation): ValueMap {
  const { database, collection, type, documents, bytes } = seen;
  return {
    database,
    collection,
    type,
    documents,
    bytes,
    storage_bytes: storageBytes ?? null,
    index_bytes: indexBytes ?? null,
    indexes: indexes.length,
  };
}

const byName = (a: ValueMap, b: ValueMap) => (nameOf(a) < nameOf(b) ? -1 : 1);
const nameOf = ({ database, collection }: ValueMap) => `${String(database)}.${String(collection)}`;

interface Connection {
  readonly source?: Source | undefined;
  readonly diagnostics: readonly AttributeDiagnostic[];
}

/** Judged as the source of a migration is, of which nothing else matters here. */
async function connectionOf({ uri, tls, auth }: ValueMap, { cwd, env, now }: ProviderContext): Promise<Connection> {
  const source: Value = { uri: uri ?? null, tls: tls ?? null, auth: auth ?? null, read_from: null };
  const elsewhere = { value: null, env: 'GODWIT_NO_DESTINATION', file: null, command: null };
  const migration = { name: 'cluster', phase: 'prepared', source, destination: { uri: elsewhere } };
  const loaded = await loadConfig(migration, { cwd, env, now: now() });
  const diagnostics = loaded.diagnostics.flatMap(({ path: [first, ...path], ...finding }) =>
    first !== undefined && 'attributeName' in first && first.attributeName === 'source' ? [{ ...finding, path }] : [],
  );
  return { source: loaded.migration?.spec.source, diagnostics };
}
