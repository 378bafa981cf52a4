import type { AccessListEntry } from '../atlas/api-types.ts';
import { defined } from '../lib/defined.ts';
import type { AccessEntry } from '../spec/blocks/atlas-access.ts';
import { commentOf } from './access-comment.ts';

/** An entry as the Admin API takes it. */
export function accessEntryBody(entry: AccessEntry, migration: string): AccessListEntry {
  const { kind, value, deleteAfter } = entry;
  return {
    ...(kind === 'cidr' ? { cidrBlock: value } : kind === 'ip' ? { ipAddress: value } : { awsSecurityGroup: value }),
    ...defined({ comment: commentOf(entry, migration), deleteAfterDate: deleteAfter }),
  };
}
