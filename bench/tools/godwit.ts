import { mkdirSync } from 'node:fs';
import { SyncProcess } from '../../test/support/sync/sync-process.ts';
import type { Arena } from '../arena.ts';
import type { OnlineProcess, OnlineTool } from './tool.ts';

export interface GodwitOptions {
  readonly loadLevel?: number | undefined;
  /** Threads for the copy, for everything; as the machine has cores when left out. */
  readonly workers?: number | undefined;
  /** Where Node's CPU profiles go, if any are to be taken. */
  readonly profile?: string | undefined;
}

/** The built-in engine as people run it, driven over its HTTP API. Verification is a case of its own. */
export function godwit(options: GodwitOptions = {}): OnlineTool {
  const launch = async (arena: Arena): Promise<OnlineProcess> => {
    const process = await launchGodwit(arena, options);
    return {
      pid: process.pid,
      knowsWhenApplied: true,
      start: async () => await process.start({ verification: { enabled: false } }),
      whenFollowing: async () => await process.whenFollowing(),
      pause: async () => await process.pause(),
      resume: async () => await process.resume(),
      whenApplied: async (time) => await process.whenApplied(time),
      end: async () => await process.end(),
    };
  };
  return { id: 'godwit', name: 'godwit', launch };
}

/** The same with so many worker threads for the copy. */
export function godwitWithWorkers(workers: number, options: GodwitOptions): OnlineTool {
  return { ...godwit({ ...options, workers }), id: 'godwit-workers', name: `godwit, ${workers} workers` };
}

/** Returns when the process listens. */
export async function launchGodwit(
  { source, destination, directory }: Arena,
  { loadLevel, workers, profile }: GodwitOptions,
): Promise<SyncProcess> {
  if (profile !== undefined) mkdirSync(profile, { recursive: true });
  return await SyncProcess.launch({
    sourceUri: source.uri,
    destinationUri: destination.uri,
    logDirectory: directory,
    nodeArgs: profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile],
    loadLevel,
    ...(workers === undefined ? {} : { config: { workers } }),
  });
}
