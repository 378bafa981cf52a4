import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GodwitProject } from '../cli/project.ts';
import { withClient } from '../servers/with-client.ts';
import { waitFor } from '../wait-for.ts';

/** Ends the programs of other makers that were started in a project, with all that they started, as a power cut would. */
export async function killPrograms({ directory, name }: GodwitProject): Promise<void> {
  const folder = join(directory, '.godwit', name, 'engine');
  const files = await readdir(folder).catch(() => []);
  for (const file of files.filter((one) => one.endsWith('.process.json'))) {
    const { pid } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { pid: number };
    await killGroup(pid);
  }
}

/** The lease of an engine of ours that was cut off has run out, without the ten seconds that this takes. */
export async function expireLease({ destinationUri }: GodwitProject): Promise<void> {
  await withClient(destinationUri, async (client) => {
    const engine = client.db('__godwit').collection<{ _id: string }>('engine');
    await engine.updateOne({ _id: 'lease' }, { $set: { expiresAt: new Date(0) } });
  });
}

async function killGroup(pid: number): Promise<void> {
  const isGone = () => {
    try {
      process.kill(-pid, 'SIGKILL');
      return false;
    } catch {
      return true;
    }
  };
  await waitFor(`process group ${pid} to end`, isGone);
}
