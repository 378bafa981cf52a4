import type { EngineObservation } from '../engines/engine.ts';
import type { OpenMigration } from './open-migration.ts';

/**
 * Whether the destination has what the source has, but for what is on its way: a sync follows closely, and neither names nor
 * documents are others there by right.
 */
export function mirrorsSource({ loaded, outOfSight }: OpenMigration, engine: EngineObservation): boolean {
  const { filters, destination } = loaded.spec;
  const isFollowing = engine.state === 'following' && engine.progress?.canCommit === true && engine.isReversed !== true;
  const isAlike = filters.mapping.length + filters.documents.length === 0 && destination.existingData !== 'keep';
  return isFollowing && isAlike && outOfSight === undefined;
}
