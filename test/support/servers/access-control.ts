import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '../driver.ts';
import { runAdminCommand } from './with-client.ts';

/** Somebody who can log in. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The all-powerful user of every test server that has access control. */
export const rootUser: Credentials = { user: 'root', password: 'root-of-a-test' };

/** Writes the secret by which the members of one set know each other; the server insists on its mode. */
export async function writeKeyFile(directory: string): Promise<string> {
  const path = join(directory, 'keyfile');
  await writeFile(path, randomBytes(96).toString('base64'), { mode: 0o400 });
  return path;
}

/** Creates the first user; the server lets anybody from loopback do that, once. */
export async function createRootUser(uri: string): Promise<void> {
  await createUser(uri, rootUser, ['root']);
}

/** Creates a user on `admin`; a role is a name (of `admin`) or `{ role, db }`. */
export async function createUser(
  uri: string,
  { user, password }: Credentials,
  roles: Document[] | string[],
): Promise<void> {
  await runAdminCommand(uri, { createUser: user, pwd: password, roles });
}

/** A connection string; every part of it that is given. */
export function connectionString(hosts: readonly string[], query: Document, credentials?: Credentials): string {
  const login = credentials
    ? `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}@`
    : '';
  const options = new URLSearchParams({ ...query, ...(credentials && { authSource: 'admin' }) });
  return `mongodb://${login}${hosts.join(',')}/?${options}`;
}
