import { ConnectionString } from 'mongodb-connection-string-url';

/** The hosts that a connection string names, and nothing else of it. */
export function hostsOf(uri: string): string {
  try {
    return new ConnectionString(uri, { looseValidation: true }).hosts.join(',');
  } catch {
    return 'unreadable connection string';
  }
}

/** What of a connection string must not be shown: all of it, and its password as it is written and as it is meant. */
export function secretsOf(uri: string): readonly string[] {
  try {
    const { password } = new ConnectionString(uri, { looseValidation: true });
    return [uri, password, decodeURIComponent(password)].filter((secret) => secret !== '');
  } catch {
    return [uri];
  }
}
