import type { Privilege, Resource } from '../../mongo/details/cluster-details.ts';
import type { Place, RequiredAccess } from './required-access.ts';

export interface MissingAccess {
  readonly required: RequiredAccess;
  readonly actions: readonly string[];
  /** Databases in which it is missing; absent where it is not a matter of databases. */
  readonly databases?: readonly string[];
}

export interface Databases {
  /** In the migration's scope. */
  readonly data: readonly string[];
  /** The engine's own. */
  readonly own: readonly string[];
}

/** What of the required access the privileges do not give. */
export function missingAccess(
  privileges: readonly Privilege[],
  required: readonly RequiredAccess[],
  { data, own }: Databases,
): readonly MissingAccess[] {
  return required.flatMap((one) => {
    if (isOfDatabases(one.place)) {
      const databases = one.place === 'scope' ? [...data, ...own] : data;
      const lacking = databases.map((database) => ({ database, actions: lackingIn(privileges, one, database) }));
      const concerned = lacking.filter(({ actions }) => actions.length > 0);
      if (concerned.length === 0) return [];
      const actions = [...new Set(concerned.flatMap((entry) => entry.actions))];
      return [{ required: one, actions, databases: concerned.map(({ database }) => database) }];
    }
    const actions = lackingIn(privileges, one, '');
    return actions.length === 0 ? [] : [{ required: one, actions }];
  });
}

function lackingIn(privileges: readonly Privilege[], { place, actions }: RequiredAccess, database: string): string[] {
  const held = new Set(
    privileges.filter(({ resource }) => covers(resource, place, database)).flatMap((privilege) => privilege.actions),
  );
  return held.has('anyAction') ? [] : actions.filter((action) => !held.has(action));
}

/** Whether a privilege's resource takes in the place; empty names in it stand for all. */
function covers(resource: Resource, place: Place, database: string): boolean {
  if (resource.anyResource === true) return true;
  if (place === 'cluster') return resource.cluster === true;
  if (resource.cluster === true || resource.db === undefined || resource.collection === undefined) return false;
  const dot = place.indexOf('.');
  if (dot > 0) {
    // No server takes `local` and `config` for one of all databases.
    return resource.db === place.slice(0, dot) && ['', place.slice(dot + 1)].includes(resource.collection);
  }
  if (resource.collection !== '') return false;
  return resource.db === '' || (isOfDatabases(place) && resource.db === database);
}

function isOfDatabases(place: Place): boolean {
  return place === 'scope' || place === 'data';
}
