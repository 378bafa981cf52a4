import { failingAbout } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { type ClusterFacts, readClusterFacts } from './cluster-facts.ts';
import { explainConnection, loginMissing, malformedUri } from './connection-failure.ts';
import { MongoClient, type MongoClientOptions } from './driver.ts';
import { SilenceWatch } from './driver-silence.ts';
import { codeOf } from './failures.ts';
import { hostsOf } from './redact-uri.ts';

export interface ConnectOptions {
  readonly uri: Secret;
  /** `source` or `destination`, for messages. */
  readonly role: string;
  /** What the driver takes beside the connection string: certificates, mechanisms. */
  readonly driverOptions?: MongoClientOptions | undefined;
  readonly maxPoolSize?: number | undefined;
  /** Milliseconds to wait for a server that fits. */
  readonly timeoutMs?: number | undefined;
  /** How often connections are looked at for such as fell silent. */
  readonly silenceLookMs?: number | undefined;
}

/** A cluster that answered, and what it is. */
export interface ConnectedCluster extends AsyncDisposable {
  readonly client: MongoClient;
  readonly facts: ClusterFacts;
  /** The hosts of the connection string, without user and password. */
  readonly address: string;
  /** How it was connected, for threads that connect by themselves. */
  readonly connection: ConnectOptions;
}

/** A client alone, for a thread beside one that knows the cluster: errors are the driver's, for who decides what they mean. */
export async function connectClient(
  options: ConnectOptions,
): Promise<AsyncDisposable & Pick<ConnectedCluster, 'client'>> {
  const client = newClient(options);
  try {
    await client.connect();
  } catch (error) {
    await client.close().catch(() => {});
    throw error;
  }
  const watch = new SilenceWatch(client, options.silenceLookMs);
  const close = async () => {
    watch[Symbol.dispose]();
    await client.close();
  };
  return { client, [Symbol.asyncDispose]: close };
}

/**
 * Connects and looks at what the cluster is.
 * @throws UserError GW501 for a connection string that is none, GW503 for refused or missing credentials;
 *   EnvironmentError GW502 when no server answers in time, with what is there instead where that can be found out
 */
export async function connectCluster(options: ConnectOptions): Promise<ConnectedCluster> {
  return await failingAbout(options.role, async () => await connect(options));
}

async function connect(options: ConnectOptions): Promise<ConnectedCluster> {
  const { uri, role, timeoutMs = defaultTimeoutMs } = options;
  const client = newClient(options);
  const address = hostsOf(uri.reveal());
  const failed = { uri, role, address, timeoutMs };
  const watch = new SilenceWatch(client, options.silenceLookMs);
  try {
    await client.connect();
    const [facts] = await Promise.all([readClusterFacts(client), requireLogin(client, () => loginMissing(failed))]);
    const close = async () => {
      watch[Symbol.dispose]();
      await client.close();
    };
    return { client, facts, address, connection: options, [Symbol.asyncDispose]: close };
  } catch (error) {
    watch[Symbol.dispose]();
    await client.close().catch(() => {});
    throw await explainConnection(error, failed);
  }
}

/** What our connections are called in the servers' lists of them. */
export const applicationName = 'godwit';

const defaultTimeoutMs = 8_000;
/** A connection that does not come about keeps others waiting, without a bound in the driver. */
const connectionWaitMs = 60_000;

function newClient({ uri, role, driverOptions, maxPoolSize, timeoutMs }: ConnectOptions): MongoClient {
  try {
    return new MongoClient(uri.reveal(), {
      appName: applicationName,
      serverSelectionTimeoutMS: timeoutMs ?? defaultTimeoutMs,
      connectTimeoutMS: timeoutMs ?? defaultTimeoutMs,
      maxPoolSize: maxPoolSize ?? 64,
      waitQueueTimeoutMS: connectionWaitMs,
      // One in the connection string is meant for an application. Indexes are built for hours, and what hangs is ended otherwise.
      socketTimeoutMS: 0,
      ...driverOptions,
    });
  } catch (error) {
    throw malformedUri(error, { uri, role });
  }
}

const unauthorized = 13;

/** A server with access control lets anybody connect and say hello. Whoever has logged in may ask what they may see. */
async function requireLogin(client: MongoClient, missing: () => Error): Promise<void> {
  if (client.options.credentials !== undefined) return;
  try {
    await client.db('admin').command({ listDatabases: 1, nameOnly: true, authorizedDatabases: true });
  } catch (error) {
    throw codeOf(error) === unauthorized ? missing() : error;
  }
}
