import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatedProject } from '../../support/cli/gated-pair.ts';
import { applyAndDie } from '../../support/cli/killed-runs.ts';
import { LedgerGate } from '../../support/cli/ledger-gate.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectValid } from '../../support/schemas.ts';

describe('a saved plan', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  async function save(project: GodwitProject): Promise<string> {
    const { exitCode, stderr } = await project.godwit('plan', '--out', 'plan.json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const text = await readFile(join(project.directory, 'plan.json'), 'utf8');
    expectValid('plan', JSON.parse(text));
    return text;
  }

  /** Everything up to the first line of what is done, without what the reader is told around it. */
  const planPart = (text: string) => text.slice(text.indexOf('Migration '), text.indexOf('\n\nNext'));

  it('is carried out by whoever is given it, after a runner that died too, and is done once', async () => {
    await using gate = await LedgerGate.open(pair.destination.members[0]!.host);
    await using project = await gatedProject(pair, gate);
    const planned = await project.godwit('plan', '--out', 'plan.json');
    const shown = await project.godwit('show', 'plan.json');
    expect(planPart(shown.stdout)).toBe(planPart(planned.stdout));

    const point = { moment: 'after', kind: 'stepStarted', step: 'startSync' } as const;
    await applyAndDie(project, gate, point, { args: ['apply', 'plan.json'] });

    const second = await project.godwit('apply', 'plan.json');
    expect(second).toMatchObject({ exitCode: 0, stderr: '' });
    expect(planPart(second.stdout).startsWith(planPart(planned.stdout))).toBe(true);
    expect(second.stdout).toContain('This plan was begun by an earlier run. What is left of it:');
    expect((await project.status())['state']).toBe('following');

    const third = await project.godwit('apply', 'plan.json');
    expect(third).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('was carried out by an earlier run') });
  });

  it('is refused with the lines that differ when its ground has moved, people are told, and nothing is done', async () => {
    const notifications = [{ on: ['failed'], run: ['sh', '-c', 'cat >> told'] }];
    await using project = await pair.project({ file: { notifications } });
    await save(project);
    await pair.sourceClient.db('shop').collection('late').insertOne({});
    const moved = await project.godwit('apply', 'plan.json');
    expect(moved.exitCode).toBe(4);
    expect(moved.stderr).toMatch(/error\[GW750\].* is stale/);
    expect(moved.stderr).toMatch(/\+ source\.catalogue shop\.late: collection/);
    const told = JSON.parse(await readFile(join(project.directory, 'told'), 'utf8'));
    expect(told).toMatchObject({ event: 'failed', reason: expect.stringMatching(/^\[GW750\].* is stale/) });
    await pair.sourceClient.db('shop').collection('late').drop();

    await project.change({ phase: 'detached' });
    const asked = await project.godwit('apply', 'plan.json');
    expect(asked).toMatchObject({
      exitCode: 4,
      stderr: expect.stringMatching(/- \/phase: synced\n\s+\+ \/phase: detached/),
    });
    expect((await project.status())['state']).toBe('provisioned');

    await project.change({ phase: 'synced' });
    expect(await project.godwit('apply', 'plan.json')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('is refused when it was changed by hand, has expired, or is something else', async () => {
    await using project = await pair.project();
    const text = await save(project);
    const path = join(project.directory, 'plan.json');
    await writeFile(path, text.replace('"readonly"', '').replace('Begin to sync', 'Begin to move'));
    expect(await project.godwit('apply', 'plan.json')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/GW751[\s\S]*changed after it was made/),
    });
    await writeFile(path, text.replace('"format_version": "1.0"', '"format_version": "2.0"'));
    expect((await project.godwit('show', 'plan.json')).stderr).toContain('GW752');
    await writeFile(path, text.slice(0, -100));
    expect((await project.godwit('apply', 'plan.json')).stderr).toContain('GW751');
    expect((await project.godwit('plan', '--out', 'plan.json', '--valid-for', '1ms')).exitCode).toBe(0);
    expect(await project.godwit('apply', 'plan.json')).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining('GW753'),
    });
    expect((await project.status())['state']).toBe('provisioned');
  });

  it('holds no secret, and neither does what is said of it', async () => {
    const secret = 'pl4nted-s3cret';
    await pair.sourceClient
      .db('admin')
      .command({ createUser: 'sync', pwd: secret, roles: ['root'] })
      .catch(() => {});
    await using project = await pair.project({
      env: { MIGRATION_PASSWORD: secret, HOOK_TOKEN: secret },
      file: {
        phase: 'cutover',
        source: { uri: { env: 'SOURCE_URI' }, auth: { username: 'sync', password: { env: 'MIGRATION_PASSWORD' } } },
        cutover: {
          rollback: { mode: 'none' },
          hooks: [
            {
              on: 'afterCutover',
              http: { url: 'http://127.0.0.1:9/', headers: { authorization: { env: 'HOOK_TOKEN' } } },
            },
          ],
        },
      },
    });
    await save(project);
    await project.godwit('show', 'plan.json', '--format', 'json');
    const before = project.printed;
    expect(before).toContain('/cutover/hooks/0');
    expect(await project.everything()).not.toContain(secret);
    await pair.sourceClient.db('admin').command({ dropUser: 'sync' });
  });
});
