/**
 * A destination that is declared and not there yet, or cannot be looked at, as the checks see it: what the file says of it is
 * known, all else is marked as absent, which is not the same as being well.
 */
import type { ClusterDetails } from '../mongo/details/cluster-details.ts';
import { known, notThere } from '../mongo/details/observed.ts';
import { atlasTiers } from '../preflight/atlas-tiers.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import type { ClusterObservation, OutOfSight } from './observation.ts';

/** What Atlas makes where the file does not say; checks look again once the cluster is there. */
const assumedVersion = '8.0';

/** @param outOfSight why it cannot be looked at */
export function expectedDestination(
  { cluster }: AtlasDestination,
  outOfSight: OutOfSight = 'absent',
): ClusterObservation {
  const version = cluster.mongoDBVersion ?? assumedVersion;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const nodes = cluster.shards[0]?.regions.find(({ electable }) => electable !== undefined)?.electable;
  const tier = nodes === undefined ? undefined : atlasTiers.find(({ name }) => name === nodes.tier);
  const isSharded = cluster.type !== undefined && cluster.type !== 'REPLICASET';
  const diskBytes = nodes?.diskSizeGB === undefined ? undefined : nodes.diskSizeGB * 1024 ** 3 * cluster.shards.length;
  const details: ClusterDetails = {
    ...absentDetails(),
    host: tier === undefined ? notThere('tier') : known({ memoryBytes: tier.memoryBytes, cores: tier.cores }),
    disk: diskBytes === undefined ? notThere('disk') : known({ totalBytes: diskBytes, freeBytes: diskBytes }),
    parameters: known({ notablescan: cluster.advanced.noTableScan === true }),
  };
  return {
    address: `${cluster.name} in Atlas${outOfSight === 'absent' ? ', not there yet' : ''}`,
    facts: {
      topology: isSharded ? 'sharded' : 'replicaSet',
      version,
      versionNumber: major * 100 + minor,
      featureCompatibilityVersion: undefined,
      setName: undefined,
      hosts: [],
      processId: undefined,
      canCompareUuid: major >= 6,
    },
    writes: 'unknown',
    oplogWindowSeconds: undefined,
    canBypassBlock: true,
    clients: undefined,
    otherDatabases: [],
    namespaces: [],
    details,
  };
}

function absentDetails(): ClusterDetails {
  return {
    connection: { isSrv: true, hasTls: true, isLoopback: false, hosts: [], options: {} },
    user: notThere('user'),
    catalogue: known(true),
    featureVersion: notThere('featureCompatibilityVersion'),
    members: notThere('members'),
    oplog: notThere('oplog'),
    indexBuilds: known([]),
    host: notThere('host'),
    disk: notThere('disk'),
    status: notThere('serverStatus'),
    parameters: known({}),
    clients: known([]),
    accounts: notThere('users'),
    profiled: known([]),
    databases: known([]),
    sharding: notThere('sharding'),
    searchIndexes: known([]),
    hasSearch: true,
    querySettings: known([]),
    certificates: known([]),
    unreachable: known([]),
  };
}
