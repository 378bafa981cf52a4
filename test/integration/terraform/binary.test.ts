/** The provider as a process of its own, which the real terraform starts and talks to with mutual TLS. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownCertificate } from '../../../src/terraform/binary/certificate.ts';
import { RunningCli } from '../../support/cli/running-cli.ts';
import { repositoryPath } from '../../support/docs/pages.ts';
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

const withTerraform = await needs({ tool: 'terraform' });

describe('the installed provider', { timeout: 120_000 }, () => {
  let directory: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'godwit-terraform-'));
    env = { PATH: process.env['PATH'] ?? '', HOME: directory, CHECKPOINT_DISABLE: '1' };
  });
  afterEach(async () => await rm(directory, { recursive: true, force: true }));

  /** @returns the programs that were written */
  async function install(...flags: readonly string[]): Promise<string[]> {
    const { exitCode, stdout, stderr } = await new RunningCli(['terraform', 'install', ...flags], {
      cwd: directory,
      env,
    }).result;
    expect(exitCode, stderr).toBe(0);
    return [...stdout.matchAll(/^ {2}(\/.*terraform-provider-godwit_v.*)$/gm)].map(([, file]) => file!);
  }

  const terraform = async (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
    await execa('terraform', [...args, '-no-color'], {
      cwd: directory,
      env: { ...env, ...more },
      extendEnv: false,
      reject: false,
    });

  it('is found by terraform where it looks without being told, is started, and ended', withTerraform, async () => {
    const files = await install();
    expect(files.map((file) => file.split('/').at(-6))).toEqual(['registry.terraform.io', 'registry.opentofu.org']);
    await writeFile(join(directory, 'main.tf'), configuration);
    const init = await terraform(['init']);
    expect(init.stdout + init.stderr).toMatch(/Installed (?:registry\.terraform\.io\/)?godwit\/godwit v/);
    const wrong = await terraform(['validate']);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr).toMatch(/main\.tf line 8[\s\S]* {3}8: {3}phase {7}= "sinced"/);
    await writeFile(join(directory, 'main.tf'), configuration.replace('sinced', 'synced'));
    // A Node of another place, as after an update: what the lock file says of the provider still holds.
    const place = join(dirname(dirname(files[0]!)), 'started-with');
    const [, program] = (await readFile(place, 'utf8')).split('\n');
    await writeFile(join(directory, 'another node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 });
    await writeFile(place, `${join(directory, 'another node')}\n${program}\n`);
    const right = await terraform(['validate']);
    expect(right.exitCode, right.stderr).toBe(0);
  });

  it('is the same file wherever godwit and Node are, and does for an override too', withTerraform, async () => {
    const mirror = join(directory, 'a mirror');
    const [file] = await install('--directory', mirror);
    const text = await readFile(file!, 'utf8');
    for (const place of [process.execPath, repositoryPath(''), directory]) expect(text).not.toContain(place);
    const rc = join(directory, 'terraformrc');
    const override = `dev_overrides { "registry.terraform.io/godwit/godwit" = ${JSON.stringify(dirname(file!))} }`;
    await writeFile(rc, `provider_installation {\n  ${override.replace('{ ', '{\n').replace(' }', '\n}')}\n}\n`);
    await writeFile(join(directory, 'main.tf'), configuration);
    const wrong = await terraform(['validate'], { TF_CLI_CONFIG_FILE: rc });
    expect(wrong.stdout + wrong.stderr).toMatch(/rovider development overrides[\s\S]*phase {7}= "sinced"/);
    // Copied by itself, it does not know what to start.
    await cp(file!, join(directory, 'elsewhere/deep/provider'));
    expect((await execa(join(directory, 'elsewhere/deep/provider'), { reject: false })).stderr).toContain(
      'started-with',
    );
  });

  it('starts with no more than it answers for its schema with', async () => {
    const hook = `export async function load(url, context, next) { process._rawDebug('loads ' + url); return next(url, context); }`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
    const provider = spawn(
      process.execPath,
      ['--import', dataUrl(register), repositoryPath('dist/terraform/binary/main.js')],
      {
        env: {
          ...env,
          TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
          PLUGIN_CLIENT_CERT: ownCertificate(new Date()).pem,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let loaded = '';
    provider.stderr.setEncoding('utf8').on('data', (text: string) => {
      loaded += text;
    });
    const [line] = await once(provider.stdout.setEncoding('utf8'), 'data');
    provider.kill('SIGKILL');
    await once(provider, 'close');
    expect(line).toMatch(/^1\|6\|tcp\|127\.0\.0\.1:\d+\|grpc\|/);
    const packages = [...loaded.matchAll(/\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name);
    expect([...new Set(packages)].sort()).toEqual(['@grpc/grpc-js', '@msgpack/msgpack', 'protobufjs']);
    const folders = [...loaded.matchAll(/\/dist\/([^/]+)\//g)].map(([, name]) => name);
    expect([...new Set(folders)].sort()).toEqual(['lib', 'terraform']);
  });
});

const dataUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
