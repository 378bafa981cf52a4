import { join } from 'node:path';
import { connectCluster } from '../../mongo/connect.ts';
import type { LoadedMigration } from '../../spec/loaded-migration.ts';
import { effectiveUri } from '../effective-uri.ts';
import type { NamespaceObservation, ScanObservation } from '../observation.ts';
import { type ScanParts, scanSource } from './scan-source.ts';

/** Scans the source of a migration with a connection of its own. */
export async function scanMigration(
  { spec, baseDirectory }: LoadedMigration,
  namespaces: readonly NamespaceObservation[],
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
  return await scanSource({ client, namespaces, readFrom: spec.source.readFrom, directory, signal, onProgress });
}
