import { ConnectionString } from 'mongodb-connection-string-url';
import type { ConnectionFacts } from './cluster-details.ts';

/** Options that never hold a secret, and that some check looks at. */
const shownOptions = [
  'readconcernlevel',
  'w',
  'journal',
  'readpreference',
  'sockettimeoutms',
  'retrywrites',
  'directconnection',
  'replicaset',
  'authmechanism',
  'authsource',
  'tls',
  'ssl',
] as const;

/** What a connection string says, without user and password. */
export function connectionFacts(uri: string): ConnectionFacts {
  const parsed = new ConnectionString(uri, { looseValidation: true });
  const given = new Map([...parsed.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const options = Object.fromEntries(
    shownOptions.flatMap((name) => (given.has(name) ? [[name, given.get(name)!]] : [])),
  );
  const tls = options['tls'] ?? options['ssl'];
  return {
    isSrv: parsed.isSRV,
    // A seed list from DNS has TLS unless it says otherwise: https://www.mongodb.com/docs/manual/reference/connection-string/
    hasTls: tls === undefined ? parsed.isSRV : tls === 'true',
    isLoopback: parsed.hosts.every((host) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host)),
    hosts: parsed.hosts,
    options,
  };
}
