/** The examples for Terraform are what the provider takes. */
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AttachedProvider } from '../../support/atlas/provider/attached-provider.ts';
import { RunningCli } from '../../support/cli/running-cli.ts';
import { repositoryPath } from '../../support/docs/pages.ts';
import { needs } from '../../support/runner/needs.ts';
import { findTerraformOf } from '../../support/terraform/find-terraform.ts';

const directory = repositoryPath('examples/terraform');
/** Each configuration, by the folder of its main.tf, with the Terraform that its actions ask for: OpenTofu has none. */
const folders = await Promise.all(
  (await readdir(directory, { recursive: true }))
    .filter((path) => basename(path) === 'main.tf')
    .map(async (path) => {
      const text = await readFile(join(directory, path), 'utf8');
      const range = /^action /m.test(text) ? /required_version = "([^"]+)"/.exec(text)?.[1] : undefined;
      return {
        name: dirname(path),
        range,
        options: await needs({ tool: 'terraform', ...(range && { terraform: range }) }),
      };
    }),
);

describe('the examples for Terraform', () => {
  for (const { name, range, options } of folders) {
    it(`hold: ${name}`, options, async () => {
      const copy = await mkdtemp(join(tmpdir(), 'godwit-example-'));
      await cp(join(directory, name), copy, { recursive: true });
      // Nothing is asked of Atlas for that.
      await using atlas = await AttachedProvider.start({ publicKey: 'a', privateKey: 'b' } as never);
      const env = { PATH: process.env['PATH']!, HOME: copy, CHECKPOINT_DISABLE: '1', ...atlas.env };
      const binary = range === undefined ? [] : ['--binary', findTerraformOf(range)!];
      for (const command of ['init', 'validate']) {
        const run = new RunningCli(['terraform', ...binary, '--', command, '-no-color'], { cwd: copy, env });
        const { exitCode, stdout, stderr } = await run.result;
        expect(exitCode, `${command}: ${stdout}${stderr}`).toBe(0);
      }
      await rm(copy, { recursive: true });
    });
  }
});
