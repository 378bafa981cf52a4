/** Worker threads for the copy, in tests that run the engine from its sources: a thread runs what is built. */
import type { CopyWorkersTuning } from '../../../src/sync/copy/workers/copy-workers.ts';

const program = new URL('../../../dist/sync/copy/workers/thread.js', import.meta.url);

export function copyWorkers(count: number): CopyWorkersTuning {
  return { count, program };
}

/** What `GODWIT_TEST_COPY_WORKERS=2 npm test -- test/integration/sync` asks for; none without it. */
export function copyWorkersAsked(): CopyWorkersTuning | undefined {
  const count = Number(process.env['GODWIT_TEST_COPY_WORKERS'] ?? 0);
  return count > 0 ? copyWorkers(count) : undefined;
}
