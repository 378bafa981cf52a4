import type {
  Auth as AuthBlock,
  ConnectionString,
  Source as SourceBlock,
  Tls as TlsBlock,
} from '../generated/migration.ts';
import {
  normalizeValue,
  optionalSecret,
  optionalValue,
  type SecretReference,
  type ValueReference,
} from './reference.ts';
import { optionalDurationMs } from './units.ts';

/** TLS settings beside the connection string; paths are relative to the migration file. */
export interface TlsSettings {
  readonly enabled?: boolean | undefined;
  readonly caFile?: string | undefined;
  readonly ca?: SecretReference | undefined;
  readonly certificateKeyFile?: string | undefined;
  readonly certificateKey?: SecretReference | undefined;
  readonly certificateKeyPassword?: SecretReference | undefined;
  readonly crlFile?: string | undefined;
  readonly allowInvalidHostnames: boolean;
  readonly allowInvalidCertificates: boolean;
}

/** Settings of GSSAPI. */
export interface KerberosSettings {
  readonly serviceName: string;
  readonly serviceRealm?: string | undefined;
  readonly canonicalizeHostName: 'none' | 'forward' | 'forwardAndReverse';
}

/** Credentials beside the connection string. */
export interface AuthSettings {
  readonly mechanism?: NonNullable<AuthBlock['mechanism']> | undefined;
  readonly username?: ValueReference | undefined;
  readonly password?: SecretReference | undefined;
  readonly source?: string | undefined;
  readonly awsSessionToken?: SecretReference | undefined;
  readonly kerberos?: KerberosSettings | undefined;
  readonly oidc?: NonNullable<AuthBlock['oidc']> | undefined;
}

/** How to connect to a deployment. */
export interface ConnectionSettings {
  readonly uri: ValueReference;
  readonly tls?: TlsSettings | undefined;
  readonly auth?: AuthSettings | undefined;
}

/** Which members the copy and scans read from. */
export interface ReadFrom {
  readonly readPreference: 'primary' | 'primaryPreferred' | 'secondary' | 'secondaryPreferred' | 'nearest';
  readonly tags: Readonly<Record<string, string>>;
  readonly maxStalenessMs?: number | undefined;
}

export interface Source extends ConnectionSettings {
  readonly readFrom: ReadFrom;
}

export function normalizeSource(block: SourceBlock): Source {
  return {
    ...normalizeConnection({ ...block, uri: block.uri! }),
    readFrom: {
      readPreference: block.readFrom?.readPreference ?? 'primary',
      tags: block.readFrom?.tags ?? {},
      maxStalenessMs: optionalDurationMs(block.readFrom?.maxStaleness),
    },
  };
}

interface ConnectionBlock {
  readonly uri: ConnectionString;
  readonly tls?: TlsBlock;
  readonly auth?: AuthBlock;
}

export function normalizeConnection(block: ConnectionBlock): ConnectionSettings {
  return { uri: normalizeValue(block.uri), tls: normalizeTls(block.tls), auth: normalizeAuth(block.auth) };
}

export function normalizeTls(block: TlsBlock | undefined): TlsSettings | undefined {
  return (
    block && {
      ...block,
      ca: optionalSecret(block.ca),
      certificateKey: optionalSecret(block.certificateKey),
      certificateKeyPassword: optionalSecret(block.certificateKeyPassword),
      allowInvalidHostnames: block.allowInvalidHostnames ?? false,
      allowInvalidCertificates: block.allowInvalidCertificates ?? false,
    }
  );
}

export function normalizeAuth(block: AuthBlock | undefined): AuthSettings | undefined {
  if (block === undefined) return undefined;
  const { kerberos, ...rest } = block;
  return {
    ...rest,
    kerberos: kerberos && {
      ...kerberos,
      serviceName: kerberos.serviceName ?? 'mongodb',
      canonicalizeHostName: kerberos.canonicalizeHostName ?? 'none',
    },
    username: optionalValue(block.username),
    password: optionalSecret(block.password),
    awsSessionToken: optionalSecret(block.awsSessionToken),
  };
}
