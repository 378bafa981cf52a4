import { type Document, MongoClient } from '../driver.ts';
import { type ReplicaSet, type ReplicaSetOptions, startReplicaSet } from '../servers/replica-set.ts';
import { GodwitProject, type ProjectOptions } from './project.ts';

/** A source and a destination of a test file's own: a cutover blocks a whole cluster, and a destination has one sync. */
export class ServerPair implements AsyncDisposable {
  readonly source: ReplicaSet;
  readonly destination: ReplicaSet;
  readonly sourceClient: MongoClient;
  readonly destinationClient: MongoClient;

  private constructor(source: ReplicaSet, destination: ReplicaSet) {
    this.source = source;
    this.destination = destination;
    this.sourceClient = clientOf(source);
    this.destinationClient = clientOf(destination);
  }

  static async start(
    options: { source?: ReplicaSetOptions; destination?: ReplicaSetOptions } = {},
  ): Promise<ServerPair> {
    const [source, destination] = await Promise.all([
      startReplicaSet(options.source),
      startReplicaSet(options.destination),
    ]);
    return new ServerPair(source, destination);
  }

  /** Both sides as new, with a little data of the usual kinds on the source. */
  async reset(): Promise<void> {
    await Promise.all([wipe(this.sourceClient), wipe(this.destinationClient)]);
    const shop = this.sourceClient.db('shop');
    const orders = Array.from({ length: 500 }, (_, _id) => ({ _id, number: _id, text: 'x'.repeat(_id) }) as Document);
    await shop.collection('orders').insertMany(orders);
    await shop.collection('orders').createIndex({ number: 1 }, { unique: true });
    await shop.collection('sessions').insertMany(orders.map(({ _id }) => ({ _id, at: new Date() }) as Document));
    await shop.collection('sessions').createIndex({ at: 1 }, { expireAfterSeconds: 36_000 });
    await shop.createCollection('recent', { viewOn: 'orders', pipeline: [{ $sort: { _id: -1 } }] });
  }

  /** A project that migrates from the one to the other. */
  async project(options: Partial<ProjectOptions> = {}): Promise<GodwitProject> {
    return await GodwitProject.create({
      sourceUri: this.source.uri,
      destinationUri: this.destination.uri,
      ...options,
    });
  }

  /** Whether users may write to the source. */
  async isSourceWritable(): Promise<boolean> {
    return await isWritable(this.sourceClient);
  }

  async isDestinationWritable(): Promise<boolean> {
    return await isWritable(this.destinationClient);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.sourceClient.close(), this.destinationClient.close()]);
    await Promise.all([this.source[Symbol.asyncDispose](), this.destination[Symbol.asyncDispose]()]);
  }
}

/** It logs in as the user that migrations of tests have, where there are users, and is no application. */
function clientOf({ uri }: ReplicaSet): MongoClient {
  return new MongoClient(uri, uri.includes('@') ? { appName: 'godwit tests' } : {});
}

async function wipe(client: MongoClient): Promise<void> {
  await client.db('admin').command({ setUserWriteBlockMode: 1, global: false });
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const own = databases.filter(({ name }) => !['admin', 'config', 'local'].includes(name));
  await Promise.all(own.map(({ name }) => client.db(name).dropDatabase()));
}

async function isWritable(client: MongoClient): Promise<boolean> {
  const probe = client.db('__godwit').collection('probe');
  try {
    await probe.insertOne({});
    await probe.drop();
    return true;
  } catch (error) {
    if ((error as { code?: number }).code === 371) return false;
    throw error;
  }
}
