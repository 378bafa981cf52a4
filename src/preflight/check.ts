/**
 * A check finds out before the start what would go wrong later: from the file and the observation, read-only, without
 * connecting itself. One file per check in checks/, one page per code in docs/checks.
 *
 * A check never takes what it could not see for good: it says that it could not look, and what it would take.
 */
import type { EngineType } from '../engines/engine.ts';
import type { ErrorCode } from '../lib/errors.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Unobserved } from '../mongo/details/observed.ts';
import type { Observation } from '../observe/observation.ts';
import type { Migration } from '../spec/migration.ts';

export interface CheckContext {
  readonly spec: Migration;
  readonly observation: Observation;
  readonly state: MigrationState;
}

export type Severity = 'error' | 'warning' | 'info';

export interface Check {
  readonly code: ErrorCode;
  /** How bad it is at worst; a finding may be less. */
  readonly severity: Severity;
  /** What is checked, as a statement that holds when all is well. */
  readonly title: string;
  /** The engines that it concerns. */
  readonly engines: 'all' | readonly EngineType[];
  /** What it looks at can change while a sync runs: it is run again and again then. */
  readonly isWatched?: boolean;
  run(context: CheckContext): readonly CheckResult[];
}

export type CheckResult = Finding | NotChecked;

/** One thing that a check found wrong; its code is the check's. */
export interface Finding {
  /** What is wrong, with the object that it concerns: one sentence, no full stop. */
  readonly summary: string;
  readonly detail?: string | undefined;
  /** What can be typed to put it right. */
  readonly fix: string;
  /** Where in the file it is at fault. */
  readonly pointer?: string | undefined;
  /** Where it is another than the check's. */
  readonly severity?: Severity | undefined;
  /** What it is about: namespaces, indexes, hosts, roles. */
  readonly objects?: readonly string[] | undefined;
}

/** The check could not look. */
export interface NotChecked {
  readonly role: Role;
  readonly notChecked: Unobserved;
}

export type Role = 'source' | 'destination';
