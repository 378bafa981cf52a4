/** mongomirror's flags for a migration (contract, section 3). Passwords go into its config file, the only thing that it takes there. */
import { ConnectionString } from 'mongodb-connection-string-url';
import type { Secret } from '../../lib/secret.ts';
import type { ClusterFacts } from '../../mongo/cluster-facts.ts';
import type { MongomirrorOptions } from '../../spec/blocks/engine-options.ts';
import type { Filters } from '../../spec/blocks/filters.ts';

export interface MirrorSituation {
  readonly options: MongomirrorOptions;
  readonly source: Secret;
  readonly destination: Secret;
  readonly sourceFacts: ClusterFacts;
  readonly destinationFacts: ClusterFacts;
  readonly filters: Filters;
  readonly bookmarkFile: string;
}

export interface MirrorInvocation {
  readonly flags: readonly string[];
  /** Content of the config file. */
  readonly secrets: Readonly<Record<string, string>>;
}

export function mirrorInvocation(situation: MirrorSituation): MirrorInvocation {
  const { options, filters, bookmarkFile } = situation;
  const source = new ConnectionString(situation.source.reveal());
  const destination = new ConnectionString(situation.destination.reveal());
  const password = decodeURIComponent(source.password);
  const destinationPassword = decodeURIComponent(destination.password);
  return {
    flags: [
      ...flag('host', seedList(situation.sourceFacts, source)),
      ...accessFlags(source),
      ...tlsFlags(source),
      ...flag('destination', seedList(situation.destinationFacts, destination)),
      ...flag('destinationUsername', decodeURIComponent(destination.username)),
      ...flag('destinationAuthenticationDatabase', destination.searchParams.get('authSource')),
      ...flag('destinationAuthenticationMechanism', destination.searchParams.get('authMechanism')),
      ...filters.include.flatMap(({ database = '', collections }) =>
        collections === undefined
          ? flag('includeDB', database)
          : collections.flatMap((name) => flag('includeNamespace', `${database}.${name}`)),
      ),
      ...flag('numParallelCollections', String(options.parallelism)),
      ...flag('bookmarkFile', bookmarkFile),
      ...flag('oplogPath', options.oplogPath),
      ...flag('oplogBatchSize', String(options.oplogBatchSize)),
      ...flag('httpStatusPort', String(options.httpStatusPort)),
      ...flag('collStatsThreshold', String(options.collStatsThreshold)),
      ...(options.removeAutoIndexId ? ['--removeAutoIndexId'] : []),
      ...flag('compressors', options.compressors.length === 0 ? undefined : options.compressors.join(',')),
    ],
    secrets: {
      ...(password === '' ? {} : { password }),
      ...(destinationPassword === '' ? {} : { destinationPassword }),
    },
  };
}

/** `SET/host:port,...`; it takes no connection strings. */
function seedList({ setName, hosts }: ClusterFacts, uri: ConnectionString): string {
  return `${setName ?? ''}/${(hosts.length > 0 ? hosts : uri.hosts).join(',')}`;
}

function accessFlags(source: ConnectionString): readonly string[] {
  return [
    ...flag('username', decodeURIComponent(source.username)),
    ...(source.username === '' ? [] : flag('authenticationDatabase', source.searchParams.get('authSource') ?? 'admin')),
    ...flag('authenticationMechanism', source.searchParams.get('authMechanism')),
  ];
}

/** TLS to the source; to Atlas it is always on. */
function tlsFlags(source: ConnectionString): readonly string[] {
  const isOn = source.searchParams.get('tls') === 'true' || source.searchParams.get('ssl') === 'true';
  return [
    ...(isOn ? ['--ssl'] : []),
    ...flag('sslCAFile', source.searchParams.get('tlsCAFile')),
    ...flag('sslPEMKeyFile', source.searchParams.get('tlsCertificateKeyFile')),
    ...flag('sslCRLFile', source.searchParams.get('tlsCRLFile')),
    ...(source.searchParams.get('tlsAllowInvalidCertificates') === 'true' ? ['--tlsInsecure'] : []),
  ];
}

/** Attached to its name: a value may begin with a dash. */
function flag(name: string, value: string | null | undefined): readonly string[] {
  return value === undefined || value === null || value === '' ? [] : [`--${name}=${value}`];
}
