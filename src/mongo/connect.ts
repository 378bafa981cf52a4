import { EnvironmentError, GodwitError, messageOf, UserError } from '../lib/errors.ts';
import type { Secret } from '../lib/secret.ts';
import { type ClusterFacts, readClusterFacts } from './cluster-facts.ts';
import { MongoClient, type MongoClientOptions, MongoParseError, MongoServerError } from './driver.ts';
import { selectionReason } from './explain-failure.ts';
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
}

/** A cluster that answered, and what it is. */
export interface ConnectedCluster extends AsyncDisposable {
  readonly client: MongoClient;
  readonly facts: ClusterFacts;
  /** The hosts of the connection string, without user and password. */
  readonly address: string;
}

/**
 * Connects and looks at what the cluster is.
 * @throws UserError GW501 for a connection string that is none, GW503 for refused credentials;
 *   EnvironmentError GW502 when no server answers in time
 */
export async function connectCluster(options: ConnectOptions): Promise<ConnectedCluster> {
  const { uri, role } = options;
  const client = newClient(options);
  const address = hostsOf(uri.reveal());
  try {
    await client.connect();
    const facts = await readClusterFacts(client);
    return { client, facts, address, [Symbol.asyncDispose]: async () => await client.close() };
  } catch (error) {
    await client.close().catch(() => {});
    throw explain(error, role, address, options.timeoutMs ?? defaultTimeoutMs);
  }
}

/** What our connections are called in the servers' lists of them. */
export const applicationName = 'godwit';

const defaultTimeoutMs = 8_000;

function newClient({ uri, role, driverOptions, maxPoolSize, timeoutMs }: ConnectOptions): MongoClient {
  try {
    return new MongoClient(uri.reveal(), {
      appName: applicationName,
      serverSelectionTimeoutMS: timeoutMs ?? defaultTimeoutMs,
      connectTimeoutMS: timeoutMs ?? defaultTimeoutMs,
      maxPoolSize: maxPoolSize ?? 64,
      ...driverOptions,
    });
  } catch (error) {
    if (!(error instanceof MongoParseError) && !(error instanceof TypeError)) {
      throw explain(error, role, '', timeoutMs ?? defaultTimeoutMs);
    }
    throw new UserError('GW501', {
      summary: `The ${role}'s connection string (${uri.origin}) is not one that MongoDB understands`,
      detail: withoutSecret(messageOf(error), uri),
      hint: 'It begins with mongodb:// or mongodb+srv://; special characters in user and password are percent-encoded',
    });
  }
}

function withoutSecret(text: string, uri: Secret): string {
  return text.replaceAll(uri.reveal(), '[secret]');
}

/** The driver's errors as ours: what failed, on which side, and what to do. */
function explain(error: unknown, role: string, address: string, timeoutMs: number): GodwitError {
  if (error instanceof GodwitError) return error;
  const code = error instanceof MongoServerError ? error.code : undefined;
  if (code === 18 || code === 13 || /Authentication failed|auth error/i.test(messageOf(error))) {
    return new UserError('GW503', {
      summary: `The ${role} (${address}) refused the user or the password`,
      detail: messageOf(error),
      hint: 'Check user, password, authSource and authMechanism in the connection string',
      cause: error,
    });
  }
  return new EnvironmentError('GW502', {
    summary: `The ${role} (${address}) does not answer`,
    detail: selectionReason(error),
    hint: hintFor(error, timeoutMs),
    cause: error,
  });
}

function hintFor(error: unknown, timeoutMs: number): string {
  const reason = selectionReason(error);
  if (/ECONNREFUSED/.test(reason)) return 'Nothing listens there: check host, port, and whether mongod runs';
  if (/ENOTFOUND|EAI_AGAIN/.test(reason)) return 'The host name is not known here: check its spelling and the DNS';
  if (/certificate|TLS|SSL|handshake/i.test(reason)) {
    return 'Check tls, tlsCAFile and the host names in the certificate';
  }
  if (/replica set|setName/i.test(reason)) return 'Check the replicaSet option against the name of the set';
  return `Nothing came back within ${timeoutMs / 1000} s: check network, firewall and IP access list from this machine`;
}
