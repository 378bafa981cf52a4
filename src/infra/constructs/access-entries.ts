import { ProjectIpAccessList } from '@cdktf/provider-mongodbatlas/lib/project-ip-access-list/index.js';
import type { ITerraformDependable } from 'cdktf';
import { defined } from '../../lib/defined.ts';
import type { AccessEntry } from '../../spec/blocks/atlas-access.ts';
import { commentOf } from '../access-comment.ts';
import { accessKey } from '../resource-names.ts';
import { isTemporary } from '../temporary-access.ts';
import type { PartContext } from './atlas-destination.ts';

/** Entries that Atlas itself removes at a time are not among them: the resource cannot express that. */
export function addAccessEntries(context: PartContext, network: readonly ITerraformDependable[]): void {
  const { scope, destination, migration, projectId, named } = context;
  for (const entry of destination.ipAccess.filter((one) => !isTemporary(one))) {
    const key = accessKey(entry);
    const resource = new ProjectIpAccessList(scope, key, {
      ...defined({ projectId, comment: commentOf(entry, migration) }),
      ...addressOf(entry),
      // A security group is only known once the peering is there.
      ...(entry.kind === 'securityGroup' && network.length > 0 ? { dependsOn: [...network] } : {}),
    });
    named(key, resource);
  }
}

const addressOf = ({ kind, value }: AccessEntry) =>
  kind === 'cidr' ? { cidrBlock: value } : kind === 'ip' ? { ipAddress: value } : { awsSecurityGroup: value };
