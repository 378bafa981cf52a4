/**
 * A check finds out before the start what would go wrong later: from the file and the observation, read-only, without
 * connecting itself. One file per check in checks/, one page per code in docs/checks.
 */
import type { EngineType } from '../engines/engine.ts';
import type { ErrorCode } from '../lib/errors.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Observation } from '../observe/observation.ts';
import type { Migration } from '../spec/migration.ts';

export interface CheckContext {
  readonly spec: Migration;
  readonly observation: Observation;
  readonly state: MigrationState;
}

export interface Check {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is checked, as a statement that holds when all is well. */
  readonly title: string;
  /** The engines that it concerns. */
  readonly engines: 'all' | readonly EngineType[];
  run(context: CheckContext): readonly Finding[];
}

/** One thing that a check found wrong; its code and severity are the check's. */
export interface Finding {
  /** What is wrong, with the object that it concerns: one sentence, no full stop. */
  readonly summary: string;
  readonly detail?: string | undefined;
  /** What can be typed to put it right. */
  readonly fix: string;
  /** Where in the file it is at fault. */
  readonly pointer?: string | undefined;
}
