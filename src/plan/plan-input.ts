import type { EngineCapabilities } from '../engines/engine.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Observation } from '../observe/observation.ts';
import type { RehearsalSeen } from '../observe/observe-rehearsal.ts';
import type { WindowTime } from '../spec/cutover-window.ts';
import type { Migration } from '../spec/migration.ts';
import type { Neighbours } from './neighbours.ts';

/** All that planning depends on: nothing is looked up, so the same input gives the same plan. */
export interface PlanInput {
  readonly spec: Migration;
  readonly specHash: string;
  readonly environment: string | undefined;
  readonly observation: Observation;
  readonly state: MigrationState;
  readonly capabilities: EngineCapabilities;
  /** Other migrations; not known where only one is looked at. */
  readonly neighbours?: Neighbours | undefined;
  /** What shows that this migration was rehearsed, where a policy asks for it. */
  readonly rehearsal?: RehearsalSeen | undefined;
  /** Its file ends with a copy that stands on its own: this is the rehearsal, whatever is tried out in it. */
  readonly isRehearsal?: boolean | undefined;
  /** The next times that a cutover may start; none where the file has no window. */
  readonly windows: readonly WindowTime[];
  /** The commit at which its file was still there, when it is gone by now. */
  readonly removedSince?: string | undefined;
  /** Its sync shall end, and with it the migration. */
  readonly isGivenUp?: boolean | undefined;
  readonly godwitVersion: string;
  /** ISO 8601. */
  readonly now: string;
}
