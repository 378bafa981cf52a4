/**
 * What Terraform calls the things of a destination, and where each of them stands in the file: the same names are used to
 * write the stack and to read Terraform's plan of it.
 */
import { createHash } from 'node:crypto';
import type { AccessEntry, CustomRole, DatabaseUser } from '../spec/blocks/atlas-access.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';

export type ResourceKey =
  | `${'access' | 'user' | 'role' | 'peering' | 'endpoint' | 'endpoint_service'}_${string}`
  | FixedKey;
type FixedKey = 'project' | 'cluster' | 'container' | 'encryption' | 'maintenance';

/** A thing of the file, as people and Terraform call it. */
export interface NamedResource {
  /** Terraform's logical name, without its type. */
  readonly key: ResourceKey;
  /** Its type without the provider's prefix. */
  readonly type: string;
  /** For people: `cluster orders`, `access entry 203.0.113.0/24`. */
  readonly title: string;
  /** Where in the file it is declared. */
  readonly pointer: string;
}

const base = '/destination/atlas';

export const accessKey = ({ value }: AccessEntry): ResourceKey => `access_${slug(value, false)}`;
export const userKey = ({ name, authenticationDatabase }: DatabaseUser): ResourceKey =>
  `user_${slug(authenticationDatabase === 'admin' ? name : `${name}@${authenticationDatabase}`, true)}`;
export const roleKey = ({ name }: CustomRole): ResourceKey => `role_${slug(name, true)}`;

/** The variable that a user's password comes in; Terraform reads it from the environment as `TF_VAR_` and this. */
export const passwordVariable = (user: DatabaseUser): string => `password_${userKey(user).slice('user_'.length)}`;

/** Everything that the file declares, at whatever stage. */
export function namedResources(atlas: AtlasDestination): readonly NamedResource[] {
  const { project, cluster, network } = atlas;
  return [
    ...(project.kind === 'declared'
      ? [{ key: 'project', type: 'project', title: `project ${project.name}`, pointer: `${base}/project` } as const]
      : []),
    { key: 'cluster', type: 'advanced_cluster', title: `cluster ${cluster.name}`, pointer: `${base}/cluster` },
    ...atlas.ipAccess.map((entry, index) => ({
      key: accessKey(entry),
      type: 'project_ip_access_list',
      title: `IP access entry ${entry.value}${entry.comment === undefined ? '' : ` (${entry.comment})`}`,
      pointer: `${base}/ipAccess/${index}`,
    })),
    ...atlas.users.map((user, index) => ({
      key: userKey(user),
      type: 'database_user',
      title: `database user ${user.name}`,
      pointer: `${base}/users/${index}`,
    })),
    ...atlas.customRoles.map((role, index) => ({
      key: roleKey(role),
      type: 'custom_db_role',
      title: `custom role ${role.name}`,
      pointer: `${base}/customRoles/${index}`,
    })),
    ...(network.container === undefined
      ? []
      : [
          {
            key: 'container',
            type: 'network_container',
            title: `network container ${network.container.cidr}`,
            pointer: `${base}/network/container`,
          } as const,
        ]),
    ...network.peerings.map((peering, index) => ({
      key: `peering_${index}` as const,
      type: 'network_peering',
      title: `network peering with ${peering.vpcId ?? peering.virtualNetwork ?? peering.networkName ?? peering.provider}`,
      pointer: `${base}/network/peering/${index}`,
    })),
    ...network.privateEndpoints.flatMap(({ provider, region, endpointId }, index) => [
      {
        key: `endpoint_${index}` as const,
        type: 'privatelink_endpoint',
        title: `private endpoint service in ${region} (${provider})`,
        pointer: `${base}/network/privateEndpoint/${index}`,
      },
      {
        key: `endpoint_service_${index}` as const,
        type: 'privatelink_endpoint_service',
        title: `private endpoint ${endpointId ?? ''}`.trim(),
        pointer: `${base}/network/privateEndpoint/${index}`,
      },
    ]),
    ...(atlas.encryptionAtRest === undefined
      ? []
      : [
          {
            key: 'encryption',
            type: 'encryption_at_rest',
            title: 'encryption at rest',
            pointer: `${base}/encryptionAtRest`,
          } as const,
        ]),
    ...(atlas.maintenanceWindow === undefined
      ? []
      : [
          {
            key: 'maintenance',
            type: 'maintenance_window',
            title: 'maintenance window',
            pointer: `${base}/maintenanceWindow`,
          } as const,
        ]),
  ];
}

/**
 * A name that Terraform takes, which stays the same whatever else the file declares. Where different names would become the
 * same, a piece of their hash tells them apart.
 */
function slug(name: string, isAmbiguous: boolean): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '_');
  if (!isAmbiguous || plain === name) return plain;
  return `${plain.slice(0, 40)}_${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}
