import { join } from 'node:path';
import { connectCluster } from '../../mongo/connect.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import { effectiveUri } from '../effective-uri.ts';
import type { ClusterObservation, Observation, ScanObservation } from '../observation.ts';
import { type ScanParts, scanSource } from './scan-source.ts';

/** Scans the source of a migration with a connection of its own. */
export async function scanMigration(
  { spec, baseDirectory }: LoadedMigration,
  { source: { namespaces }, destination }: Pick<Observation, 'source' | 'destination'>,
  options: Pick<ScanParts, 'signal' | 'onProgress'> & { readonly env: Readonly<Record<string, string | undefined>> },
): Promise<ScanObservation> {
  const { env, signal, onProgress } = options;
  const directory = join(baseDirectory, '.godwit', spec.name);
  const context = { baseDirectory, env, privateDirectory: join(directory, 'private') };
  await using source = await connectCluster({
    uri: await effectiveUri(spec.source, 'source', context),
    role: 'source',
  });
  const { client } = source;
  const { readFrom } = spec.source;
  const limitsKeys = limitsIndexKeys(destination);
  return await scanSource({ client, namespaces, readFrom, limitsKeys, directory, signal, onProgress });
}

/** Up to feature compatibility version 4.0 the key of an index has at most 1,024 bytes. */
function limitsIndexKeys({ facts }: ClusterObservation): boolean {
  const { versionNumber, featureCompatibilityVersion = facts.version } = facts;
  return versionNumber < 402 || (versionNumber === 402 && featureCompatibilityVersion.startsWith('4.0'));
}
