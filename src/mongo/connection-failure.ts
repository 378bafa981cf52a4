/** What kept a connection from being made, as one error: what was tried, what is there instead, what to write. */
import { ConnectionString } from 'mongodb-connection-string-url';
import { EnvironmentError, type GodwitError, isGodwitError, messageOf, UserError } from '../lib/errors.ts';
import { isNodeError } from '../lib/node-error.ts';
import { type Secret, withoutSecrets } from '../lib/secret.ts';
import { askServers, type HostAnswer } from './ask-servers.ts';
import { MongoServerSelectionError } from './driver.ts';
import { isLoginTimeout, loginPatience } from './driver-login.ts';
import { selectionReason } from './explain-failure.ts';
import { codeOf } from './failures.ts';
import { secretsOf } from './redact-uri.ts';

export interface FailedConnection {
  readonly uri: Secret;
  /** `source`, `destination`, `ledger`, for messages. */
  readonly role: string;
  /** Hosts, without user and password. */
  readonly address: string;
  readonly timeoutMs: number;
}

/** A connection string that no client can be made of. */
export function malformedUri(error: unknown, { uri, role }: Pick<FailedConnection, 'uri' | 'role'>): UserError {
  return new UserError('GW501', {
    summary: `The ${role}'s connection string (${uri.origin}) is not one that MongoDB understands`,
    detail: withoutSecrets(messageOf(error), secretsOf(uri.reveal())),
    hint: 'It begins with mongodb:// or mongodb+srv://; special characters in user and password are percent-encoded',
  });
}

/** The cluster answers and wants to know who asks. */
export function loginMissing({ role, address }: FailedConnection): UserError {
  return new UserError('GW503', {
    summary: `The ${role} (${address}) asks for a login, and the connection string has no user`,
    hint: `Write mongodb://USER:PASSWORD@... into the connection string${orInFile(role, 'auth')}`,
  });
}

const authenticationFailed = 18;
const unauthorized = 13;
const mechanismUnavailable = 334;

/** The driver's error as ours; asks the servers themselves where the driver knows nothing. */
export async function explainConnection(error: unknown, failed: FailedConnection): Promise<GodwitError> {
  if (isGodwitError(error)) return error;
  const code = codeOf(error);
  const isRefused = code === authenticationFailed || code === unauthorized || code === mechanismUnavailable;
  if (isRefused || /Authentication failed|auth error/i.test(messageOf(error))) return loginRefused(error, failed);
  const reason = withoutSecrets(selectionReason(error), secretsOf(failed.uri.reveal()));
  if (isNodeError(error) && error.path !== undefined) return fileUnreadable(error, failed);
  if (/PEM|no start line|bad decrypt|asn1/i.test(reason)) return badCertificateFile(reason, failed);
  if (isCertificateTrouble(reason)) return certificateRefused(reason, failed, error);
  if (isLoginTimeout(error)) return loginUnanswered(failed, error);
  const answers = error instanceof MongoServerSelectionError ? await askServers(failed.uri.reveal()) : [];
  return foundInstead(answers, failed) ?? noAnswer(reason, failed, error);
}

function loginRefused(error: unknown, { role, address }: FailedConnection): UserError {
  return new UserError('GW503', {
    summary: `The ${role} (${address}) refused the user or the password`,
    detail: messageOf(error),
    hint: 'Check user, password, authSource and authMechanism in the connection string',
    cause: error,
  });
}

function loginUnanswered({ role, address, timeoutMs }: FailedConnection, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW502', {
    summary: `The ${role} (${address}) answers, but not to the login`,
    detail: `The login got no answer within ${(timeoutMs * loginPatience) / 1000} s`,
    hint: 'Look at the log of that server: it may be overloaded, or what it asks for users (LDAP, Kerberos) may be away',
    cause,
  });
}

function fileUnreadable(error: NodeJS.ErrnoException, { role, uri }: FailedConnection): UserError {
  return new UserError('GW501', {
    summary: `A file that the ${role}'s connection settings (${uri.origin}) name cannot be read: ${error.path}`,
    detail: error.code === 'ENOENT' ? 'There is no such file' : messageOf(error),
    hint: 'Mend tlsCAFile or tlsCertificateKeyFile, or name the files in the tls block of the migration file',
    cause: error,
  });
}

function badCertificateFile(reason: string, { role, uri }: FailedConnection): UserError {
  return new UserError('GW501', {
    summary: `A certificate or key of the ${role}'s connection settings (${uri.origin}) is none`,
    detail: reason,
    hint: 'tlsCertificateKeyFile holds certificate and private key in PEM, tlsCAFile certificates; a key that is encrypted needs its password',
  });
}

function isCertificateTrouble(reason: string): boolean {
  return /certificate|altnames|unable to (?:verify|get)/i.test(reason);
}

function certificateRefused(reason: string, { role, address }: FailedConnection, cause: unknown): UserError {
  const isName = /altnames|does not match/i.test(reason);
  const isOld = /expired|not yet valid/i.test(reason);
  return new UserError('GW502', {
    summary: `The certificate of the ${role} (${address}) is not trusted here`,
    detail: reason,
    hint: isName
      ? 'Connect by a host name that the certificate names, or have one made that names this one'
      : isOld
        ? 'Have it renewed, and check the clock of this machine'
        : `Name the authority that signed it: tlsCAFile in the connection string${orInFile(role, 'tls.caFile')}`,
    cause,
  });
}

/** The block of the migration file that says the same; a `godwit sync` that is run by hand has no file. */
function orInFile(role: string, setting: string): string {
  const block = role === 'ledger' ? 'ledger.mongodb' : role;
  return role.startsWith('cluster') ? '' : `; in the file, see ${block}.${setting}`;
}

/** What the servers are when they are not what the connection string says; `undefined` when that is not the trouble. */
function foundInstead(answers: readonly HostAnswer[], failed: FailedConnection): GodwitError | undefined {
  const answer = answers.find(({ hello }) => hello !== undefined);
  if (answer?.hello === undefined) return undefined;
  const { host, hello, usesTls, reason } = answer;
  const { role } = failed;
  const wrong = (summary: string, hint: string, detail?: string) => new UserError('GW502', { summary, detail, hint });
  if (reason !== '') {
    return usesTls
      ? wrong(
          `The ${role} (${host}) speaks TLS only`,
          `Write tls=true into the connection string${orInFile(role, 'tls')}`,
        )
      : wrong(
          `The ${role} (${host}) does not speak TLS`,
          `Take tls=true out of the connection string${orInFile(role, 'tls')}`,
        );
  }
  const wanted = new ConnectionString(failed.uri.reveal()).searchParams.get('replicaSet');
  if (hello['msg'] === 'isdbgrid') {
    return wrong(
      `The ${role} (${host}) is a mongos, and the connection string asks for a replica set`,
      'Leave replicaSet out',
    );
  }
  if (hello['isreplicaset'] === true) {
    return wrong(
      `The replica set of the ${role} (${host}) was never initiated`,
      'Run rs.initiate() on one of its members, once',
    );
  }
  if (hello['setName'] === undefined) return wanted === null ? undefined : standalone(host, wanted, failed);
  if (wanted !== null && hello['setName'] !== wanted) {
    return wrong(
      `The ${role} (${host}) is a member of the replica set "${hello['setName']}", and the connection string asks for "${wanted}"`,
      `Write replicaSet=${hello['setName']}, or check the host`,
    );
  }
  return noPrimary(host, hello, failed);
}

function standalone(host: string, wanted: string, { role }: FailedConnection): UserError {
  return new UserError('GW102', {
    summary: `The ${role} (${host}) is a standalone server, and the connection string asks for the replica set "${wanted}"`,
    detail: 'A sync reads the oplog, which only members of a replica set have',
    hint: `Restart it with --replSet ${wanted}, then run rs.initiate() once: it becomes a replica set of one member`,
  });
}

function noPrimary(host: string, hello: Record<string, unknown>, { role }: FailedConnection): EnvironmentError {
  const { primary, hosts } = hello as { primary?: string; hosts?: readonly string[] };
  if (primary === undefined) {
    return new EnvironmentError('GW502', {
      summary: `The replica set of the ${role} has no primary (asked ${host})`,
      hint: 'Wait for the election to end; if it does not, a majority of its members is down: see rs.status()',
    });
  }
  return new EnvironmentError('GW502', {
    summary: `The primary of the ${role} (${primary}) cannot be reached from here`,
    detail: `${host} answers; the members know each other as ${(hosts ?? [primary]).join(', ')}`,
    hint: 'A driver connects to members by these names: make them resolve and reachable from this machine',
  });
}

function noAnswer(reason: string, { role, address, timeoutMs }: FailedConnection, cause: unknown): EnvironmentError {
  return new EnvironmentError('GW502', {
    summary: `The ${role} (${address}) does not answer`,
    detail: inPlainWords(reason),
    hint: hintFor(reason, timeoutMs),
    cause,
  });
}

/** The driver names its own parts, which means nothing to anybody else. */
function inPlainWords(reason: string): string {
  return reason
    .replace(
      /^connection \S+ to (\S+) (fell )?/,
      (_all, to: string, fell = 'was ') => `the connection to ${to} ${fell}`,
    )
    .replace(/^Server selection timed out.*/, 'No server answered');
}

function hintFor(reason: string, timeoutMs: number): string {
  if (/ECONNREFUSED/.test(reason)) return 'Nothing listens there: check host, port, and whether mongod runs';
  if (/ENOTFOUND|EAI_AGAIN|ENODATA|ESERVFAIL/.test(reason)) {
    return 'The host name is not known here: check its spelling and the DNS';
  }
  if (/TLS|SSL|handshake/i.test(reason)) return 'Check tls, tlsCAFile and the host names in the certificate';
  return `Nothing came back within ${timeoutMs / 1000} s: check network, firewall and IP access list from this machine`;
}
