/** The provider as a process of its own, which the real terraform starts and talks to with mutual TLS. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { RunningCli } from '../../support/cli/running-cli.ts';
import { needs } from '../../support/runner/needs.ts';

const configuration = `terraform {
  required_providers {
    godwit = { source = "registry.terraform.io/godwit/godwit" }
  }
}
resource "godwit_migration" "shop" {
  name        = "shop"
  phase       = "sinced"
  source      = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }
}
`;

describe('the installed provider', { timeout: 120_000, ...(await needs({ tool: 'terraform' })) }, () => {
  it('is found by terraform, started, and ended', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-terraform-'));
    try {
      const mirror = join(directory, 'mirror');
      const env = { PATH: process.env['PATH'] ?? '', HOME: directory };
      const install = ['terraform', 'install', '--directory', mirror];
      const installed = await new RunningCli(install, { cwd: directory, env }).result;
      expect(installed.exitCode, installed.stderr).toBe(0);
      expect(installed.stdout).toContain('registry.opentofu.org/godwit/godwit');
      await writeFile(
        join(directory, 'terraformrc'),
        `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`,
      );
      await writeFile(join(directory, 'main.tf'), configuration);
      const terraform = async (...args: readonly string[]) =>
        await execa('terraform', [...args, '-no-color'], {
          cwd: directory,
          env: { ...env, TF_CLI_CONFIG_FILE: join(directory, 'terraformrc'), CHECKPOINT_DISABLE: '1' },
          extendEnv: false,
          reject: false,
        });
      const init = await terraform('init');
      expect(init.stdout + init.stderr).toMatch(/Installed (?:registry\.terraform\.io\/)?godwit\/godwit v/);
      const wrong = await terraform('validate');
      expect(wrong.exitCode).toBe(1);
      expect(wrong.stderr).toMatch(/main\.tf line 8[\s\S]* {3}8: {3}phase {7}= "sinced"/);
      await writeFile(join(directory, 'main.tf'), configuration.replace('sinced', 'synced'));
      const right = await terraform('validate');
      expect(right.exitCode, right.stderr).toBe(0);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
