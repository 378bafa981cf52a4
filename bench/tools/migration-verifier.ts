import { findFreePort } from '../../test/support/servers/free-port.ts';
import { findOnPath } from '../../test/support/servers/mongod/find-mongod.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import type { Arena } from '../arena.ts';
import { Clock, type Measurement } from '../measure/measurement.ts';
import { cpuSecondsOf, PeakMemory } from '../measure/processes.ts';
import { until } from '../until.ts';
import { Child } from './child.ts';
import type { ToolIdentity } from './tool.ts';

const variable = 'GODWIT_MIGRATION_VERIFIER';
const program = process.env[variable] ?? findOnPath('migration_verifier');

/** MongoDB's migration-verifier with its own settings, which keeps its notes on the destination. */
export const migrationVerifier: ToolIdentity & { readonly id: 'migration-verifier' } = {
  id: 'migration-verifier',
  name: 'migration-verifier',
  missing: program === undefined ? `neither is migration_verifier on PATH nor ${variable} set` : undefined,
};

interface Progress {
  readonly error: unknown;
  readonly generation: number;
  readonly generationStats: { readonly docsCompared: number };
  readonly verificationStatus: { readonly failedTasks: number; readonly metadataMismatchTasks: number } | null;
}

/** From the request to check until it has compared every document once; it would go on with what changes meanwhile. */
export async function measureMigrationVerifier(arena: Arena, documents: number): Promise<Measurement> {
  const { source, destination, directory } = arena;
  const port = await findFreePort();
  const args = ['--srcURI', source.uri, '--dstURI', destination.uri, '--verifyAll', '--serverPort', String(port)];
  const child = new Child([program!, ...args], { name: 'migration-verifier', directory });
  const url = `http://127.0.0.1:${port}/api/v1`;
  const progress = async () => ((await (await fetch(`${url}/progress`)).json()) as { progress: Progress }).progress;
  const memory = new PeakMemory([child.pid]);
  try {
    await waitFor('migration-verifier to listen', async () => {
      if (child.hasEnded) throw new Error(`migration-verifier did not start:\n${await child.lastWords()}`);
      return await progress().then(
        () => true,
        () => false,
      );
    });
    const cpuBefore = cpuSecondsOf(child.pid);
    const clock = new Clock(arena);
    const headers = { 'content-type': 'application/json' };
    await fetch(`${url}/check`, { method: 'POST', headers, body: '{}' });
    await until('migration-verifier to have compared everything', async () => {
      const { error, generation, generationStats, verificationStatus } = await progress();
      if (error !== null) throw new Error(`migration-verifier failed: ${JSON.stringify(error)}`);
      const { failedTasks = 0, metadataMismatchTasks = 0 } = verificationStatus ?? {};
      if (failedTasks + metadataMismatchTasks > 0) throw new Error('migration-verifier found a difference');
      return generation > 0 || generationStats.docsCompared === documents;
    });
    const toolCpuSeconds = cpuSecondsOf(child.pid) - cpuBefore;
    return { ...clock.stop(), toolCpuSeconds, peakMemoryBytes: memory.stop() };
  } finally {
    memory.stop();
    await child.end();
  }
}
