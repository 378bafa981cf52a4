import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { normalized } from '../../support/cli/normalized.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { expectNoJargon, expectRefusal } from '../../support/cli/refusal.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';

describe('what is printed', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  async function expectGolden(project: GodwitProject, name: string, ...args: string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await project.godwit(...args);
    expect([exitCode, stderr], stdout).toEqual([0, '']);
    const text = normalized(stdout, [pair.source.uri, pair.destination.uri]);
    await expect(text).toMatchFileSnapshot(`./golden/${name}.txt`);
  }

  it('is what the golden files hold, from the first plan to the end', async () => {
    await using project = await pair.project();
    await expectGolden(project, 'validate', 'validate');
    await expectGolden(project, 'plan-provisioned', 'plan');
    await expectGolden(project, 'status-provisioned', 'status');
    await expectGolden(project, 'plan-saved', 'plan', '--out', 'plan.json');
    await expectGolden(project, 'show', 'show', 'plan.json');
    await expectGolden(project, 'lock-status', 'lock', 'status');
    await expectGolden(project, 'apply-synced', 'apply', '--auto-approve');
    await expectGolden(project, 'plan-following', 'plan');
    await expectGolden(project, 'status-following', 'status');
    await expectGolden(project, 'pause', 'pause');
    await expectGolden(project, 'plan-paused', 'plan');
    await expectGolden(project, 'status-paused', 'status');
    await expectGolden(project, 'resume', 'resume');
    await project.apply();
    await project.change({ phase: 'cutover' });
    await expectGolden(project, 'plan-cutover', 'plan');
    await expectGolden(project, 'cutover-dry-run', 'cutover', '--dry-run');
    await expectGolden(project, 'apply-cutover', 'apply', '--auto-approve');
    await expectGolden(project, 'plan-cutOver', 'plan');
    await expectGolden(project, 'status-cutOver', 'status');
    await project.change({ phase: 'complete' });
    await expectGolden(project, 'plan-complete', 'plan');
    await expectGolden(project, 'apply-complete', 'apply', '--confirm', 'shop');
    await expectGolden(project, 'status-complete', 'status');
    expectNoJargon(project.printed);
  });

  it('is JSON line by line with --format json, whatever the command and however it ends', async () => {
    await using project = await pair.project();
    const types = new Set<string>();
    const expectJson = async (...args: string[]) => {
      const { stdout, stderr, exitCode } = await project.godwit(
        ...args,
        '--format',
        'json',
        '--json-into',
        'all.jsonl',
      );
      const lines = `${stdout}${stderr}`.trimEnd().split('\n');
      for (const line of lines) {
        const { type } = JSON.parse(line);
        if (type !== undefined) types.add(type);
      }
      return { exitCode, lines: lines.map((line) => JSON.parse(line)) };
    };
    expect((await expectJson('validate')).lines).toMatchObject([{ valid: true }]);
    expect((await expectJson('plan', '--detailed-exitcode')).exitCode).toBe(2);
    expect((await expectJson('status')).lines).toMatchObject([{ state: 'provisioned' }]);
    expect(await expectJson('pause')).toMatchObject({ exitCode: 1, lines: [{ error: { code: 'GW812' } }] });
    expect((await expectJson('apply', '--auto-approve')).lines.at(-1)).toMatchObject({
      type: 'applyFinished',
      exitCode: 0,
    });
    expect((await expectJson('pause')).lines).toMatchObject([{ type: 'paused', nextSteps: ['godwit resume'] }]);
    expect((await expectJson('resume')).lines).toMatchObject([{ type: 'resumed' }]);
    expect((await expectJson('apply')).exitCode).toBe(0);
    await project.change({ phase: 'rolledBack' });
    expect(await expectJson('plan')).toMatchObject({ exitCode: 3 });
    expect(await expectJson('apply', '--auto-approve')).toMatchObject({ exitCode: 3 });
    await appendFile(join(project.directory, 'godwit.yaml'), 'phase: again\n');
    expect(await expectJson('plan')).toMatchObject({ exitCode: 1, lines: [{ valid: false, error_count: 1 }] });
    expect(await expectJson('status', '--no-such-flag')).toMatchObject({
      exitCode: 1,
      lines: [{ error: { code: 'GW600' } }],
    });
    expect([...types]).toEqual(
      expect.arrayContaining(['version', 'plan', 'applyStarted', 'stepStarted', 'stepSucceeded', 'error']),
    );
    const kept = (await readFile(join(project.directory, 'all.jsonl'), 'utf8')).trimEnd().split('\n');
    for (const line of kept) JSON.parse(line);
    expectNoJargon(project.printed.replaceAll(/"detail":"[^"]*"/g, ''));
  });

  it.each<readonly [what: string, content: string | Uint8Array, code: string]>([
    ['empty', '', 'GW606'],
    ['of 10 MB', 'x'.repeat(10_000_000), 'GW604'],
    ['not UTF-8', new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xff, 0xfe, 0x0a]), 'GW605'],
  ])('is one error where the file is %s', async (_, content, code) => {
    await using project = await pair.project();
    await writeFile(join(project.directory, 'godwit.yaml'), content);
    for (const command of ['validate', 'apply']) {
      expectRefusal(await project.godwit(command), { code, says: ['godwit.yaml'] });
    }
  });

  it('names a server that died between plan and apply, and goes on when it is back', async () => {
    await using project = await pair.project();
    expect((await project.godwit('plan')).exitCode).toBe(0);
    await pair.source.members[0]!.kill();
    expectRefusal(await project.godwit('apply', '--auto-approve'), {
      code: 'GW502',
      says: [/The source \(127\.0\.0\.1:\d+\) does not answer/],
    });
    await pair.source.members[0]!.restart();
    await pair.source.primary();
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
  });
});
