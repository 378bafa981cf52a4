import type { AtlasCluster } from '../atlas/api-types.ts';
import type { Diagnostic } from '../lib/diagnostic.ts';
import type { AccessEntry } from '../spec/blocks/atlas-access.ts';
import type { InfrastructureStage } from './desired.ts';
import type { ResourceChange } from './terraform/plan-json.ts';

/** A change of one resource, in the file's words. */
export interface NamedChange extends ResourceChange {
  /** `cluster orders`, `IP access entry 203.0.113.0/24`. */
  readonly title: string;
  /** Where the file declares it; absent for what it no longer declares. */
  readonly pointer: string | undefined;
}

/** What there is of the destination in Atlas, and how it differs from what the file wants. */
export interface InfrastructureObservation {
  /** What would carry the changes out, such as `Terraform 1.11.4`; a pipeline of the user's own when it is undefined. */
  readonly tool: string | undefined;
  readonly stage: InfrastructureStage;
  /** The cluster as Atlas has it; undefined when it is not there. */
  readonly cluster: AtlasCluster['stateName'] | undefined;
  readonly changes: readonly NamedChange[];
  /** What others changed since Terraform looked last. */
  readonly drift: readonly NamedChange[];
  /** Entries that Atlas removes by itself, and that are not there yet. */
  readonly missingTemporaryEntries: readonly AccessEntry[];
  /** How godwit logs in to the destination. */
  readonly login: 'declared' | 'syncUser' | 'syncUserMissing';
  /** Database users that godwit made for the time of this migration, on whatever machine. */
  readonly syncUsers: readonly string[];
  readonly problems: readonly Diagnostic[];
}
