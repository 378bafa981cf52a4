/** How an apply of Terraform goes about it: what it waits for, whom it waits for, and how it is interrupted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { repositoryPath } from '../../support/docs/pages.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';
import { TerraformProject } from '../../support/terraform/terraform-project.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Keeps a cutover waiting until somebody approves it, which nobody does. */
const waiting = {
  phase: 'cutover',
  cutover: { gates: { approvals: [{ name: 'dba' }] } },
  verification: { mode: 'off' },
};
const ofFile = '  spec_file = "godwit.yaml"';
const withTerminal = await needs({ tool: 'script' });

describe('an apply of Terraform', {
  timeout: 300_000,
  ...(await needs({ mongod: '>=6.0', tool: 'terraform' })),
}, () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
  });
  afterAll(async () => await pair?.[Symbol.asyncDispose]());
  beforeEach(async () => await pair.reset());

  async function opened(project: GodwitProject, body = ofFile, rest = ''): Promise<TerraformProject> {
    const terraform = new TerraformProject(project);
    await terraform.configure(body, rest);
    return terraform;
  }

  it('leaves a sync that runs, finds no change in its going on, and keeps no secret that is only to be used', async () => {
    const env = { TF_VAR_from: pair.source.uri, TF_VAR_to: pair.destination.uri };
    await using project = await pair.project({ env });
    const variables = ['from', 'to'].map((name) => `variable "${name}" {\n  ephemeral = true\n}\n`);
    const body = (rest: string) => `  name = "shop"
  phase = "synced"
  source = { uri = { value_wo = var.from } }
  destination = { uri = { value_wo = var.to } }
  engine = { type = "builtin", builtin = { port = ${port} } }
  verification = { mode = "off" }
${rest}`;
    const port = await findFreePort();
    const slowly = body('  wait_for = "started"\n  throttle = { write_bytes_per_second = "1KB" }');
    const terraform = await opened(project, slowly, variables.join(''));
    const started = await terraform.apply();
    expect(started.stderr).toContain('The sync goes on in the background');
    expect(await terraform.state()).toMatchObject({ state: 'syncing', source: { uri: { value_wo: null } } });
    const planned = await terraform.plan('-out=saved.tfplan');
    expect(planned.exitCode, planned.stdout).toBe(0);
    expect((await terraform.run('show', '-json', 'saved.tfplan')).stdout).toContain('"value_wo"');
    await terraform.configure(body(''), variables.join(''));
    await terraform.apply();
    expect(await terraform.state()).toMatchObject({ state: 'synced' });
    expect(await pair.destinationClient.db('shop').collection('orders').countDocuments()).toBe(500);
    expect(await project.everything()).not.toContain('root-of-a-test');
  });

  it('goes back to the source by its phase', async () => {
    const file = { cutover: { rollback: { mode: 'reverse', keepFor: '1h' } }, verification: { mode: 'off' } };
    await using project = await pair.project({ file });
    const terraform = await opened(project, `${ofFile}\n  phase = "cutover"`);
    await terraform.apply();
    expect(await terraform.state()).toMatchObject({ state: 'cut_over', way_back_until: expect.stringMatching(/^\d/) });
    await pair.destinationClient.db('shop').collection('orders').insertOne({ number: 1_000 });
    await terraform.configure(`${ofFile}\n  phase = "rolledBack"`);
    const back = await terraform.apply();
    expect(back.stdout).toMatch(/shop: \d+ steps from reversing to rolledBack \[GW774\]/);
    expect(await terraform.state()).toMatchObject({ state: 'rolled_back', way_back_until: null });
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await pair.sourceClient.db('shop').collection('orders').countDocuments({ number: 1_000 })).toBe(1);
    expect((await terraform.plan()).exitCode).toBe(0);
  });

  it('is refused while another run has the lock, and takes up what that one has done', async () => {
    await using project = await pair.project({ file: waiting });
    const terraform = await opened(project, `${ofFile}\n  phase = "synced"`);
    const first = project.start(['apply', '--auto-approve']);
    await first.says(/Waiting for.*dba/);
    const refused = await terraform.run('apply', '-auto-approve');
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toMatch(/The migration "shop" is locked by \S+ on \S+[\s\S]*\[GW801\]/);
    expect(await terraform.state()).toBeUndefined();
    await first.kill('SIGINT');
    await terraform.apply();
    expect(await terraform.state()).toMatchObject({ state: 'synced' });
    expect(await terraform.isTainted()).toBe(false);
  });

  it(
    'comes to a point to go on from by Ctrl-C, where Terraform is attached and where it starts the provider',
    withTerminal,
    async () => {
      await using project = await pair.project({ file: waiting });
      const terraform = await opened(project);

      const main = repositoryPath('dist/cli/main.js');
      const command = `'${process.execPath}' '${main}' terraform -- apply -auto-approve -no-color`;
      await using attached = new Interrupted(project, 'script', ['-qefc', command, '/dev/null']);
      await attached.says(/^godwit_migration shop: .*Waiting for.*dba/m);
      // What the terminal makes of it, for everything that runs in its foreground.
      attached.process.stdin.write('\x03');
      await expectResumable(await attached.ended, terraform);
      await terraform.run('state', 'rm', 'godwit_migration.shop');

      const mirror = join(project.directory, 'mirror');
      expect((await project.godwit('terraform', 'install', '--directory', mirror)).exitCode).toBe(0);
      const rc = join(project.directory, 'terraformrc');
      await writeFile(rc, `provider_installation {\n  filesystem_mirror { path = ${JSON.stringify(mirror)} }\n}\n`);
      const env = { TF_CLI_CONFIG_FILE: rc, TF_LOG: 'INFO' };
      await using init = new Interrupted(project, 'terraform', ['init', '-no-color'], env);
      expect(await init.ended, init.said).toBe(0);
      await using apply = new Interrupted(project, 'terraform', ['apply', '-auto-approve', '-no-color'], env);
      await apply.says(/godwit_migration shop: .*Waiting for.*dba/);
      process.kill(-apply.process.pid!, 'SIGINT');
      await expectResumable(await apply.ended, terraform);
      expect((await terraform.plan()).stdout).toContain('will be updated in-place');
    },
  );

  async function expectResumable(exitCode: number | null, terraform: TerraformProject): Promise<void> {
    expect(exitCode).not.toBe(0);
    expect(await terraform.state()).toMatchObject({ id: 'shop', state: 'synced' });
    expect(await terraform.isTainted()).toBe(false);
    expect(await pair.isSourceWritable()).toBe(true);
  }
});

/** A program in a group of processes of its own, as shells start them. */
class Interrupted implements AsyncDisposable {
  said = '';
  readonly process;
  readonly ended: Promise<number | null>;

  constructor({ directory, env }: GodwitProject, program: string, args: string[], more: Record<string, string> = {}) {
    this.process = spawn(program, args, {
      cwd: directory,
      env: { ...env, CHECKPOINT_DISABLE: '1', ...more },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.said += text;
      });
    }
    this.ended = once(this.process, 'close').then(([exitCode]) => exitCode as number | null);
  }

  async says(text: RegExp): Promise<void> {
    await waitFor(`it to say ${text}`, () => {
      if (this.process.exitCode !== null) throw new Error(this.said);
      return text.test(this.said);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { exitCode, signalCode, pid } = this.process;
    if (exitCode === null && signalCode === null) process.kill(-pid!, 'SIGKILL');
    await this.ended;
  }
}
