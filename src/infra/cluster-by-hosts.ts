/** Which cluster in Atlas a connection leads to. */
import type { AtlasCluster } from '../atlas/api-types.ts';
import type { AtlasClient } from '../atlas/client.ts';
import { hostsOf } from '../mongo/redact-uri.ts';

export interface FoundCluster {
  readonly projectId: string;
  readonly clusterName: string;
}

/**
 * Among those that the credentials reach; `undefined` when it is none of them.
 * @param hosts `host:port` of its members, or of one of its mongos
 */
export async function clusterByHosts(client: AtlasClient, hosts: readonly string[]): Promise<FoundCluster | undefined> {
  const wanted = new Set(hosts.map((host) => host.toLowerCase()));
  for (const { groupId: projectId, clusters = [] } of await client.projectsWithClusters()) {
    if (clusters.length === 0) continue;
    const found = (await client.clusters(projectId)).find((one) =>
      hostsOfCluster(one).some((host) => wanted.has(host)),
    );
    if (found !== undefined) return { projectId, clusterName: found.name };
  }
  return undefined;
}

/** `host:port` of its members, or of its mongos, by every way that there is to them. */
export function hostsOfCluster({ connectionStrings: strings }: AtlasCluster): readonly string[] {
  const endpoints = (strings?.privateEndpoint ?? []).map(({ connectionString }) => connectionString);
  return [strings?.standard, strings?.private, ...endpoints].flatMap((uri) =>
    uri === undefined ? [] : hostsOf(uri).toLowerCase().split(','),
  );
}
