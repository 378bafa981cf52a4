/** Users and roles of the databases in scope, which the tools take along for one database at a time. */
import type { MongoClient } from '../../mongo/driver.ts';
import { PipedCopy, type PipedTools } from './piped-tools.ts';
import { usersDumpArguments, usersRestoreArguments } from './tool-arguments.ts';

export interface UsersCopyOptions extends Pick<PipedTools, 'signal' | 'onLine'> {
  readonly source: MongoClient;
  readonly databases: readonly string[];
  readonly mongodump: string;
  readonly mongorestore: string;
  readonly configFiles: readonly [string, string];
}

/** @throws EngineError GW945 for the first database of which they could not be taken */
export async function copyUsersAndRoles(options: UsersCopyOptions): Promise<void> {
  const { source, databases, mongodump, mongorestore, configFiles, signal, onLine } = options;
  for (const database of databases) {
    signal.throwIfAborted();
    // The tool fails where there is nothing to take.
    if (!(await hasUsersOrRoles(source, database))) continue;
    const listed = await source.db(database).listCollections({}, { nameOnly: true }).toArray();
    const collections = [...new Set([...listed.map(({ name }) => name), 'system.js'])];
    const copy = new PipedCopy({
      dump: [mongodump, ...usersDumpArguments(database, collections, configFiles[0])],
      restore: [mongorestore, ...usersRestoreArguments(database, configFiles[1])],
      archive: undefined,
      signal,
      onLine,
    });
    await copy.run();
  }
}

async function hasUsersOrRoles(source: MongoClient, database: string): Promise<boolean> {
  const [{ users }, { roles }] = await Promise.all([
    source.db(database).command({ usersInfo: 1 }),
    source.db(database).command({ rolesInfo: 1 }),
  ]);
  return users.length + roles.length > 0;
}
