/**
 * Both sides of a sync: servers of the test's own, or the pair that the environment names. On given servers the suite keeps
 * to databases with names of its own, and the sync to those; afterwards they are dropped, and the metadata with them.
 */
import { randomBytes } from 'node:crypto';
import { MongoClient } from '../driver.ts';
import { givenPair } from '../runner/needs.ts';
import { type ReplicaSetOptions, startReplicaSet } from '../servers/replica-set.ts';
import { expectSameData } from '../verify/compare-clusters.ts';

const metadataDatabase = '__godwit';

export interface SyncPair extends AsyncDisposable {
  readonly sourceUri: string;
  readonly destinationUri: string;
  /** Fields of the start request that keep the sync to this test. */
  readonly start: Readonly<Record<string, unknown>>;
  /** The name that a database of the test has on the servers. */
  database(name: string): string;
  /** Throws every difference in these databases, or in all of the test. */
  expectSame(databases?: readonly string[]): Promise<void>;
}

export interface SyncPairOptions {
  readonly source?: ReplicaSetOptions;
  readonly destination?: ReplicaSetOptions;
}

export async function openSyncPair(options: SyncPairOptions = {}): Promise<SyncPair> {
  const given = givenPair();
  return given === undefined ? await startPair(options) : await takePair(given);
}

async function startPair(options: SyncPairOptions): Promise<SyncPair> {
  const source = await startReplicaSet(options.source);
  const destination = await startReplicaSet(options.destination);
  const uris = { sourceUri: source.uri, destinationUri: destination.uri };
  return {
    ...uris,
    start: {},
    database: (name) => name,
    expectSame: async (databases) => await expectSameData(source.uri, destination.uri, databases && { databases }),
    async [Symbol.asyncDispose]() {
      await source[Symbol.asyncDispose]();
      await destination[Symbol.asyncDispose]();
    },
  };
}

async function takePair({ sourceUri, destinationUri }: NonNullable<ReturnType<typeof givenPair>>): Promise<SyncPair> {
  const prefix = `godwit_test_${randomBytes(4).toString('hex')}_`;
  const source = await MongoClient.connect(sourceUri);
  const destination = await MongoClient.connect(destinationUri);
  const namesOn = async (client: MongoClient) => {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    return databases.map(({ name }) => name);
  };
  if ((await namesOn(destination)).includes(metadataDatabase)) {
    throw new Error(
      `There is a sync on the destination already: drop its database ${metadataDatabase} if nobody needs it`,
    );
  }
  return {
    sourceUri,
    destinationUri,
    start: { includeNamespaces: [{ databaseRegex: { pattern: `^${prefix}` } }] },
    database: (name) => prefix + name,
    async expectSame(databases) {
      const all = [...(await namesOn(source)), ...(await namesOn(destination))].filter((one) => one.startsWith(prefix));
      await expectSameData(sourceUri, destinationUri, { databases: databases ?? [...new Set(all)] });
    },
    async [Symbol.asyncDispose]() {
      for (const client of [source, destination]) {
        for (const name of await namesOn(client)) {
          const isOurs = name.startsWith(prefix) || (client === destination && name === metadataDatabase);
          if (isOurs) await client.db(name).dropDatabase();
        }
        await client.close();
      }
    },
  };
}
