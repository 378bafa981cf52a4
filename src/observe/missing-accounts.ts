/** Which users and roles of the source the destination lacks. Pure. */
import type { AccountsForAtlas } from '../infra/accounts-for-atlas.ts';
import type { AccountDocuments, RoleName, UserDocument } from '../mongo/accounts/account-documents.ts';
import { rightsOf } from '../mongo/accounts/account-documents.ts';

export interface AccountsObservation {
  readonly users: readonly MissingUser[];
  readonly roles: readonly MissingRole[];
  /** There on both sides, with other rights; `database.name`. */
  readonly different: readonly string[];
  /** Where Atlas is to make them. */
  readonly atlas?: AccountsForAtlas | undefined;
}

export interface MissingUser {
  /** `database.name` */
  readonly id: string;
  /** `role@database` */
  readonly roles: readonly string[];
  /** What it logs in with: its password as it is, one of the file, a certificate or directory, or nothing that is known. */
  readonly login: 'credentials' | 'password' | 'external' | 'unknown';
  /** Roles that the destination neither has nor gets. */
  readonly lackingRoles: readonly string[];
}

export interface MissingRole {
  /** `database.name` */
  readonly id: string;
  readonly privileges: number;
  readonly roles: readonly string[];
}

export interface AccountSelection {
  /** `database.name`; empty means all. Roles that an included user has come along. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Users whose password the file gives. */
  readonly passwords: readonly string[];
  /** Whom this migration logs in as, on either side. */
  readonly own: readonly string[];
}

export function missingAccounts(
  source: AccountDocuments,
  destination: AccountDocuments,
  { include, exclude, passwords, own }: AccountSelection,
): AccountsObservation {
  const excluded = new Set([...exclude, ...own]);
  const isMeant = ({ _id }: { _id: string }) => !excluded.has(_id) && (include.length === 0 || include.includes(_id));
  const users = source.users.filter(isMeant);
  const made = new Map(source.roles.map((role) => [role._id, role]));
  const meantRoles = new Set(source.roles.filter(isMeant).map(({ _id }) => _id));
  const follow = ({ roles }: { readonly roles: readonly RoleName[] }) => {
    for (const id of roles.map(idOf)) {
      const role = made.get(id);
      if (role === undefined || excluded.has(id) || meantRoles.has(id)) continue;
      meantRoles.add(id);
      follow(role);
    }
  };
  for (const holder of [...users, ...source.roles.filter(isMeant)]) follow(holder);

  const thereUsers = new Map(destination.users.map((user) => [user._id, user]));
  const thereRoles = new Map(destination.roles.map((role) => [role._id, role]));
  const roles = source.roles.filter(({ _id }) => meantRoles.has(_id));
  const differs = <T extends { _id: string }>(
    all: readonly T[],
    there: ReadonlyMap<string, T>,
    text: (one: T) => string,
  ) =>
    all.flatMap((one) => {
      const other = there.get(one._id);
      return other === undefined || text(one) === text(other) ? [] : [one._id];
    });
  return {
    users: users
      .filter(({ _id }) => !thereUsers.has(_id))
      .map((user) => ({
        id: user._id,
        roles: user.roles.map(nameOf),
        login: loginOf(user, passwords),
        lackingRoles: user.roles
          .filter((role) => made.has(idOf(role)) && !meantRoles.has(idOf(role)) && !thereRoles.has(idOf(role)))
          .map(nameOf),
      })),
    roles: roles
      .filter(({ _id }) => !thereRoles.has(_id))
      .map((role) => ({ id: role._id, privileges: role.privileges.length, roles: role.roles.map(nameOf) })),
    different: [...differs(users, thereUsers, rightsOf), ...differs(roles, thereRoles, rightsOf)],
  };
}

function loginOf({ _id, db, credentials }: UserDocument, passwords: readonly string[]): MissingUser['login'] {
  if (db === '$external') return 'external';
  if (passwords.includes(_id)) return 'password';
  return credentials === undefined ? 'unknown' : 'credentials';
}

function idOf({ role, db }: RoleName): string {
  return `${db}.${role}`;
}

function nameOf({ role, db }: RoleName): string {
  return `${role}@${db}`;
}
