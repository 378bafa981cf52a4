/**
 * One connection string that says everything: what the file has beside it (TLS files, credentials, mechanism) is folded in,
 * so that every engine and tool can be given the same single secret.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ConnectionString } from 'mongodb-connection-string-url';
import { failingAbout } from '../lib/errors.ts';
import { Secret } from '../lib/secret.ts';
import { malformedUri } from '../mongo/connection-failure.ts';
import type { AuthSettings, ConnectionSettings, TlsSettings } from '../spec/blocks/connection.ts';
import type { SecretReference, ValueReference } from '../spec/blocks/reference.ts';
import { resolveSecret } from '../spec/secrets.ts';

export interface UriContext {
  /** Paths in the file are relative to it. */
  readonly baseDirectory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Certificates that are given as values are put here, readable by nobody else: drivers want files. */
  readonly privateDirectory: string;
}

type Parameters = Map<string, string>;

/** Resolves every reference of the settings. */
export async function effectiveUri(settings: ConnectionSettings, role: string, context: UriContext): Promise<Secret> {
  return await failingAbout(role, async () => await resolveUri(settings, role, context));
}

async function resolveUri(settings: ConnectionSettings, role: string, context: UriContext): Promise<Secret> {
  const given = await resolveSecret(settings.uri, context);
  const parameters: Parameters = new Map();
  const uri = parse(given, role);
  if (settings.tls !== undefined) await addTls(parameters, settings.tls, role, context);
  if (settings.auth !== undefined) await addAuth(parameters, settings.auth, uri, context);
  for (const [name, value] of parameters) uri.searchParams.set(name, value);
  return new Secret(uri.toString(), given.origin);
}

/** The same with a password that no reference leads to. */
export function withPassword(uri: Secret, password: string): Secret {
  const parsed = new ConnectionString(uri.reveal());
  parsed.password = encodeURIComponent(password);
  return new Secret(parsed.toString(), uri.origin);
}

function parse(given: Secret, role: string): ConnectionString {
  try {
    return new ConnectionString(given.reveal().trim());
  } catch (error) {
    throw malformedUri(error, { uri: given, role });
  }
}

async function addTls(parameters: Parameters, tls: TlsSettings, role: string, context: UriContext): Promise<void> {
  if (tls.enabled !== false) parameters.set('tls', 'true');
  const files = {
    tlsCAFile: await fileOf(tls.caFile, tls.ca, `${role}-ca.pem`, context),
    tlsCertificateKeyFile: await fileOf(tls.certificateKeyFile, tls.certificateKey, `${role}-client.pem`, context),
    tlsCRLFile: await fileOf(tls.crlFile, undefined, '', context),
  };
  for (const [name, path] of Object.entries(files)) if (path !== undefined) parameters.set(name, path);
  if (tls.certificateKeyPassword !== undefined) {
    parameters.set(
      'tlsCertificateKeyFilePassword',
      (await resolveSecret(tls.certificateKeyPassword, context)).reveal(),
    );
  }
  if (tls.allowInvalidHostnames) parameters.set('tlsAllowInvalidHostnames', 'true');
  if (tls.allowInvalidCertificates) parameters.set('tlsAllowInvalidCertificates', 'true');
}

async function fileOf(
  path: string | undefined,
  content: SecretReference | undefined,
  name: string,
  context: UriContext,
): Promise<string | undefined> {
  if (path !== undefined) return resolve(context.baseDirectory, path);
  if (content === undefined) return undefined;
  await mkdir(context.privateDirectory, { recursive: true, mode: 0o700 });
  const file = join(context.privateDirectory, name);
  await writeFile(file, (await resolveSecret(content, context)).reveal(), { mode: 0o600 });
  return file;
}

async function addAuth(
  parameters: Parameters,
  auth: AuthSettings,
  uri: ConnectionString,
  context: UriContext,
): Promise<void> {
  const reveal = async (reference: ValueReference) => (await resolveSecret(reference, context)).reveal();
  if (auth.username !== undefined) uri.username = encodeURIComponent(await reveal(auth.username));
  if (auth.password !== undefined) uri.password = encodeURIComponent(await reveal(auth.password));
  if (auth.mechanism !== undefined) parameters.set('authMechanism', auth.mechanism);
  if (auth.source !== undefined) parameters.set('authSource', auth.source);
  const properties = await mechanismProperties(auth, reveal);
  if (properties.length > 0) parameters.set('authMechanismProperties', properties.join(','));
}

/** As the connection string specification writes them: `NAME:value`. */
async function mechanismProperties(
  { awsSessionToken, kerberos, oidc }: AuthSettings,
  reveal: (reference: ValueReference) => Promise<string>,
): Promise<readonly string[]> {
  const properties: string[] = [];
  if (awsSessionToken !== undefined) properties.push(`AWS_SESSION_TOKEN:${await reveal(awsSessionToken)}`);
  if (kerberos?.serviceName !== undefined) properties.push(`SERVICE_NAME:${kerberos.serviceName}`);
  if (kerberos?.serviceRealm !== undefined) properties.push(`SERVICE_REALM:${kerberos.serviceRealm}`);
  if (kerberos?.canonicalizeHostName !== undefined) {
    properties.push(`CANONICALIZE_HOST_NAME:${kerberos.canonicalizeHostName}`);
  }
  if (oidc?.environment !== undefined) properties.push(`ENVIRONMENT:${oidc.environment}`);
  if (oidc?.tokenResource !== undefined) properties.push(`TOKEN_RESOURCE:${oidc.tokenResource}`);
  return properties;
}
