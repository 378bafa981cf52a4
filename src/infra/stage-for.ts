import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Phase } from '../spec/migration.ts';
import type { InfrastructureStage } from './desired.ts';

const afterSwitch: ReadonlySet<MigrationState> = new Set(['cutOver', 'reversing', 'rolledBack', 'detached']);

/** What the infrastructure has to be now, for a migration that stands here and is wished to go there. */
export function stageFor(state: MigrationState, phase: Phase): InfrastructureStage {
  if (state === 'complete') return 'complete';
  if (afterSwitch.has(state)) return phase === 'complete' ? 'complete' : 'cutOver';
  return 'syncing';
}
