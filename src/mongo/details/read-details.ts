import type { ConnectedCluster } from '../connect.ts';
import { readCertificates } from './certificates.ts';
import type { ClusterDetails } from './cluster-details.ts';
import { connectionFacts } from './connection-facts.ts';
import { known, observed } from './observed.ts';
import { readUnreachable } from './reachability.ts';
import { readMembers, readOplog } from './replica-set-details.ts';
import {
  readAccounts,
  readClients,
  readDatabases,
  readDisk,
  readFeatureVersion,
  readHost,
  readIndexBuilds,
  readParameters,
  readProfiled,
  readQuerySettings,
  readStatus,
  readUser,
} from './server-details.ts';
import { readSharding } from './sharding-details.ts';

/**
 * One pass over a cluster, everything at the same time, with commands that change nothing. What is refused is left out for
 * its own reason; only what no part can do without (a server that answers) makes the whole fail.
 * Search indexes are in it once the collections are known.
 * @param uri what was connected with; nothing secret of it is kept
 */
export async function readDetails(
  { client, facts }: ConnectedCluster,
  uri: string,
): Promise<Omit<ClusterDetails, 'searchIndexes'>> {
  const ask = <T>(asked: string, role: string, read: () => Promise<T>) => observed({ asked, role }, read);
  const isSharded = facts.topology === 'sharded';
  const [user, featureVersion, members, oplog, indexBuilds, host, disk, status] = await Promise.all([
    ask('connectionStatus', 'any', () => readUser(client)),
    ask('getParameter featureCompatibilityVersion', 'clusterMonitor', () => readFeatureVersion(client)),
    facts.topology === 'replicaSet'
      ? ask('replSetGetStatus', 'clusterMonitor', () => readMembers(client))
      : notOfThis('replSetGetStatus', facts.topology),
    facts.topology === 'replicaSet'
      ? ask('local.oplog.rs', 'clusterMonitor', () => readOplog(client))
      : notOfThis('local.oplog.rs', facts.topology),
    ask('$currentOp', 'clusterMonitor', () => readIndexBuilds(client)),
    ask('hostInfo', 'clusterMonitor', () => readHost(client)),
    ask('dbStats', 'clusterMonitor', () => readDisk(client)),
    ask('serverStatus', 'clusterMonitor', () => readStatus(client)),
  ]);
  const [parameters, clients, accounts, profiled, databases, sharding, querySettings, certificates, unreachable] =
    await Promise.all([
      ask('getParameter', 'clusterMonitor', () => readParameters(client)),
      ask('$currentOp', 'clusterMonitor', () => readClients(client)),
      ask('usersInfo', 'userAdminAnyDatabase', () => readAccounts(client)),
      ask('profile', 'dbAdminAnyDatabase', () => readProfiled(client)),
      ask('listDatabases', 'clusterMonitor', () => readDatabases(client)),
      isSharded ? ask('config database', 'clusterMonitor', () => readSharding(client)) : known(undefined),
      facts.versionNumber < 800 ? known([]) : ask('$querySettings', 'clusterManager', () => readQuerySettings(client)),
      ask('certificates', 'any', () => readCertificates(client)),
      ask('hello', 'any', () => readUnreachable(facts.hosts)),
    ]);
  const connection = connectionFacts(uri);
  return {
    ...{
      connection,
      user,
      catalogue: known<true>(true),
      featureVersion,
      members,
      oplog,
      indexBuilds,
      host,
      disk,
      status,
    },
    ...{ parameters, clients, accounts, profiled, databases, sharding, querySettings, certificates, unreachable },
  };
}

/** What only replica sets have; of a sharded cluster each shard would have to be asked. */
function notOfThis(asked: string, topology: string): Promise<{ isKnown: false; because: never }> {
  const detail = topology === 'sharded' ? 'A mongos does not tell it; ask each shard' : 'A standalone server has none';
  const because = { kind: 'unsupported', asked, role: '', detail } as never;
  return Promise.resolve({ isKnown: false, because });
}
