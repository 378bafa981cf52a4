import type { Secret } from '../lib/secret.ts';
import { connectCluster } from '../mongo/connect.ts';
import { NamespaceFilter } from '../sync/catalog/namespace-filter.ts';
import type { ClusterObservation } from './observation.ts';
import { observeCluster } from './observe-cluster.ts';

/** Looks at a cluster that no file names yet. */
export async function observeSource(uri: Secret, databases: readonly string[]): Promise<ClusterObservation> {
  await using cluster = await connectCluster({ uri, role: 'source' });
  const include = databases.map((database) => ({ database }));
  return await observeCluster(cluster, new NamespaceFilter({ include, exclude: [] }, cluster.client), uri);
}
