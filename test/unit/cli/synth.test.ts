import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execaCommand } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryPath } from '../spec/support.ts';
import { godwit } from './support.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-synth-'));
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

const specs = repositoryPath('test/unit/infra/specs');
const synth = async (file: string, ...argv: string[]) =>
  await godwit(['synth', '-f', join(specs, file), '--out', directory, ...argv]);
const stackOf = async (name: string) =>
  JSON.parse(await readFile(join(directory, 'stacks', name, 'cdk.tf.json'), 'utf8'));

describe('godwit synth', () => {
  it('writes what cdktf writes, and says where', async () => {
    const { exitCode, stdout } = await synth('replica-set.yaml', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).files).toEqual([expect.stringMatching(/stacks\/replica-set\/cdk\.tf\.json$/)]);
    const { resource } = await stackOf('replica-set');
    expect(resource.mongodbatlas_advanced_cluster.destination_cluster.name).toBe('orders');
    const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'));
    expect(Object.keys(manifest.stacks)).toEqual(['replica-set']);
  });

  it('needs no secret and tells none', async () => {
    const { exitCode } = await synth('users.yaml');
    expect(exitCode).toBe(0);
    expect(Object.keys((await stackOf('users')).variable).sort()).toEqual([
      expect.stringMatching(/^password_orders_app/),
      'password_sync',
    ]);
  });

  it('writes the stack for the time that is asked for', async () => {
    const tierOf = async (...argv: string[]) => {
      await synth('sharded-during.yaml', ...argv);
      const { resource } = await stackOf('sharded-during');
      return resource.mongodbatlas_advanced_cluster.destination_cluster.replication_specs[0].region_configs[0]
        .electable_specs.instance_size;
    };
    expect(await tierOf()).toBe('M60');
    expect(await tierOf('--stage', 'cutOver')).toBe('M40');
  });

  it('goes where the cdktf command looks', async () => {
    const out = join(directory, 'cdktf.out');
    await godwit(['synth', '-f', join(specs, 'replica-set.yaml')], { env: { CDKTF_OUTDIR: out } });
    expect(existsSync(join(out, 'stacks', 'replica-set', 'cdk.tf.json'))).toBe(true);
  });

  it('is what the cdktf command finds in a checkout', { timeout: 60_000 }, async () => {
    const settings = JSON.parse(await readFile(repositoryPath('cdktf.json'), 'utf8'));
    // Without one of them the command ends with its usage.
    expect(settings).toMatchObject({ language: expect.any(String), app: expect.any(String) });
    const out = join(directory, 'cdktf.out');
    await execaCommand(settings.app, {
      cwd: repositoryPath('.'),
      // As the command starts the app.
      env: { CDKTF_OUTDIR: out, CDKTF_CONTEXT_JSON: '{}', CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: 'true' },
    });
    const { stacks } = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'));
    expect(Object.keys(stacks)).toEqual(['orders-to-atlas']);
    const { synthesizedStackPath } = stacks['orders-to-atlas'];
    expect(synthesizedStackPath).toBe('stacks/orders-to-atlas/cdk.tf.json');
    const stack = JSON.parse(await readFile(join(out, synthesizedStackPath), 'utf8'));
    expect(stack.resource.mongodbatlas_advanced_cluster.destination_cluster.name).toBe('orders');
    expect(stack.terraform.backend.s3.bucket, 'the backend of the file').toBe('shop-terraform');
  });

  it('refuses a migration whose destination exists already', async () => {
    const { exitCode, stderr } = await godwit(['synth', '-f', 'examples/existing-cluster.yaml', '--out', directory]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('GW720');
    expect(existsSync(join(directory, 'stacks'))).toBe(false);
  });
});
