import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Db, MongoClient } from '../driver.ts';

/** Connections to the shared servers, and database names that nobody else uses. */
export interface TestDatabases extends AsyncDisposable {
  readonly sourceUri: string;
  readonly destinationUri: string;
  readonly source: MongoClient;
  readonly destination: MongoClient;
  /** A name of this test's own; what is in it, on either side, is dropped at the end. */
  databaseName(): string;
}

/** Connects to both shared servers for one test; throws where there are none (`needs({ sharedServers })` skips there). */
export async function openTestDatabases(): Promise<TestDatabases> {
  const servers = inject('sharedServers');
  if ('missing' in servers) throw new Error(`There are no shared servers: ${servers.missing}`);
  const source = await MongoClient.connect(servers.source.uri);
  const destination = await MongoClient.connect(servers.destination.uri);
  const names: string[] = [];
  return {
    sourceUri: servers.source.uri,
    destinationUri: servers.destination.uri,
    source,
    destination,
    databaseName() {
      const name = `test_${randomBytes(6).toString('hex')}`;
      names.push(name);
      return name;
    },
    async [Symbol.asyncDispose]() {
      const databases: Db[] = names.flatMap((name) => [source.db(name), destination.db(name)]);
      for (const database of databases) await database.dropDatabase();
      await Promise.all([source.close(), destination.close()]);
    },
  };
}
