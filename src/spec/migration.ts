/**
 * What the rest of godwit knows of a migration file: defaults filled in, shorthands written out, units in the names.
 * References to secrets are still references. Where a value stands in the file is asked of `LoadedMigration`.
 */

import type { Source } from './blocks/connection.ts';
import type { Cutover } from './blocks/cutover.ts';
import type { Destination } from './blocks/destination.ts';
import type { Engine } from './blocks/engine.ts';
import type { Filters } from './blocks/filters.ts';
import type { Checks, Notification, PolicyRule } from './blocks/governance.ts';
import type { Ledger } from './blocks/ledger.ts';
import type { Sharding } from './blocks/sharding.ts';
import type { SearchIndexes, UsersAndRoles } from './blocks/side-migrations.ts';
import type { Terraform } from './blocks/terraform.ts';
import type { Throttle } from './blocks/throttle.ts';
import type { Verification } from './blocks/verification.ts';

/** How far a migration shall go. */
export type Phase = 'prepared' | 'synced' | 'detached' | 'cutover' | 'rolledBack' | 'complete';

/** A migration that must have come to a phase before this one starts. */
export interface Predecessor {
  readonly migration: string;
  readonly phase: Exclude<Phase, 'rolledBack'>;
}

export type IndexBuild = 'afterDataCopy' | 'beforeDataCopy' | 'excludeHashed' | 'excludeHashedAfterCopy' | 'never';

export interface Migration {
  readonly name: string;
  readonly description?: string | undefined;
  readonly phase: Phase;
  readonly source: Source;
  readonly destination: Destination;
  readonly engine: Engine;
  readonly filters: Filters;
  readonly sharding?: Sharding | undefined;
  readonly indexes: { readonly build: IndexBuild };
  readonly searchIndexes: SearchIndexes;
  readonly usersAndRoles: UsersAndRoles;
  readonly verification: Verification;
  readonly cutover: Cutover;
  readonly throttle: Throttle;
  readonly checks: Checks;
  readonly ledger: Ledger;
  readonly terraform: Terraform;
  readonly policy: readonly PolicyRule[];
  readonly notifications: readonly Notification[];
  readonly after: readonly Predecessor[];
  /** Names that this migration had before. */
  readonly formerNames: readonly string[];
}
