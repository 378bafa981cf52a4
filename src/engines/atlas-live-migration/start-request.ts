import { ConnectionString } from 'mongodb-connection-string-url';
import type { LiveMigrationRequest } from '../../atlas/api-types.ts';
import type { Secret } from '../../lib/secret.ts';
import type { AtlasLiveMigrationOptions } from '../../spec/blocks/engine-options.ts';
import type { Migration } from '../../spec/migration.ts';

export interface RequestSituation {
  readonly spec: Migration;
  readonly options: AtlasLiveMigrationOptions;
  readonly source: Secret;
  /** Of the destination. */
  readonly projectId: string;
  readonly clusterName: string;
  readonly isReplicaSetToSharded: boolean;
}

/** What Atlas is told to validate and to start (contract, section 4). It holds the password of the source's user. */
export function liveMigrationRequest(situation: RequestSituation): LiveMigrationRequest {
  const { spec, options, projectId, clusterName } = situation;
  // Of a push migration; a rule of the file sees to both.
  const source = options.source!;
  return {
    source: {
      clusterName: source.clusterName,
      groupId: source.projectId,
      managedAuthentication: source.managedAuthentication,
      ssl: source.tls,
      ...(source.caCertificatePath === undefined ? {} : { caCertificatePath: source.caCertificatePath }),
      ...(source.managedAuthentication ? {} : loginOf(situation.source)),
    },
    destination: {
      clusterName,
      groupId: projectId,
      hostnameSchemaType: hostnames[options.connectThrough],
      ...(options.privateEndpointId === undefined ? {} : { privateLinkId: options.privateEndpointId }),
    },
    migrationHosts: [options.migrationHost!],
    // It would drop the ledger too; what is in the way is dropped by a step of its own, by name.
    dropDestinationData: false,
    ...shardingOf(spec, situation.isReplicaSetToSharded),
  };
}

const hostnames = { public: 'PUBLIC', peering: 'VPC_PEERING', privateEndpoint: 'PRIVATE_LINK' } as const;

function loginOf(uri: Secret): { username?: string; password?: string } {
  const { username, password } = new ConnectionString(uri.reveal(), { looseValidation: true });
  if (username === '') return {};
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

/** Taken for a replica set that becomes a sharded cluster only; left out, nothing is sharded. */
function shardingOf({ sharding }: Migration, isReplicaSetToSharded: boolean): Pick<LiveMigrationRequest, 'sharding'> {
  if (sharding === undefined || !isReplicaSetToSharded) return {};
  return {
    sharding: {
      createSupportingIndexes: sharding.createSupportingIndexes,
      shardingEntries: sharding.entries.map(({ namespace, key }) => {
        const dot = namespace.indexOf('.');
        return {
          database: namespace.slice(0, dot),
          collection: namespace.slice(dot + 1),
          shardCollection: { key: key.map(({ field, kind }) => ({ [field]: kind })) },
        };
      }),
    },
  };
}
