/** What the checks want to know of a cluster from Atlas itself, which no server of it tells. */
import type { AtlasClient } from '../atlas/client.ts';
import { type Observed, observed } from '../mongo/details/observed.ts';
import { type PrimaryLoad, primaryLoads } from './primary-loads.ts';

export interface AtlasFacts {
  /** `undefined` while there is none of that name. */
  readonly cluster: AtlasClusterFacts | undefined;
  /** What Atlas has measured; absent while there is no cluster. */
  readonly loads?: Observed<readonly PrimaryLoad[]>;
  /** Entries of the project's IP access list that end by themselves. */
  readonly temporaryAccess: readonly { readonly value: string; readonly endsAt: string }[];
}

export interface AtlasClusterFacts {
  /** As in `IDLE`. */
  readonly state: string;
  readonly isPaused: boolean;
  /** As in `REPLICASET`. */
  readonly type: string;
  /** Takes every version that comes out (`CONTINUOUS`). */
  readonly followsReleases: boolean;
  readonly hasBiConnector: boolean;
  /** May change its tier by itself. */
  readonly scalesTier: boolean;
}

/** @param projectId `undefined` while there is no project */
export async function readAtlasFacts(
  client: AtlasClient,
  projectId: string | undefined,
  clusterName: string,
): Promise<AtlasFacts> {
  if (projectId === undefined) return { cluster: undefined, temporaryAccess: [] };
  const [cluster, entries] = await Promise.all([client.cluster(projectId, clusterName), client.accessList(projectId)]);
  // Whoever may not read measurements may know all the rest.
  const question = { asked: "Atlas' measurements", role: 'Project Read Only' };
  const loads = cluster && (await observed(question, async () => await primaryLoads(client, projectId, cluster)));
  return {
    ...(loads === undefined ? {} : { loads }),
    cluster: cluster && {
      state: cluster.stateName,
      isPaused: cluster.paused === true,
      type: cluster.clusterType,
      followsReleases: cluster.versionReleaseSystem === 'CONTINUOUS',
      hasBiConnector: cluster.biConnector?.enabled === true,
      scalesTier: (cluster.replicationSpecs ?? [])
        .flatMap(({ regionConfigs }) => regionConfigs ?? [])
        .some(({ autoScaling }) => autoScaling?.compute?.enabled === true),
    },
    temporaryAccess: entries.flatMap(({ cidrBlock, ipAddress, awsSecurityGroup, deleteAfterDate }) =>
      deleteAfterDate === undefined
        ? []
        : [{ value: ipAddress ?? cidrBlock ?? awsSecurityGroup ?? '', endsAt: deleteAfterDate }],
    ),
  };
}
