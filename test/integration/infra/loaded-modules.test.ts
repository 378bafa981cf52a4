import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GodwitProject } from '../../support/cli/project.ts';
import { needs } from '../../support/runner/needs.ts';
import { openTestDatabases } from '../../support/servers/test-databases.ts';

const listModules = fileURLToPath(new URL('./fixtures/list-modules.cjs', import.meta.url));

/** The packages of the cloud development kit that a command loads; they are CommonJS, so that Node lists them. */
async function loadedBy(project: GodwitProject, ...args: string[]): Promise<readonly string[]> {
  const list = join(project.directory, 'modules.json');
  const env = { NODE_OPTIONS: `--require ${listModules}`, LOADED_MODULES: list };
  const { exitCode, stderr } = await project.start(args, { env }).result;
  // Checks may find fault with what other tests have on the shared servers; they have run then.
  expect([0, 3], stderr).toContain(exitCode);
  const modules = JSON.parse(await readFile(list, 'utf8')) as string[];
  return modules.filter((path) => /node_modules\/(?:cdktf|constructs|@cdktf)\//.test(path));
}

describe('cdktf', await needs({ sharedServers: '>=6.0' }), () => {
  it('is not loaded by a plan without infrastructure, and is by synth', async () => {
    await using servers = await openTestDatabases();
    const { sourceUri, destinationUri } = servers;
    await using project = await GodwitProject.create({ sourceUri, destinationUri, file: { phase: 'prepared' } });
    expect(await loadedBy(project, 'plan')).toEqual([]);
    expect(await loadedBy(project, 'validate')).toEqual([]);
    const atlas = {
      project: { id: '64f0c0ffee0000000000beef' },
      cluster: { name: 'orders', provider: 'AWS', region: 'EU_WEST_1', tier: 'M30' },
    };
    await project.change({ destination: { atlas } });
    expect((await loadedBy(project, 'synth')).length).toBeGreaterThan(10);
  });
});
