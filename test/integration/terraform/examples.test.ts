/** The examples for Terraform are what the provider takes. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AttachedProvider } from '../../support/atlas/provider/attached-provider.ts';
import { RunningCli } from '../../support/cli/running-cli.ts';
import { repositoryPath } from '../../support/docs/pages.ts';
import { needs } from '../../support/runner/needs.ts';

const directory = repositoryPath('examples/terraform');
/** Each configuration, by the folder of its main.tf. */
const folders = (await readdir(directory, { recursive: true }))
  .filter((path) => basename(path) === 'main.tf')
  .map((path) => dirname(path));

describe('the examples for Terraform', await needs({ tool: 'terraform' }), () => {
  it.each(folders)('hold: %s', async (name) => {
    const copy = await mkdtemp(join(tmpdir(), 'godwit-example-'));
    await cp(join(directory, name, 'main.tf'), join(copy, 'main.tf'));
    // Nothing is asked of Atlas for that.
    await using atlas = await AttachedProvider.start({ publicKey: 'a', privateKey: 'b' } as never);
    const env = { PATH: process.env['PATH']!, HOME: copy, CHECKPOINT_DISABLE: '1', ...atlas.env };
    for (const command of ['init', 'validate']) {
      const run = new RunningCli(['terraform', '--', command, '-no-color'], { cwd: copy, env });
      const { exitCode, stdout, stderr } = await run.result;
      expect(exitCode, `${command}: ${stdout}${stderr}`).toBe(0);
    }
    await rm(copy, { recursive: true });
  });
});
