/** `godwit_cluster`, read: what a cluster is and holds. */
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
import type { DataAnswer, DataWork } from '../data-source.ts';
import { loadConfig } from '../schema/load-config.ts';
import type { AttributeDiagnostic } from '../schema/spec-from-config.ts';
import type { Value, ValueMap } from '../values/value.ts';

export const clusterData: DataWork = {
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
