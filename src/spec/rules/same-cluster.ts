import { specCodes } from '../error-codes.ts';
import type { ConnectionString } from '../generated/migration.ts';
import { errorAt, type Rule } from './rule.ts';

/** A migration of a cluster into itself, as far as the text tells; the checks compare the clusters themselves. */
export const sameCluster: Rule = (file) => {
  const source = file.source?.uri;
  const destination = file.destination?.uri;
  if (source === undefined || destination === undefined || identity(source) !== identity(destination)) return [];
  return [
    errorAt('/destination/uri', specCodes.sameCluster, {
      summary: 'Source and destination are the same cluster',
      hint: 'Give the connection string of the cluster that the data shall go to',
    }),
  ];
};

/** Two strings with the same hosts, in any order and with any options, lead to the same cluster. */
function identity(uri: ConnectionString): string {
  if (typeof uri !== 'string') return JSON.stringify(uri);
  const [, scheme, authority = ''] = /^(mongodb(?:\+srv)?):\/\/([^/?]*)/.exec(uri) ?? [];
  const hosts = authority
    .slice(authority.lastIndexOf('@') + 1)
    .toLowerCase()
    .split(',');
  const complete = hosts.map((host) => (scheme === 'mongodb' && !/:\d+$/.test(host) ? `${host}:27017` : host));
  return JSON.stringify([scheme, complete.sort()]);
}
