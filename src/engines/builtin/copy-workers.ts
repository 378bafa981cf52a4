import type { CopyWorkersTuning } from '../../sync/copy/workers/copy-workers.ts';

/**
 * The threads that carry the copy's documents beside the main one, as many as were asked for; none by themselves
 * (docs/decisions/0013-worker-threads-for-the-copy.md says why).
 */
export function copyWorkers(count: number): CopyWorkersTuning | undefined {
  if (count === 0) return undefined;
  return { count, program: new URL('../../sync/copy/workers/thread.js', import.meta.url) };
}
