import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';
import { accessKey, userKey } from './resource-names.ts';
import type { ResourceChange } from './terraform/plan-json.ts';

/** Whether a change is one that follows the switch: the cluster's own settings, and what was declared `until: cutover`. */
export function isSettling(atlas: AtlasDestination): (change: Pick<ResourceChange, 'address' | 'action'>) => boolean {
  const passing = new Set([
    ...atlas.ipAccess
      .filter(({ until }) => until === 'cutover')
      .map((entry) => `mongodbatlas_project_ip_access_list.destination_${accessKey(entry)}`),
    ...atlas.users
      .filter(({ until }) => until === 'cutover')
      .map((user) => `mongodbatlas_database_user.destination_${userKey(user)}`),
  ]);
  return ({ address, action }) =>
    action === 'remove'
      ? passing.has(address)
      : action === 'change' && address === 'mongodbatlas_advanced_cluster.destination_cluster';
}
