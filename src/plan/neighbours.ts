import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Phase } from '../spec/migration.ts';

/** Other migrations, as far as this one depends on them. */
export interface Neighbours {
  /** Those that `after` names and that there are. */
  readonly predecessors: readonly PredecessorSeen[];
  /** Those that use the same destination and are not complete. */
  readonly sharers: readonly Sharer[];
}

export interface PredecessorSeen {
  readonly name: string;
  /** What its file asks for. */
  readonly phase: Phase;
  /** `undefined` when it could not be looked at. */
  readonly state: MigrationState | undefined;
  readonly failure?: string | undefined;
  /** It is carried out before this one, in the same run. */
  readonly isInRun: boolean;
}

export interface Sharer {
  readonly name: string;
  /** Where it stands, in words. */
  readonly words: string;
}
