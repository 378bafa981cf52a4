/** Actions, asked for over gRPC as Terraform 1.14 and newer asks, over real replica sets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actions } from '../../../src/terraform/actions/actions.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { findTerraformOf } from '../../support/terraform/find-terraform.ts';
import { ProviderClient } from '../../support/terraform/provider-client.ts';
import { TerraformProject } from '../../support/terraform/terraform-project.ts';
import { waitFor } from '../../support/wait-for.ts';

const withActions = await needs({ terraform: '>=1.14' });
const ofFile = { spec_file: 'godwit.yaml' };

describe('actions', { timeout: 300_000, ...(await needs({ mongod: '>=6.0' })) }, () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { auth: true }, destination: { auth: true } });
  });
  afterAll(async () => await pair?.[Symbol.asyncDispose]());
  beforeEach(async () => await pair.reset());

  const stateOf = async (project: GodwitProject) => (await project.status())['state'];
  const summaries = (found: readonly { readonly summary: string }[]) => found.map(({ summary }) => summary).join('\n');

  it('pause, resume, compare, cut over and go back, as the commands do', async () => {
    const file = { cutover: { rollback: { mode: 'reverse', keepFor: '1h' } }, verification: { mode: 'off' } };
    await using project = await pair.project({ file });
    await using provider = await ProviderClient.start(project);
    expect(await provider.call('GetMetadata')).toMatchObject({
      actions: ['cutover', 'reverse', 'pause', 'resume', 'verify'].map((name) => ({ typeName: `godwit_${name}` })),
      resources: [{ typeName: 'godwit_migration' }],
    });
    for (const name of ['godwit_pause', 'godwit_resume']) {
      expect(summaries(await provider.plan(name, ofFile))).toContain('its sync has not begun [GW812]');
      expect(summaries(await provider.invoke(name, ofFile).ended)).toContain('[GW812]');
    }
    expect(await provider.plan('godwit_reverse', ofFile)).toMatchObject([
      { severity: 1, summary: expect.stringContaining('[GW704]') },
    ]);
    await project.apply();

    const paused = provider.invoke('godwit_pause', ofFile);
    expect([await paused.ended, paused.told]).toEqual([[], ['shop is paused']]);
    expect(await stateOf(project)).toBe('paused');
    expect(await provider.plan('godwit_pause', ofFile)).toEqual([]);
    expect(await provider.invoke('godwit_resume', ofFile).ended).toEqual([]);
    expect(await stateOf(project)).toBe('following');

    const equal = provider.invoke('godwit_verify', { ...ofFile, namespaces: ['shop.orders'] });
    expect(await equal.ended).toEqual([]);
    expect(equal.told[0]).toBe('shop.orders: 500 documents compared');
    expect(equal.told.at(-1)).toContain('Equal: 500 documents');
    await pair.destinationClient
      .db('shop')
      .collection('orders')
      .updateOne({ _id: 7 as never }, { $set: { number: -7 } });
    const [different] = await provider.invoke('godwit_verify', ofFile).ended;
    expect(different).toMatchObject({ severity: 1, summary: 'Source and destination of shop differ [GW895]' });
    expect(different!.detail).toMatch(/shop\.orders: 1 different[\s\S]*_id 7/);
    await pair.destinationClient
      .db('shop')
      .collection('orders')
      .updateOne({ _id: 7 as never }, { $set: { number: 7 } });

    const planned = summaries(await provider.plan('godwit_cutover', ofFile));
    expect(planned).toMatch(/shop: \d+ steps from following to cutover \[GW774\]/);
    const cutover = provider.invoke('godwit_cutover', ofFile);
    expect(await cutover.ended).toEqual([]);
    expect(cutover.told.join('\n')).toContain('Block writes');
    expect(await stateOf(project)).toBe('reversing');
    expect(await provider.plan('godwit_cutover', ofFile)).toEqual([]);

    // Gates count on the way back too; who approves of it approves of a file that asks for it.
    await project.change({ cutover: { ...file.cutover, gates: { approvals: [{ name: 'dba' }] } } });
    const reverse = provider.invoke('godwit_reverse', ofFile);
    await waitFor('the way back to wait for its approval', () => /Waiting for.*dba/.test(reverse.told.join('\n')));
    await project.change({ phase: 'rolledBack' });
    const approved = project.start(['cutover', '--approve', 'dba'], { env: { GITHUB_ACTOR: 'alice' } });
    expect(await approved.result).toMatchObject({ exitCode: 0 });
    expect(await reverse.ended).toEqual([]);
    expect(await stateOf(project)).toBe('rolledBack');
    expect(summaries(await provider.plan('godwit_pause', ofFile))).toContain('its sync is committed [GW812]');
  });

  it('refuse a wrong word at its attribute', async () => {
    await using project = await pair.project();
    await using provider = await ProviderClient.start(project);
    const wrong = { ...ofFile, mode: 'quick', sample_percent: 0 };
    expect(await provider.validate('godwit_verify', wrong)).toMatchObject([
      { summary: '`mode` is one of full, sample, counts [GW771]', attribute: { steps: [{ attributeName: 'mode' }] } },
      { attribute: { steps: [{ attributeName: 'sample_percent' }] } },
    ]);
    expect(await provider.validate('godwit_cutover', { ...ofFile, timeout: 'soon' })).toMatchObject([
      { summary: 'This is no duration [GW771]', attribute: { steps: [{ attributeName: 'timeout' }] } },
    ]);
    expect(await provider.validate('godwit_pause', { ...ofFile, name: 'shop' })).toMatchObject([
      { attribute: { steps: [{ attributeName: 'name' }] } },
    ]);
    const inAttributes = { name: 'shop', source: { uri: { env: 'A' } }, destination: { uri: { env: 'B' } } };
    for (const name of Object.keys(actions)) expect(await provider.validate(name, inAttributes)).toEqual([]);
    expect(await provider.validate('godwit_pause', { ...inAttributes, name: 'Shop' })).toMatchObject([
      { attribute: { steps: [{ attributeName: 'name' }] } },
    ]);
    expect(await provider.validate('godwit_pause', { spec_file: 'nowhere.yaml' })).toMatchObject([
      { severity: 1, attribute: { steps: [{ attributeName: 'spec_file' }] } },
    ]);
  });

  it('stop where they can be taken up, when Terraform stops them and when it is gone', async () => {
    const cutover = { gates: { approvals: [{ name: 'dba' }] } };
    await using project = await pair.project({ file: { cutover, verification: { mode: 'off' } } });
    await using provider = await ProviderClient.start(project);
    await project.apply();
    const waits = async (told: readonly string[]) =>
      await waitFor('the cutover to wait for its approval', () => /Waiting for.*dba/.test(told.join('\n')));

    const stopped = provider.invoke('godwit_cutover', ofFile);
    await waits(stopped.told);
    await provider.call('StopProvider');
    expect(await stopped.ended).toMatchObject([{ severity: 1, detail: expect.stringContaining('Invoke it again') }]);
    expect(await stateOf(project)).toBe('following');
    await provider.call('ConfigureProvider');

    const left = provider.invoke('godwit_cutover', ofFile);
    await waits(left.told);
    left.cancel();
    await expect(left.ended).rejects.toThrow(/CANCELLED/);
    // Nobody is told how it ended; the next one has to wait for it.
    await waitFor('the run to end', async () =>
      (await project.godwit('lock', 'status')).stdout.includes('is not locked'),
    );
    expect(await stateOf(project)).toBe('following');
    expect(await pair.isSourceWritable()).toBe(true);
  });
  it('are invoked by a real Terraform, by themselves and by what happens to a resource', withActions, async () => {
    const env = { TF_VAR_from: pair.source.uri, TF_VAR_to: pair.destination.uri };
    await using project = await pair.project({ file: { verification: { mode: 'off' } }, env });
    const terraform = new TerraformProject(project, findTerraformOf('>=1.14'));
    const blocks = ['pause', 'resume', 'verify', 'cutover', 'reverse'].map(
      (name) => `action "godwit_${name}" "shop" {\n  config {\n    spec_file = "godwit.yaml"\n  }\n}\n`,
    );
    const secretly = `
variable "from" {
  ephemeral = true
}
variable "to" {
  ephemeral = true
}
action "godwit_verify" "secretly" {
  config {
    name        = "shop"
    source      = { uri = { value_wo = var.from } }
    destination = { uri = { value_wo = var.to } }
  }
}
`;
    const trigger = `
  lifecycle {
    action_trigger {
      events  = [after_create]
      actions = [action.godwit_verify.shop]
    }
  }`;
    await terraform.configure(`  spec_file = "godwit.yaml"${trigger}`, blocks.join('') + secretly);
    expect((await terraform.run('init')).exitCode).toBe(0);
    const early = await terraform.run('apply', '-auto-approve', '-invoke=action.godwit_pause.shop');
    expect(early.exitCode).toBe(1);
    expect(early.stderr).toContain('shop cannot be paused: its sync has not begun [GW812]');

    const created = await terraform.apply();
    expect(created.stdout).toContain('shop.orders: 500 documents compared');
    expect(await terraform.state()).toMatchObject({ state: 'synced' });
    const paused = await terraform.apply('-invoke=action.godwit_pause.shop');
    expect(paused.stdout).toContain('shop is paused');
    expect(await stateOf(project)).toBe('paused');
    await terraform.apply('-invoke=action.godwit_resume.shop');

    await terraform.plan('-invoke=action.godwit_verify.secretly', '-out=saved.tfplan');
    expect((await terraform.run('show', '-json', 'saved.tfplan')).stdout).toContain('"value_wo"');
    const compared = await terraform.run('apply', 'saved.tfplan');
    expect(compared.exitCode, compared.stderr).toBe(0);
    expect(compared.stdout).toContain('Equal: 1,000 documents');
    expect(await project.everything()).not.toContain('root-of-a-test');

    const planned = await terraform.plan('-invoke=action.godwit_cutover.shop');
    expect(planned.stdout).toMatch(/shop: \d+ steps from following to cutover \[GW774\]/);

    await project.change({ cutover: { gates: { approvals: [{ name: 'dba' }] } } });
    const interrupted = terraform.start('apply', '-auto-approve', '-no-color', '-invoke=action.godwit_cutover.shop');
    await interrupted.says(/^Action .*Waiting for.*dba/m);
    const { exitCode, stderr } = await interrupted.kill('SIGINT');
    expect(exitCode, stderr).not.toBe(0);
    expect(stderr).toContain('Invoke it again');
    expect(await pair.isSourceWritable()).toBe(true);

    // The phase of the file is not the one that is approved: that is the cutover.
    const approved = project.start(['cutover', '--approve', 'dba'], { env: { GITHUB_ACTOR: 'alice' } });
    expect((await approved.result).exitCode).toBe(0);
    await terraform.apply('-invoke=action.godwit_cutover.shop');
    expect(await stateOf(project)).toBe('reversing');
    await project.change({ cutover: {} });
    await terraform.apply('-invoke=action.godwit_reverse.shop');
    expect(await stateOf(project)).toBe('rolledBack');
  });
});
