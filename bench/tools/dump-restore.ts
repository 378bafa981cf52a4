import { findOnPath } from '../../test/support/servers/mongod/find-mongod.ts';
import type { Arena } from '../arena.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { endedChildrenCpuSeconds, PeakMemory } from '../measure/processes.ts';
import { Child } from './child.ts';
import type { CopyTool } from './tool.ts';

/** mongodump piped into mongorestore: four collections at a time, four inserters each. */
export function dumpRestore(): CopyTool {
  const [dump, restore] = [findOnPath('mongodump'), findOnPath('mongorestore')];
  const identity = { id: 'dump-restore', name: 'mongodump | mongorestore' } as const;
  if (dump === undefined || restore === undefined) {
    const absent = dump === undefined ? 'mongodump' : 'mongorestore';
    const copy = () => Promise.reject(new Error(`${absent} is not there`));
    return { ...identity, missing: `${absent} is not on PATH`, copy };
  }
  return { ...identity, copy: async (arena) => await copy({ dump, restore }, arena) };
}

interface Programs {
  readonly dump: string;
  readonly restore: string;
}

async function copy({ dump, restore }: Programs, arena: Arena): Promise<Measurement> {
  const { source, destination, directory } = arena;
  const cpuBefore = endedChildrenCpuSeconds();
  const clock = new Clock(arena);
  const reader = new Child([dump, '--uri', source.uri, '--archive', '--numParallelCollections=4'], {
    name: 'mongodump',
    directory,
    stdio: ['ignore', 'pipe'],
  });
  const writer = new Child(
    [
      restore,
      '--uri',
      destination.uri,
      '--archive',
      '--numParallelCollections=4',
      '--numInsertionWorkersPerCollection=4',
    ],
    { name: 'mongorestore', directory, stdio: [reader.process.stdout!, 'ignore'] },
  );
  // The pipe is theirs now: with an end of it here, neither would notice that the other has gone.
  reader.process.stdout!.destroy();
  const memory = new PeakMemory([reader.pid, writer.pid]);
  try {
    await Promise.all([reader.whenDone(), writer.whenDone()]);
    const figures = clock.stop();
    return {
      ...figures,
      toolCpuSeconds: endedChildrenCpuSeconds() - cpuBefore,
      peakMemoryBytes: memory.stop(),
    };
  } finally {
    memory.stop();
    await Promise.all([reader.end(), writer.end()]);
  }
}
