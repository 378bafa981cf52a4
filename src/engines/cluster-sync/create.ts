import { join, resolve } from 'node:path';
import type { ClusterSyncOptions } from '../../spec/blocks/engine-options.ts';
import type { EngineParts } from '../create-engine.ts';
import { clusterSyncCapabilities } from './capabilities.ts';
import { ClusterSyncEngine } from './engine.ts';
import { clusterSyncStartRequest } from './start-request.ts';

export function createClusterSync(parts: EngineParts, options: ClusterSyncOptions): ClusterSyncEngine {
  const { spec, sourceUri, destinationUri, destination, workDirectory, baseDirectory } = parts;
  const { runtime } = options;
  const program = (name: string) => (name.includes('/') ? resolve(baseDirectory, name) : name);
  const isAttached = runtime.kind === 'running';
  const command = isAttached ? [] : runtime.kind === 'binary' ? [runtime.binary] : runtime.command;
  const [first = '', ...rest] = command;
  return new ClusterSyncEngine({
    capabilities: clusterSyncCapabilities({ isAttached }),
    url: isAttached ? runtime.urls[0]! : `http://127.0.0.1:${runtime.port}`,
    start: isAttached
      ? undefined
      : {
          command: [
            program(first),
            ...rest,
            '--port',
            String(runtime.port),
            '--log-json',
            '--log-level',
            options.logLevel,
          ],
          // Its environment twins of --source and --target: argument lists are for all to read.
          environment: { PCSM_SOURCE_URI: sourceUri, PCSM_TARGET_URI: destinationUri },
        },
    startRequest: clusterSyncStartRequest(spec, options),
    destinationClient: destination.client,
    directory: join(workDirectory, 'engine'),
  });
}
