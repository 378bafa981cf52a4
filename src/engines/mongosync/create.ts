import { join, resolve } from 'node:path';
import type { MongoClient } from '../../mongo/driver.ts';
import type { MongosyncOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import { mongosyncCapabilities, mongosyncSituation } from './capabilities.ts';
import { MongosyncEngine } from './engine.ts';
import { logIn } from './fatal-log.ts';
import { LaunchedInstances } from './launch-instances.ts';
import { mongosyncStartRequest } from './start-request.ts';

export async function createMongosync(parts: EngineParts, options: MongosyncOptions): Promise<MongosyncEngine> {
  const { spec, source, destination, workDirectory, baseDirectory, sourceUri, destinationUri } = parts;
  const { runtime } = options;
  const sourceVersion = source.facts.versionNumber;
  const launched =
    runtime.kind === 'running'
      ? undefined
      : new LaunchedInstances({
          options,
          runtime,
          source: sourceUri,
          destination: destinationUri,
          shardIds: options.instances === 'perShard' ? await shardIdsOf(source.client) : [],
          directory: join(workDirectory, 'engine'),
          baseDirectory,
        });
  return new MongosyncEngine({
    capabilities: mongosyncCapabilities(mongosyncSituation(spec, sourceVersion)),
    urls: runtime.kind === 'running' ? runtime.urls : launched!.urls,
    launched,
    attachedLog:
      runtime.kind === 'running' && options.logPath !== undefined
        ? logIn(resolve(baseDirectory, options.logPath))
        : undefined,
    startRequest: mongosyncStartRequest({
      spec,
      options,
      sourceVersion,
      isReplicaSetToSharded: source.facts.topology !== 'sharded' && destination.facts.topology === 'sharded',
      version: options.version,
    }),
    destinationClient: destination.client,
  });
}

export async function shardIdsOf(source: MongoClient): Promise<readonly string[]> {
  const { shards } = await source.db('admin').command({ listShards: 1 });
  return (shards as { _id: string }[]).map(({ _id }) => _id).sort();
}
