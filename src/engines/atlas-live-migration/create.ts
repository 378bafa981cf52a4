import { join } from 'node:path';
import { UserError } from '../../lib/errors.ts';
import type { AtlasLiveMigrationOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import { AtlasLiveMigrationEngine } from './engine.ts';
import { requireLink } from './link.ts';
import { AtlasPullEngine } from './pull-engine.ts';
import { liveMigrationRequest } from './start-request.ts';

export async function createAtlasLiveMigration(
  parts: EngineParts,
  options: AtlasLiveMigrationOptions,
): Promise<AtlasLiveMigrationEngine | AtlasPullEngine> {
  const { spec, source, destination, sourceUri, workDirectory, atlas } = parts;
  if (atlas === undefined) {
    throw new UserError('GW707', {
      summary: 'The engine atlasLiveMigration needs a destination in Atlas',
      hint: 'Declare it under `destination.atlas`; for a cluster that exists already with `adopt: true`',
    });
  }
  if (options.mode === 'pull') return new AtlasPullEngine(source.client, destination.client);
  const { client, projectId, clusterName } = await atlas();
  return new AtlasLiveMigrationEngine({
    client,
    projectId,
    destinationClient: destination.client,
    request: liveMigrationRequest({
      spec,
      options,
      source: sourceUri,
      projectId,
      clusterName,
      isReplicaSetToSharded: source.facts.topology !== 'sharded' && destination.facts.topology === 'sharded',
    }),
    requireLink: async () =>
      await requireLink({ client, options, projectId, tokenFile: join(workDirectory, 'private', 'link-token') }),
  });
}
