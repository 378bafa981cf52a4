import type { ErrorParts } from '../lib/errors.ts';
import { deriveState } from '../lifecycle/derive-state.ts';
import type { MigrationState } from '../lifecycle/migration-state.ts';
import type { Observation } from '../observe/observation.ts';
import type { AtlasDestination } from '../spec/blocks/atlas-destination.ts';

/** While everything that is on the destination is a copy of what the source has. */
const copies: ReadonlySet<MigrationState> = new Set([
  'initializing',
  'copying',
  'buildingIndexes',
  'following',
  'paused',
  'failed',
]);

/** Why the destination must not be removed; undefined when nothing is lost by it. */
export function destructionRefusal(atlas: AtlasDestination, observation: Observation): ErrorParts | undefined {
  const { engine, journal, outOfSight, infrastructure, destination } = observation;
  if (isAdopting(atlas)) {
    return {
      summary: 'The file adopts what others made, and destroy would remove that as well',
      hint: 'Remove in Atlas what is to go, and `adopt: true` from the file',
    };
  }
  if (outOfSight !== undefined) {
    if (infrastructure?.cluster === undefined) return undefined;
    return {
      summary: `The cluster ${atlas.cluster.name} is there, and cannot be looked at from here`,
      detail: 'It may hold data that exists nowhere else',
      hint: 'Run this where the migration was applied, or give destination.auth; or remove the cluster in Atlas by hand',
    };
  }
  const state = deriveState(engine, journal);
  if (copies.has(state)) return undefined;
  if (state === 'provisioned') {
    const held = destination.namespaces.map(({ database, collection }) => `${database}.${collection}`);
    if (held.length === 0) return undefined;
    return {
      summary: `The destination holds data that no migration of godwit copied there: ${held.slice(0, 3).join(', ')}`,
      hint: 'Drop it, or remove the cluster in Atlas by hand',
    };
  }
  return {
    summary: `The migration is ${state}: the destination holds, or may hold, data that exists nowhere else`,
    hint: 'Move the data first. The cluster can then be removed in Atlas by hand; godwit does not do it',
  };
}

const isAdopting = ({ project, cluster, users, customRoles }: AtlasDestination) =>
  (project.kind === 'declared' && project.adopt) || [cluster, ...users, ...customRoles].some(({ adopt }) => adopt);
