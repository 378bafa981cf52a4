/** How writes are held back, as data: whoever reads it can give them back without knowing the migration's file. */
import { EnvironmentError, messageOf } from '../lib/errors.ts';
import type { MongoClient } from '../mongo/driver.ts';
import { isPermission } from '../mongo/failures.ts';
import { setUserWriteBlock, writesOf } from '../mongo/write-block.ts';

/** A role as `grantRolesToUser` takes it. */
export interface GrantedRole {
  readonly role: string;
  readonly db: string;
}

/** What was taken from one user. */
export interface TakenRoles {
  readonly user: string;
  readonly db: string;
  readonly roles: readonly GrantedRole[];
  /** What was granted in their stead, to go on reading. */
  readonly given: readonly GrantedRole[];
}

export type SourceBlock =
  | { readonly kind: 'server' }
  | { readonly kind: 'roles'; readonly taken: readonly TakenRoles[] }
  /** Somebody else holds them back, and gives them back too. */
  | { readonly kind: 'external' };

/** Whether writers are held back by it; also where that cannot be seen. */
export async function isInForce(client: MongoClient, block: SourceBlock): Promise<boolean> {
  switch (block.kind) {
    case 'server':
      return (await writesOf(client)) !== 'allowed';
    case 'roles':
      for (const taken of block.taken) if (await lacksRoles(client, taken)) return true;
      return false;
    case 'external':
      return false;
  }
}

async function lacksRoles(client: MongoClient, { user, db, roles }: TakenRoles): Promise<boolean> {
  const { users } = await client.db(db).command({ usersInfo: { user, db } });
  const [info] = users as readonly { readonly roles: readonly GrantedRole[] }[];
  if (info === undefined) return false;
  return roles.some((role) => !info.roles.some((one) => one.role === role.role && one.db === role.db));
}

/** Gives writes back; nothing happens where that was done before. */
export async function releaseBlock(client: MongoClient, block: SourceBlock): Promise<void> {
  switch (block.kind) {
    case 'server':
      await setUserWriteBlock(client, false);
      if ((await writesOf(client)) === 'blocked') throw new Error('writes are still blocked');
      return;
    case 'roles':
      for (const taken of block.taken) await giveBack(client, taken);
      return;
    case 'external':
  }
}

const userNotFound = 11;

async function giveBack(client: MongoClient, { user, db, roles, given }: TakenRoles): Promise<void> {
  try {
    const durably = { writeConcern: { w: 'majority' } } as const;
    await client.db(db).command({ grantRolesToUser: user, roles, ...durably });
    if (given.length > 0) await client.db(db).command({ revokeRolesFromUser: user, roles: given, ...durably });
  } catch (error) {
    // Dropped meanwhile: there is nobody to give them to.
    if ((error as { code?: unknown }).code === userNotFound) return;
    throw isPermission(error) ? mayNotGrant(user, db, error) : error;
  }
}

function mayNotGrant(user: string, db: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW832', {
    summary: `The write roles of ${db}.${user} could not be given back`,
    detail: messageOf(cause),
    hint: 'Grant the user of the source the role userAdminAnyDatabase, then run `godwit apply` again',
    cause,
  });
}
