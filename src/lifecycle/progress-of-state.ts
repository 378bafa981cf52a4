import type { MigrationState } from './migration-state.ts';

const before: ReadonlySet<MigrationState> = new Set(['absent', 'provisioned']);
const copying: ReadonlySet<MigrationState> = new Set(['absent', 'provisioned', 'initializing', 'copying']);

/** Whether a sync has begun: what is on the destination may then be its own. */
export function hasBegun(state: MigrationState): boolean {
  return !before.has(state);
}

/** Whether there is something left to be copied. */
export function isToBeCopied(state: MigrationState): boolean {
  return copying.has(state);
}

/** Whether a sync goes on and can be disturbed. */
export function isSyncing(state: MigrationState): boolean {
  return ['initializing', 'copying', 'buildingIndexes', 'following', 'paused'].includes(state);
}
