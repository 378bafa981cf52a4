/**
 * Users and roles of a source as Atlas can have them: of the project, in the database `admin`, with Atlas' own names for
 * actions, and without what Atlas gives to nobody. Pure.
 */
import type { AtlasCustomRole, AtlasRoleGrant } from '../atlas/api-types.ts';
import type { AccountDocuments, RoleDocument, RoleName, UserDocument } from '../mongo/accounts/account-documents.ts';

/** A user as it is to be made, without its password. */
export interface UserForAtlas {
  /** `database.name` on the source. */
  readonly id: string;
  readonly username: string;
  readonly roles: readonly AtlasRoleGrant[];
}

export interface RoleForAtlas extends AtlasCustomRole {
  /** `database.name` on the source. */
  readonly id: string;
}

export interface AccountsForAtlas {
  readonly users: readonly UserForAtlas[];
  /** Each behind those that it inherits. */
  readonly roles: readonly RoleForAtlas[];
  /** What Atlas has nothing for, in words: `user shop.app: role root@admin`. */
  readonly without: readonly string[];
}

/** https://www.mongodb.com/docs/atlas/mongodb-users-roles-and-privileges/ */
const rolesOfAdmin: ReadonlySet<string> = new Set([
  'atlasAdmin',
  'backup',
  'clusterMonitor',
  'dbAdminAnyDatabase',
  'enableSharding',
  'readAnyDatabase',
  'readWriteAnyDatabase',
]);
const rolesOfDatabases: ReadonlySet<string> = new Set(['dbAdmin', 'read', 'readWrite']);

/** https://www.mongodb.com/docs/atlas/reference/custom-role-actions/, without those of Data Federation. */
const actions: ReadonlySet<string> = new Set([
  ...['FIND', 'INSERT', 'REMOVE', 'UPDATE', 'BYPASS_DOCUMENT_VALIDATION', 'USE_UUID', 'KILL_OP', 'CREATE_COLLECTION'],
  ...[
    'CREATE_INDEX',
    'DROP_COLLECTION',
    'ENABLE_PROFILER',
    'CHANGE_STREAM',
    'COLL_MOD',
    'COMPACT',
    'CONVERT_TO_CAPPED',
  ],
  ...['DROP_DATABASE', 'DROP_INDEX', 'RE_INDEX', 'RENAME_COLLECTION_SAME_DB', 'SET_USER_WRITE_BLOCK', 'LIST_SESSIONS'],
  ...['BYPASS_USER_WRITE_BLOCK', 'KILL_ANY_SESSION', 'COLL_STATS', 'CONN_POOL_STATS', 'DB_HASH', 'DB_STATS', 'GET_LOG'],
  ...[
    'GET_CMD_LINE_OPTS',
    'GET_PARAMETER',
    'GET_SHARD_MAP',
    'HOST_INFO',
    'IN_PROG',
    'LIST_DATABASES',
    'LIST_COLLECTIONS',
  ],
  ...[
    'LIST_INDEXES',
    'LIST_SHARDS',
    'NET_STAT',
    'REPL_SET_GET_CONFIG',
    'REPL_SET_GET_STATUS',
    'SERVER_STATUS',
    'VALIDATE',
  ],
  ...['SHARDING_STATE', 'TOP', 'FLUSH_ROUTER_CONFIG', 'ENABLE_SHARDING'],
]);

const ownNames: Readonly<Record<string, string>> = {
  killop: 'KILL_OP',
  inprog: 'IN_PROG',
  netstat: 'NET_STAT',
  setUserWriteBlockMode: 'SET_USER_WRITE_BLOCK',
  bypassWriteBlockingMode: 'BYPASS_USER_WRITE_BLOCK',
};

/** Of what is to be taken along. */
export function accountsForAtlas({ users, roles }: AccountDocuments): AccountsForAtlas {
  const without: string[] = [];
  const names = new Map(roles.map(({ _id, role, db }) => [_id, roleNameOf(role, db)]));
  const named = roles.flatMap((role) => {
    if (isTakable(names.get(role._id)!)) return [role];
    without.push(`role ${role._id}: Atlas takes letters, digits, - and _ in a name, and none that begins with xgen-`);
    names.delete(role._id);
    return [];
  });
  const made = inherited(named).flatMap((role) => {
    const translated = roleForAtlas(role, names, without);
    if (translated.actions.length + translated.inheritedRoles!.length > 0) return [translated];
    without.push(`role ${role._id}: nothing is left of it`);
    names.delete(role._id);
    return [];
  });
  return { roles: made, users: usersForAtlas(users, names, without), without };
}

const isTakable = (name: string) =>
  /^[\w-]+$/.test(name) && !name.startsWith('xgen-') && !rolesOfAdmin.has(name) && !rolesOfDatabases.has(name);

/** A role of Atlas belongs to no database. */
const roleNameOf = (role: string, db: string) => (db === 'admin' ? role : `${role}-${db}`);

/** Each behind those that it inherits, since Atlas knows no role before it is made. */
function inherited(roles: readonly RoleDocument[]): readonly RoleDocument[] {
  const byId = new Map(roles.map((role) => [role._id, role]));
  const done = new Set<RoleDocument>();
  const visit = (role: RoleDocument) => {
    if (done.has(role)) return;
    for (const { role: name, db } of role.roles) {
      const other = byId.get(`${db}.${name}`);
      if (other !== undefined) visit(other);
    }
    done.add(role);
  };
  for (const role of roles) visit(role);
  return [...done];
}

function roleForAtlas(role: RoleDocument, names: ReadonlyMap<string, string>, without: string[]): RoleForAtlas {
  const { _id: id, privileges, roles } = role;
  const resources = new Map<string, Exclude<AtlasCustomRole['actions'], undefined>[number]['resources']>();
  for (const { resource, actions: given } of privileges) {
    const place = placeOf(resource);
    for (const action of given as string[]) {
      const name = ownNames[action] ?? action.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
      if (place === undefined || !actions.has(name))
        without.push(`role ${id}: ${action} on ${resourceWords(resource)}`);
      else resources.set(name, [...(resources.get(name) ?? []), place]);
    }
  }
  return {
    id,
    roleName: names.get(id)!,
    actions: [...resources].map(([action, places]) => ({ action, resources: places })),
    inheritedRoles: grantsOf(`role ${id}`, roles, names, without).map(({ roleName, databaseName }) => ({
      role: roleName,
      db: databaseName,
    })),
  };
}

/** `undefined` for what Atlas does not name: every database, every resource, buckets of time series. */
function placeOf({ cluster, db, collection }: Readonly<Record<string, unknown>>) {
  if (cluster === true) return { cluster: true };
  if (typeof db !== 'string' || db === '' || typeof collection !== 'string') return undefined;
  return { db, collection };
}

function resourceWords(resource: Readonly<Record<string, unknown>>): string {
  const { cluster, anyResource, db, collection } = resource;
  if (cluster === true) return 'the cluster';
  if (anyResource === true) return 'everything';
  if (db === undefined) return JSON.stringify(resource);
  return `${db === '' ? 'every database' : db}${collection === '' ? '' : `.${collection}`}`;
}

function usersForAtlas(
  users: readonly UserDocument[],
  names: ReadonlyMap<string, string>,
  without: string[],
): readonly UserForAtlas[] {
  const taken = new Set(users.filter(({ db }) => db === 'admin').map(({ user }) => user));
  return users.flatMap(({ _id: id, user: username, db, roles }) => {
    if (db === '$external') {
      without.push(`user ${id}: declare under destination.atlas.users by what it logs in`);
      return [];
    }
    // Atlas keeps users with passwords in `admin`.
    if (db !== 'admin' && taken.has(username)) {
      without.push(`user ${id}: there is another user ${username}`);
      return [];
    }
    taken.add(username);
    const grants = grantsOf(`user ${id}`, roles, names, without);
    if (grants.length > 0) return [{ id, username, roles: grants }];
    without.push(`user ${id}: no role is left for it`);
    return [];
  });
}

function grantsOf(
  whose: string,
  roles: readonly RoleName[],
  names: ReadonlyMap<string, string>,
  without: string[],
): readonly AtlasRoleGrant[] {
  return roles.flatMap(({ role, db }) => {
    const made = names.get(`${db}.${role}`);
    if (made !== undefined) return [{ roleName: made, databaseName: 'admin' }];
    if (rolesOfDatabases.has(role) || (db === 'admin' && rolesOfAdmin.has(role)))
      return [{ roleName: role, databaseName: db }];
    without.push(`${whose}: role ${role}@${db}`);
    return [];
  });
}
