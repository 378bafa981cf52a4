/**
 * Users and roles as servers keep them, in `admin.system.users` and `admin.system.roles`: with their credentials, which no
 * command gives away. Where these may not be read (Atlas), commands tell the rest.
 */
import { BSON, type Document, type MongoClient } from '../driver.ts';
import { isPermission } from '../failures.ts';

/** A document of `admin.system.users`; without `credentials` where they could not be read. Numbers keep their types. */
export interface UserDocument extends Document {
  /** `database.name` */
  readonly _id: string;
  readonly user: string;
  readonly db: string;
  readonly roles: readonly RoleName[];
  readonly credentials?: Document | undefined;
}

/** A document of `admin.system.roles`: roles that somebody made. */
export interface RoleDocument extends Document {
  /** `database.name` */
  readonly _id: string;
  readonly role: string;
  readonly db: string;
  readonly roles: readonly RoleName[];
  readonly privileges: readonly Document[];
}

export interface RoleName {
  readonly role: string;
  readonly db: string;
}

export interface AccountDocuments {
  readonly users: readonly UserDocument[];
  readonly roles: readonly RoleDocument[];
}

/** @throws MongoServerError when the user may not even list users (role `userAdminAnyDatabase`) */
export async function readAccountDocuments(client: MongoClient): Promise<AccountDocuments> {
  const admin = client.db('admin', { readPreference: 'primary' });
  const asTheyAre = { promoteValues: false } as const;
  try {
    const [users, roles] = await Promise.all([
      admin.collection<UserDocument>('system.users').find({}, asTheyAre).toArray(),
      admin.collection<RoleDocument>('system.roles').find({}, asTheyAre).toArray(),
    ]);
    return { users, roles };
  } catch (error) {
    if (!isPermission(error)) throw error;
    return await readByCommands(client);
  }
}

async function readByCommands(client: MongoClient): Promise<AccountDocuments> {
  const admin = client.db('admin');
  const { users } = await admin.command({ usersInfo: { forAllDBs: true } }, { promoteValues: false });
  const roles = new Map<string, RoleDocument>();
  let asked = namesOf(users as UserDocument[]);
  while (asked.length > 0) {
    const answer = await admin.command({ rolesInfo: asked, showPrivileges: true }, { promoteValues: false });
    const made = (answer['roles'] as (RoleDocument & { isBuiltin: boolean })[]).filter(({ isBuiltin }) => !isBuiltin);
    for (const { role, db, privileges, roles: inherited } of made) {
      roles.set(`${db}.${role}`, { _id: `${db}.${role}`, role, db, privileges, roles: inherited });
    }
    asked = namesOf(made).filter(({ db, role }) => !roles.has(`${db}.${role}`));
  }
  return { users: users as UserDocument[], roles: [...roles.values()] };
}

function namesOf(holders: readonly { readonly roles: readonly RoleName[] }[]): readonly RoleName[] {
  return holders.flatMap(({ roles }) => roles.map(({ role, db }) => ({ role, db })));
}

/** The users that this client is logged in as, as `database.name`. */
export async function ownUsers(client: MongoClient): Promise<readonly string[]> {
  const { authInfo } = await client.db('admin').command({ connectionStatus: 1 });
  return (authInfo.authenticatedUsers as { user: string; db: string }[]).map(({ user, db }) => `${db}.${user}`);
}

/** What a user or role may do, as a text that is the same for the same rights, however they are ordered. */
export function rightsOf({
  roles,
  privileges,
}: Pick<RoleDocument, 'roles'> & { privileges?: readonly Document[] }): string {
  const privilegeTexts = (privileges ?? []).map(({ resource, actions }) =>
    BSON.EJSON.stringify({ resource, actions: [...(actions as string[])].sort() }),
  );
  return [...roles.map(({ role, db }) => `${db}.${role}`).sort(), ...privilegeTexts.sort()].join('\n');
}
