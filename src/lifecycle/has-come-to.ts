import type { Phase } from '../spec/migration.ts';
import type { MigrationState } from './migration-state.ts';

/** The states in which a migration has come to a phase, or beyond it; for those that wait for it. */
const reached: Readonly<Record<Exclude<Phase, 'rolledBack'>, ReadonlySet<MigrationState>>> = {
  prepared: new Set<MigrationState>([
    ...(['provisioned', 'initializing', 'copying', 'buildingIndexes', 'following', 'paused', 'failed'] as const),
    ...(['cuttingOver', 'cutOver', 'reversing', 'rolledBack', 'detached', 'complete'] as const),
  ]),
  synced: new Set<MigrationState>(['following', 'cuttingOver', 'cutOver', 'reversing', 'detached', 'complete']),
  detached: new Set<MigrationState>(['detached', 'complete']),
  cutover: new Set<MigrationState>(['cutOver', 'reversing', 'complete']),
  complete: new Set<MigrationState>(['complete']),
};

/** Whether a migration in this state has come to the phase. One that was rolled back has not come to its cutover. */
export function hasComeTo(state: MigrationState, phase: Exclude<Phase, 'rolledBack'>): boolean {
  return reached[phase].has(state);
}

/** Whether a file that asks for `wished` leads past `needed`: a cutover goes through synced, and not through detached. */
export function leadsTo(wished: Phase, needed: Exclude<Phase, 'rolledBack'>): boolean {
  const onTheWay: Readonly<Record<Phase, readonly Phase[]>> = {
    prepared: ['prepared'],
    synced: ['prepared', 'synced'],
    detached: ['prepared', 'synced', 'detached'],
    cutover: ['prepared', 'synced', 'cutover'],
    rolledBack: [],
    complete: ['prepared', 'synced', 'detached', 'cutover', 'complete'],
  };
  return onTheWay[wished].includes(needed);
}
