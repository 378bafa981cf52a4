import { ConnectionString } from 'mongodb-connection-string-url';

/** The hosts that a connection string names, and nothing else of it. */
export function hostsOf(uri: string): string {
  try {
    return new ConnectionString(uri, { looseValidation: true }).hosts.join(',');
  } catch {
    return 'unreadable connection string';
  }
}

/**
 * What of a connection string must not be shown: all of it, its password as it is written and as it is meant, and the
 * options that hold secrets of their own.
 */
export function secretsOf(uri: string): readonly string[] {
  try {
    const { password, searchParams } = new ConnectionString(uri, { looseValidation: true });
    const token = /AWS_SESSION_TOKEN:([^,]*)/.exec(searchParams.get('authMechanismProperties') ?? '')?.[1] ?? '';
    const keyPassword = searchParams.get('tlsCertificateKeyFilePassword') ?? '';
    return [uri, password, decoded(password), token, keyPassword].filter((secret) => secret !== '');
  } catch {
    return [uri];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
