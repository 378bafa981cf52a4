/**
 * The database user that godwit makes for itself where the file names none: one for each machine that applies, so that a new
 * runner does not take the password away from a sync that is running elsewhere. All of them go when the migration completes.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { AtlasCustomRole, AtlasDatabaseUser, NewDatabaseUser } from '../atlas/api-types.ts';
import { isNodeError } from '../lib/node-error.ts';

export interface SyncUser {
  readonly username: string;
  readonly password: string;
}

const label = 'godwit-sync-user';

/** Where this machine's user is remembered, readable by nobody else. */
export class SyncUserFile {
  readonly #path: string;

  constructor(privateDirectory: string) {
    this.#path = join(privateDirectory, 'sync-user.json');
  }

  async read(): Promise<SyncUser | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as SyncUser;
    } catch (error) {
      if (isNodeError(error) && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Written before Atlas hears of the user: one that exists and whose password is lost would be of no use. */
  async create(migration: string): Promise<SyncUser> {
    const user = {
      username: `godwit-${migration}-${randomBytes(3).toString('hex')}`,
      password: randomBytes(24).toString('base64url'),
    };
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#path, JSON.stringify(user), { mode: 0o600 });
    return user;
  }

  async remove(): Promise<void> {
    await rm(this.#path, { force: true });
  }
}

/** Of the project, since Atlas knows no role of a cluster. Atlas has a name of its own for the action `bypassWriteBlockingMode`. */
export function bypassRole(migration: string): AtlasCustomRole {
  return {
    roleName: `godwit-${migration}-sync`,
    actions: [{ action: 'BYPASS_USER_WRITE_BLOCK', resources: [{ cluster: true }] }],
  };
}

/** As Atlas is asked for it: limited to the cluster, and marked with the migration. */
export function syncUserRequest(
  user: SyncUser,
  groupId: string,
  clusterName: string,
  migration: string,
  extraRoles: readonly string[],
): NewDatabaseUser {
  return {
    ...user,
    groupId,
    databaseName: 'admin',
    description: `Sync of the godwit migration ${migration}`.slice(0, 100),
    roles: ['atlasAdmin', ...extraRoles].map((roleName) => ({ roleName, databaseName: 'admin' })),
    scopes: [{ name: clusterName, type: 'CLUSTER' }],
    labels: [{ key: label, value: migration }],
  };
}

export const isSyncUserOf = (migration: string, { labels }: AtlasDatabaseUser): boolean =>
  (labels ?? []).some(({ key, value }) => key === label && value === migration);
