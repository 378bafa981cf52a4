/**
 * Why no server fits: each host of a connection string is asked by itself what it is, without the set's name and without
 * logging in. The driver only says that nothing suitable came within its time.
 */
import { ConnectionString } from 'mongodb-connection-string-url';
import { messageOf } from '../lib/errors.ts';
import { type Document, MongoClient } from './driver.ts';
import { selectionReason } from './explain-failure.ts';

/** What one host said, or why it said nothing. */
export interface HostAnswer {
  readonly host: string;
  readonly hello: Document | undefined;
  /** The transport that it answered over. */
  readonly usesTls: boolean;
  /** Why it did not answer over the transport of the connection string. */
  readonly reason: string;
}

const askedHosts = 3;
const answerWithinMs = 1_500;

/** For logging in, or for a set of a certain name: neither is wanted here. */
const leftOut = [
  'replicaSet',
  'authSource',
  'authMechanism',
  'authMechanismProperties',
  'loadBalanced',
  'readPreference',
  'readPreferenceTags',
  'maxStalenessSeconds',
];

/** Answers in the order of the hosts; none for `mongodb+srv`, whose hosts are not known when its name is not. */
export async function askServers(uri: string): Promise<readonly HostAnswer[]> {
  const parsed = new ConnectionString(uri);
  if (parsed.isSRV) return [];
  return await Promise.all(parsed.hosts.slice(0, askedHosts).map(async (host) => await askHost(parsed, host)));
}

async function askHost(uri: ConnectionString, host: string): Promise<HostAnswer> {
  const usesTls = isTlsOn(uri);
  const asked = await hello(directUri(uri, host, usesTls));
  if (typeof asked !== 'string') return { host, hello: asked, usesTls, reason: '' };
  // A server that speaks the other transport just hangs up.
  const otherwise = await hello(directUri(uri, host, !usesTls));
  if (typeof otherwise === 'string') return { host, hello: undefined, usesTls, reason: asked };
  return { host, hello: otherwise, usesTls: !usesTls, reason: asked };
}

function isTlsOn({ searchParams }: ConnectionString): boolean {
  return (searchParams.get('tls') ?? searchParams.get('ssl')) === 'true';
}

function directUri(uri: ConnectionString, host: string, usesTls: boolean): string {
  const direct = uri.clone();
  direct.hosts = [host];
  direct.username = '';
  direct.password = '';
  for (const name of [...direct.searchParams.keys()]) {
    const isOfTls = /^(?:tls|ssl)/i.test(name);
    if (leftOut.includes(name) || (isOfTls && usesTls !== isTlsOn(uri))) direct.searchParams.delete(name);
  }
  direct.searchParams.set('directConnection', 'true');
  if (usesTls !== isTlsOn(uri)) {
    direct.searchParams.set('tls', String(usesTls));
    // Nothing is told to it: whether it speaks TLS at all is the question.
    if (usesTls) direct.searchParams.set('tlsInsecure', 'true');
  }
  return direct.toString();
}

/** The answer, or why there is none. */
async function hello(uri: string): Promise<Document | string> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, { serverSelectionTimeoutMS: answerWithinMs, connectTimeoutMS: answerWithinMs });
    return await client.db('admin').command({ hello: 1 });
  } catch (error) {
    return selectionReason(error) || messageOf(error);
  } finally {
    await client?.close().catch(() => {});
  }
}
