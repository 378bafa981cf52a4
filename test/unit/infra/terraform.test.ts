import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTerraform } from '../../../src/infra/terraform/find-binary.ts';
import { runTerraform } from '../../../src/infra/terraform/run-terraform.ts';
import { type FailedCommand, terraformFailure } from '../../../src/infra/terraform/terraform-failure.ts';
import { deferred } from '../../../src/lib/deferred.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'godwit-terraform-'));
});
afterEach(async () => await rm(directory, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('an interruption', () => {
  it('reaches Terraform once, and its end is waited for', async () => {
    const binary = await program(
      'terraform',
      `trap 'echo INT >> signals' INT
       trap 'echo TERM >> signals' TERM
       ps -o pgid= -p $$ > group
       echo '{"type":"apply_start","hook":{"resource":{"addr":"a.b"},"action":"create"}}'
       while ! [ -e signals ]; do sleep 0.05; done
       touch finished; exit 1`,
    );
    const controller = new AbortController();
    const { promise: started, resolve } = deferred<void>();
    const running = runTerraform({
      ...{ binary, args: ['apply'], directory, env: { PATH: process.env['PATH'] }, signal: controller.signal },
      onEvent: ({ type }) => type === 'started' && resolve(),
    });
    await started;
    controller.abort();
    controller.abort();
    expect(await running).toMatchObject({ exitCode: 1 });
    const read = async (name: string) => (await readFile(join(directory, name), 'utf8')).trim();
    expect(await read('signals')).toBe('INT');
    expect(await read('finished')).toBe('');
    // What the terminal sends to our group does not reach it a second time.
    const { stdout } = await runTerraform({
      ...{ binary: '/bin/sh', args: ['-c', `ps -o pgid= -p ${process.pid}`], directory },
      ...{ env: { PATH: process.env['PATH'] }, signal: new AbortController().signal },
    });
    expect(await read('group')).not.toBe(stdout.trim());
  });

  it('before it begins starts nothing', async () => {
    const binary = await program('terraform', 'touch started');
    const signal = AbortSignal.abort();
    const running = runTerraform({ binary, args: [], directory, env: { PATH: process.env['PATH'] }, signal });
    await expect(running).rejects.toThrow();
    await expect(readFile(join(directory, 'started'))).rejects.toThrow('ENOENT');
  });
});

describe('the program that runs the stack', () => {
  const find = async (wanted?: string) =>
    await findTerraform({
      ...{ wanted, baseDirectory: directory, signal: new AbortController().signal },
      env: { PATH: `${directory}:/bin:/usr/bin` },
    });
  const telling = (version: string) => `echo '{"terraform_version": "${version}"}'`;

  it('is terraform before tofu, or the one that the file names', async () => {
    await program('tofu', telling('1.11.0'));
    expect(await find()).toMatchObject({ product: 'OpenTofu', version: '1.11.0' });
    const terraform = await program('terraform', telling('1.13.2'));
    expect(await find()).toEqual({ path: terraform, product: 'Terraform', version: '1.13.2' });
    expect(await find('./tofu')).toMatchObject({ product: 'OpenTofu' });
    expect(await find('tofu')).toMatchObject({ product: 'OpenTofu' });
  });

  it('is refused when it would keep passwords, is no Terraform, or is not there', async () => {
    await expect(find('./nowhere')).rejects.toMatchObject({
      code: 'GW760',
      summary: expect.stringContaining('terraform.binary'),
    });
    await program('terraform', telling('1.10.5'));
    await expect(find()).rejects.toMatchObject({ code: 'GW761', summary: expect.stringContaining('1.10.5') });
    await program('terraform', 'echo something else');
    await expect(find()).rejects.toMatchObject({
      code: 'GW760',
      detail: expect.stringContaining('something else'),
    });
  });
});

describe('a failure of Terraform', () => {
  const failure = (
    verb: FailedCommand['verb'],
    ...diagnostics: { summary: string; detail?: string; address?: string }[]
  ) =>
    terraformFailure(
      {
        exitCode: 1,
        diagnostics: diagnostics.map((one) => ({ severity: 'error', detail: '', address: undefined, ...one })),
        stdout: '',
        stderr: '',
      },
      {
        ...{ verb, product: 'OpenTofu', directory: 'stacks/orders', secrets: ['planted'] },
        placeOf: (address) => (address === 'a.b' ? 'orders.yaml:12:5 (cluster orders)' : undefined),
      },
    );

  it('is told with its place in the file, and without what is secret', () => {
    const error = failure(
      'plan',
      { summary: 'Invalid value', detail: 'It is\n  planted.', address: 'a.b' },
      { summary: 'Other', address: 'c.d' },
    );
    expect(error).toMatchObject({ code: 'GW763', summary: 'OpenTofu could not plan the destination' });
    expect(error.detail).toMatch(/^orders\.yaml:12:5 \(cluster orders\): Invalid value: It is .*; c\.d: Other$/);
    expect(error.detail).not.toContain('planted');
  });

  it('is a stale plan where somebody else was quicker', () => {
    expect(failure('apply', { summary: 'Saved plan is stale' })).toMatchObject({ code: 'GW766', exitCode: 4 });
  });

  it('names who holds the lock, where the backend tells, and how to end it', () => {
    const detail =
      'Lock Info:\n  ID:        7\n  Operation: OperationTypeApply\n  Who:       anna@runner\n  Created:   noon';
    expect(failure('plan', { summary: 'Error acquiring the state lock', detail })).toMatchObject({
      code: 'GW765',
      summary: expect.stringContaining('anna@runner'),
      detail: 'OperationTypeApply since noon',
      hint: expect.stringContaining('`tofu -chdir=stacks/orders force-unlock 7`'),
    });
    // The lock that is described is the one that was asked for.
    const overHttp = `HTTP remote state already locked: ID=8\n${detail}`;
    expect(failure('plan', { summary: 'Error acquiring the state lock', detail: overHttp })).toMatchObject({
      summary: expect.not.stringContaining('anna'),
      detail: undefined,
      hint: expect.stringContaining('force-unlock 8'),
    });
  });

  it.each([
    ['init', 'GW762'],
    ['show', 'GW763'],
    ['apply', 'GW764'],
    ['destroy', 'GW764'],
    ['output', 'GW767'],
  ] as const)('of %s is %s', (verb, code) => {
    expect(failure(verb)).toMatchObject({ code, detail: 'it ended with 1' });
  });
});
