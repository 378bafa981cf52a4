/** Which roles of an application's user let it write, and what is left to it so that it goes on reading meanwhile. */
import type { Document, MongoClient } from '../mongo/driver.ts';
import type { GrantedRole, TakenRoles } from './source-block.ts';

/** A user as `database.name`. */
export interface DeclaredUser {
  readonly user: string;
  readonly db: string;
}

export function declaredUser(name: string): DeclaredUser {
  const dot = name.indexOf('.');
  return dot < 0 ? { user: name, db: 'admin' } : { db: name.slice(0, dot), user: name.slice(dot + 1) };
}

/** Built-in roles that can write documents, and the role that reads the same. */
const readingTwins: Readonly<Record<string, string | undefined>> = {
  readWrite: 'read',
  readWriteAnyDatabase: 'readAnyDatabase',
  dbOwner: 'read',
  dbAdmin: 'read',
  dbAdminAnyDatabase: 'readAnyDatabase',
};

const writeActions = new Set(['insert', 'update', 'remove', 'dropCollection', 'createCollection', 'anyAction']);

/**
 * What has to be taken from the users so that they cannot write, custom roles included; nothing is changed.
 * @returns the users that were found, those that cannot write anyway left out
 */
export async function writeRolesOf(
  client: MongoClient,
  users: readonly DeclaredUser[],
): Promise<readonly TakenRoles[]> {
  const found: TakenRoles[] = [];
  for (const { user, db } of users) {
    const { users: listed } = await client.db(db).command({ usersInfo: { user, db } });
    const [info] = listed as readonly { roles: readonly GrantedRole[] }[];
    if (info === undefined) continue;
    const roles: GrantedRole[] = [];
    for (const role of info.roles) if (await canWrite(client, role)) roles.push({ role: role.role, db: role.db });
    const given = roles.flatMap((role) => readingTwin(role, info.roles));
    if (roles.length > 0) found.push({ user, db, roles, given });
  }
  return found;
}

async function canWrite(client: MongoClient, { role, db }: GrantedRole): Promise<boolean> {
  if (readingTwins[role] !== undefined) return true;
  const { roles } = await client
    .db(db)
    .command({ rolesInfo: { role, db }, showPrivileges: true, showBuiltinRoles: true });
  const [info] = roles as readonly Document[];
  const privileges = (info?.['inheritedPrivileges'] ?? info?.['privileges'] ?? []) as readonly Document[];
  return privileges.some(
    ({ resource, actions }) =>
      (resource.db !== undefined || resource.anyResource === true) &&
      (actions as readonly string[]).some((action) => writeActions.has(action)),
  );
}

function readingTwin({ role, db }: GrantedRole, held: readonly GrantedRole[]): GrantedRole[] {
  const twin = readingTwins[role];
  if (twin === undefined || held.some((one) => one.role === twin && one.db === db)) return [];
  return [{ role: twin, db }];
}

/** Takes the roles; the ones to read with come first, so that nobody is without for a moment. */
export async function takeWriteRoles(client: MongoClient, taken: readonly TakenRoles[]): Promise<void> {
  const durably = { writeConcern: { w: 'majority' } } as const;
  for (const { user, db, roles, given } of taken) {
    if (given.length > 0) await client.db(db).command({ grantRolesToUser: user, roles: given, ...durably });
    await client.db(db).command({ revokeRolesFromUser: user, roles, ...durably });
  }
}
