/** Which users and roles of the source Atlas is still to make. Pure. */
import canonicalize from 'canonicalize';
import type { AtlasCustomRole, AtlasRoleGrant } from '../atlas/api-types.ts';
import { accountsForAtlas } from '../infra/accounts-for-atlas.ts';
import type { AccountsInAtlas } from '../infra/infrastructure.ts';
import type { AccountDocuments } from '../mongo/accounts/account-documents.ts';
import { type AccountSelection, type AccountsObservation, missingAccounts } from './missing-accounts.ts';

interface SelectionForAtlas extends AccountSelection {
  /** Names under `destination.atlas`, which Terraform makes. */
  readonly declaredUsers: readonly string[];
  readonly declaredRoles: readonly string[];
}

export function missingInAtlas(
  source: AccountDocuments,
  present: AccountsInAtlas,
  { declaredUsers, declaredRoles, ...selection }: SelectionForAtlas,
): AccountsObservation {
  const meant = missingAccounts(source, { users: [], roles: [] }, selection);
  const ids = new Set([...meant.users, ...meant.roles].map(({ id }) => id));
  const all = accountsForAtlas({
    users: source.users.filter(({ _id }) => ids.has(_id)),
    roles: source.roles.filter(({ _id }) => ids.has(_id)),
  });
  const atlas = {
    users: all.users.filter(({ username }) => !declaredUsers.includes(username)),
    roles: all.roles.filter(({ roleName }) => !declaredRoles.includes(roleName)),
    without: all.without,
  };
  const users = new Map(present.users.map((user) => [user.username, user]));
  const roles = new Map(present.roles.map((role) => [role.roleName, role]));
  return {
    users: atlas.users
      .filter(({ username }) => !users.has(username))
      .map(({ id, roles: grants }) => ({
        id,
        roles: grants.map(({ roleName, databaseName }) => `${roleName}@${databaseName}`),
        login: selection.passwords.includes(id) ? 'password' : 'unknown',
        lackingRoles: meant.users.find((one) => one.id === id)?.lackingRoles ?? [],
      })),
    roles: atlas.roles
      .filter(({ roleName }) => !roles.has(roleName))
      .map(({ id, actions, inheritedRoles = [] }) => ({
        id,
        privileges: actions.length,
        roles: inheritedRoles.map(({ role, db }) => `${role}@${db}`),
      })),
    different: [
      ...atlas.users
        .filter(({ username, roles: grants }) => differs(grants, users.get(username)?.roles, grantText))
        .map(({ id }) => id),
      ...atlas.roles.filter((role) => isOther(role, roles.get(role.roleName))).map(({ id }) => id),
    ],
    atlas,
  };
}

const grantText = ({ roleName, databaseName }: AtlasRoleGrant) => `${databaseName}.${roleName}`;

function isOther(one: AtlasCustomRole, other: AtlasCustomRole | undefined): boolean {
  if (other === undefined) return false;
  const places = ({ actions }: AtlasCustomRole) =>
    actions.flatMap(({ action, resources }) => resources.map((resource) => `${action} ${placeText(resource)}`));
  const inherited = ({ inheritedRoles = [] }: AtlasCustomRole) => inheritedRoles.map(({ db, role }) => `${db}.${role}`);
  const text = (role: AtlasCustomRole) => [...places(role), ...inherited(role)];
  return differs(text(one), text(other), (line) => line);
}

/** Atlas tells all that a resource could have, and leaves empty what it has not. */
function placeText(resource: Readonly<Record<string, unknown>>): string {
  return resource['cluster'] === true
    ? 'cluster'
    : (canonicalize([resource['db'], resource['collection'] ?? '']) ?? '');
}

function differs<T>(one: readonly T[], other: readonly T[] | undefined, text: (part: T) => string): boolean {
  return other !== undefined && one.map(text).sort().join('\n') !== other.map(text).sort().join('\n');
}
