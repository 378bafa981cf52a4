/** The real terraform with godwit's provider in it, over real replica sets. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { TerraformProject } from '../../support/terraform/terraform-project.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Keeps a cutover waiting until somebody approves it, which nobody does. */
const waitingCutover = { phase: 'cutover', cutover: { gates: { approvals: [{ name: 'dba' }] } } };

describe('a migration in Terraform', {
  timeout: 300_000,
  ...(await needs({ mongod: '>=6.0', tool: 'terraform' })),
}, () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });
  afterAll(async () => {
    await pair?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await pair.reset();
  });

  const open = async (file: object = {}, body = '  spec_file = "godwit.yaml"', rest = '') => {
    const project = await pair.project({ file });
    const terraform = new TerraformProject(project);
    await terraform.configure(body, rest);
    return { project, terraform, [Symbol.asyncDispose]: async () => await project[Symbol.asyncDispose]() };
  };
  const documents = async () => await pair.destinationClient.db('shop').collection('orders').countDocuments();

  it('is planned, synced, changed in place, cut over and completed', async () => {
    await using opened = await open();
    const { project, terraform } = opened;
    // Nothing is to be installed, and without other providers not even this is needed.
    const init = await terraform.run('init');
    expect(init.exitCode, init.stderr).toBe(0);
    const created = await terraform.apply();
    expect(created.stdout).toContain('Warning: shop: 4 steps from provisioned to synced [GW774]');
    expect(created.stdout).toContain('+ Begin to sync everything: 2 collections, 1,000 documents');
    expect(created.stderr).toContain('godwit_migration shop: > Copy, build the indexes, and follow');
    expect(await terraform.state()).toMatchObject({
      id: 'shop',
      state: 'synced',
      destroys: [],
      progress_percent: 100,
      verification_result: 'equal',
    });
    expect(await documents()).toBe(500);
    expect((await terraform.plan()).exitCode).toBe(0);

    const before = project.engines;
    await project.change({ description: 'the shop', verification: { mode: 'off' } });
    const change = await terraform.apply();
    expect(change.stdout).toContain('will be updated in-place');
    expect(change.stdout).toContain('~ spec_hash');
    expect(change.stdout).not.toContain('GW774');
    expect(project.engines).toEqual(before);

    await terraform.configure('  spec_file = "godwit.yaml"\n  phase = "cutover"');
    await terraform.apply();
    expect(await terraform.state()).toMatchObject({ phase: 'cutover', state: 'cut_over' });
    expect(await pair.isSourceWritable()).toBe(false);
    expect((await terraform.plan()).exitCode).toBe(0);

    const refused = await terraform.run('destroy', '-auto-approve');
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('shop is cutOver: to take it away now would lose the way back [GW776]');

    await terraform.configure('  spec_file = "godwit.yaml"\n  phase = "complete"');
    const unconfirmed = await terraform.run('apply', '-auto-approve');
    expect(unconfirmed.exitCode).toBe(1);
    expect(unconfirmed.stderr).toContain('not confirmed by name [GW773]');
    await terraform.configure('  spec_file = "godwit.yaml"\n  phase = "complete"\n  confirm = "shop"');
    await terraform.apply();
    expect(await terraform.state()).toMatchObject({ state: 'complete' });
    await terraform.apply('-destroy');
    expect(await terraform.state()).toBeUndefined();
    expect(await documents()).toBe(500);
  });

  it('is refused with a diagnostic at the attribute that is wrong', async () => {
    await using opened = await open();
    const { project, terraform } = opened;
    const refusedWith = async (body: string) => {
      await terraform.configure(body);
      const { exitCode, stderr } = await terraform.plan();
      expect(exitCode).toBe(1);
      return stderr;
    };
    const wrongPhase = await refusedWith('  spec_file = "godwit.yaml"\n  phase = "sinced"\n  wait_for = "ever"');
    expect(wrongPhase).toMatch(/There is no such phase \[GW771\][\s\S]* {3}9: {3}phase = "sinced"/);
    expect(wrongPhase).toMatch(/10: {3}wait_for = "ever"/);
    const wrongTimeout = await refusedWith('  spec_file = "godwit.yaml"\n  timeouts = { create = "soon" }');
    expect(wrongTimeout).toMatch(/This is no duration \[GW771\][\s\S]* {3}9: {3}timeouts = [\s\S]*At timeouts\.create/);
    expect(await refusedWith('  spec_file = "godwit.yaml"\n  phase = "complete"')).toMatch(
      /phase: complete cannot be reached from state provisioned \[GW704\][\s\S]* {3}9: {3}phase = "complete"/,
    );
    expect(await refusedWith('  spec_file = "nowhere.yaml"')).toMatch(/8: {3}spec_file = "nowhere.yaml"/);
    const unset = '  name = "shop"\n  phase = "synced"\n  destination = { uri = { env = "DESTINATION_URI" } }\n';
    expect(await refusedWith(`${unset}  source = { uri = { env = "NOWHERE_URI" } }`)).toMatch(
      /variable NOWHERE_URI is not set \[GW651\][\s\S]* 11: {3}source = /,
    );
    // Paths start where Terraform works.
    await mkdir(join(project.directory, 'deep'));
    await terraform.configure('  spec_file = "../godwit.yaml"');
    await rename(join(project.directory, 'main.tf'), join(project.directory, 'deep', 'main.tf'));
    const deep = await terraform.run('-chdir=deep', 'validate');
    expect(deep.exitCode, deep.stderr).toBe(0);
    await project.change({ engine: { type: 'biultin' } });
    const wrongFile = await refusedWith('  spec_file = "godwit.yaml"');
    expect(wrongFile).toMatch(/biultin[\s\S]* {3}8: {3}spec_file = "godwit.yaml"[\s\S]*godwit\.yaml:\d+/);
  });

  it('waits with its plan for what is not known yet', async () => {
    const rest = `resource "terraform_data" "cluster" {\n  input = "${pair.destination.uri}"\n}`;
    const body = '  spec_file = "godwit.yaml"\n  vars = { destination = terraform_data.cluster.output }';
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the file
    const file = { destination: { uri: '${var.destination}' }, vars: { destination: null }, phase: 'prepared' };
    await using opened = await open(file, body, rest);
    const { terraform } = opened;
    const ofFile = await terraform.plan();
    expect(ofFile.exitCode, ofFile.stderr).toBe(2);
    expect(ofFile.stdout).toContain('What the migration will do cannot be seen yet');
    const inAttributes = `  name = "shop"
  phase = "prepared"
  source = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { value = terraform_data.cluster.output } }`;
    await terraform.configure(inAttributes, rest);
    const made = await terraform.apply();
    expect(made.stdout).toContain('What the migration will do cannot be seen yet');
    expect(await terraform.state()).toMatchObject({ state: 'prepared' });
    expect((await terraform.plan()).exitCode).toBe(0);
  });

  it('is adopted by its name, and given up by a destroy', async () => {
    await using opened = await open({ verification: { mode: 'off' } });
    const { project, terraform } = opened;
    await project.apply();
    const imported = await terraform.run('import', 'godwit_migration.shop', 'shop');
    expect(imported.exitCode, imported.stderr).toBe(0);
    expect(await terraform.state()).toMatchObject({ id: 'shop', spec_file: 'godwit.yaml', state: 'synced' });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as configurations name their own directory
    await terraform.configure('  spec_file = "${path.module}/godwit.yaml"');
    const same = await terraform.plan();
    expect(same.exitCode, same.stdout).toBe(0);
    // What somebody else did to it is a change, and an apply puts it right.
    expect((await project.godwit('pause')).exitCode).toBe(0);
    const drifted = await terraform.apply();
    expect(drifted.stdout).toMatch(/state += "paused" -> \(known after apply\)[\s\S]*from paused to synced/);
    expect(await terraform.state()).toMatchObject({ state: 'synced' });

    await terraform.run('state', 'rm', 'godwit_migration.shop');
    const { engine } = parse(await readFile(join(project.directory, 'godwit.yaml'), 'utf8'));
    const attributes = `  name = "shop"
  phase = "synced"
  source = { uri = { env = "SOURCE_URI" } }
  destination = { uri = { env = "DESTINATION_URI" } }
  engine = { type = "builtin", builtin = { port = ${engine.builtin.port} } }
  verification = { mode = "off" }`;
    await terraform.configure(attributes);
    await terraform.run('import', 'godwit_migration.shop', 'godwit.yaml#attributes');
    const alike = await terraform.plan();
    expect(alike.exitCode, alike.stdout + alike.stderr).toBe(0);

    const destroyed = await terraform.apply('-destroy');
    expect(destroyed.stdout).toContain('shop is given up, and it is following [GW774]');
    expect(project.engines).toEqual([]);
    expect(await documents()).toBe(500);
    expect(await terraform.state()).toBeUndefined();
  });

  it('is taken up by the next apply after an interruption, a kill and a time-out', async () => {
    await using opened = await open({ ...waitingCutover, verification: { mode: 'off' } });
    const { terraform } = opened;

    const killed = terraform.start('apply', '-auto-approve', '-no-color');
    await killed.says(/^godwit_migration shop: .*Begin to sync/m);
    await killed.kill('SIGKILL');
    expect(await terraform.state()).toBeUndefined();
    await terraform.unlock();

    await terraform.configure('  spec_file = "godwit.yaml"\n  timeouts = { create = "4s" }');
    const late = await terraform.run('apply', '-auto-approve');
    expect(late.exitCode, late.stdout).toBe(1);
    expect(late.stderr).toContain('shop did not come to its phase within 4s [GW777]');
    expect(await terraform.state()).toBeUndefined();

    await terraform.configure('  spec_file = "godwit.yaml"');
    const interrupted = terraform.start('apply', '-auto-approve', '-no-color');
    // The plan names the gate as well, before anything is applied.
    await interrupted.says(/^godwit_migration shop: .*Waiting for.*dba/m);
    const { exitCode, stderr } = await interrupted.kill('SIGINT');
    expect(exitCode, stderr).not.toBe(0);
    expect(await terraform.state()).toMatchObject({ id: 'shop', state: 'synced' });
    expect(await terraform.isTainted()).toBe(false);
    expect(await pair.isSourceWritable()).toBe(true);

    const next = await terraform.plan();
    expect(next.stdout).toContain('will be updated in-place');
    expect(await documents()).toBe(500);
  });

  it('neither starts over nor destroys anything unless that is said', async () => {
    await using opened = await open({ verification: { mode: 'off' } });
    const { project, terraform } = opened;
    await terraform.apply();
    await terraform.configure('  spec_file = "other.yaml"');
    const text = await readFile(join(project.directory, 'godwit.yaml'), 'utf8');
    await writeFile(join(project.directory, 'other.yaml'), text.replace('name: shop', 'name: other'));
    const other = await terraform.plan();
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toContain('The resource is the migration shop, and would become another one, other [GW772]');

    // Somebody removed what the sync keeps for itself, and not what it copied.
    for (const pid of project.engines) process.kill(pid, 'SIGKILL');
    await waitFor('the engine to end', () => project.engines.length === 0);
    await pair.destinationClient.db('__godwit').dropDatabase();
    await terraform.configure('  spec_file = "godwit.yaml"\n  confirm = "shop"');
    await project.change({ destination: { uri: { env: 'DESTINATION_URI' }, existingData: 'clear' } });
    const restart = await terraform.plan();
    expect(restart.exitCode).toBe(1);
    expect(restart.stderr).toContain('The copy of shop would start over, which nothing here allows [GW772]');

    await terraform.configure('  spec_file = "godwit.yaml"\n  allow_restart = true');
    const unconfirmed = await terraform.plan();
    expect(unconfirmed.exitCode).toBe(1);
    expect(unconfirmed.stderr).toContain('The plan destroys something for good, and is not confirmed by name [GW773]');

    await terraform.configure('  spec_file = "godwit.yaml"\n  allow_restart = true\n  confirm = "shop"');
    const restarted = await terraform.apply();
    expect(restarted.stdout).toMatch(/destroys[\s\S]*Drop what is in the way on the destination: 3 collections/);
    expect(await documents(), restarted.stderr + restarted.stdout).toBe(500);
    expect((await terraform.plan()).exitCode).toBe(0);
  });
});
