import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';

describe('several migrations', await needs({ mongod: '>=6.0', tool: 'git' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  /** A file in migrations/; `there` moves shop to the destination, `back` moves archive the other way. */
  async function write(project: GodwitProject, name: string, way: 'there' | 'back', blocks: Document = {}) {
    const directory = join(project.directory, 'migrations');
    await mkdir(directory, { recursive: true });
    const [from, to, database] =
      way === 'there' ? ['SOURCE_URI', 'DESTINATION_URI', 'shop'] : ['DESTINATION_URI', 'SOURCE_URI', 'archive'];
    const file = {
      apiVersion: 'godwit/v1',
      kind: 'Migration',
      name,
      phase: 'synced',
      source: { uri: { env: from } },
      destination: { uri: { env: to }, existingData: 'keep' },
      filters: { include: [{ database }] },
      engine: { type: 'builtin', builtin: { port: await findFreePort() } },
      ...blocks,
    };
    await writeFile(join(directory, `${name}.yaml`), stringify(file));
  }

  const args = (...more: string[]) => ['apply', '--auto-approve', '-f', 'migrations', ...more];

  it('run in parallel where they may, after each other where they must, with one summary', async () => {
    await pair.destinationClient
      .db('archive')
      .collection('old')
      .insertOne({ _id: 1 as never });
    await using project = await pair.project();
    await write(project, 'a-back', 'back', { after: [{ migration: 'there', phase: 'synced' }] });
    await write(project, 'there', 'there');

    const alone = await project.godwit('plan', '-f', 'migrations', '-t', 'a-back');
    expect(alone).toMatchObject({
      exitCode: 3,
      stdout: expect.stringContaining('comes after there has come to synced'),
    });
    const planned = await project.godwit('plan', '-f', 'migrations', '--out', 'plan.json');
    expect(planned.exitCode).toBe(0);
    expect(planned.stdout.indexOf('Migration there')).toBeLessThan(planned.stdout.indexOf('Migration a-back'));
    expect(planned.stdout).toContain('this run brings it there first');

    const applied = await project.godwit('apply', 'plan.json', '--parallel', '2', '--json-into', 'events.jsonl');
    expect(applied.stdout).toMatch(/\[there\] ✓ [\s\S]*\[a-back\] ✓ /);
    expect(applied).toMatchObject({ exitCode: 0, stderr: '' });
    expect(applied.stdout).toContain('2 migrations: 2 done');
    expect(await pair.sourceClient.db('archive').collection('old').countDocuments()).toBe(1);
    expect(await pair.destinationClient.db('shop').collection('orders').countDocuments()).toBe(500);

    const again = await project.godwit(...args('--format', 'json'));
    expect([again.exitCode, again.stdout]).toEqual([0, expect.anything()]);
    expect(JSON.parse(again.stdout.trim().split('\n').at(-1)!)).toMatchObject({
      type: 'summary',
      outcomes: [
        { migration: 'there', outcome: 'nothingToDo' },
        { migration: 'a-back', outcome: 'nothingToDo' },
      ],
    });
  });

  it('that fail stop what waits for them, and nothing else', async () => {
    await using project = await pair.project();
    await write(project, 'first', 'there', {
      policy: [{ run: ['false'], name: 'never' }],
    });
    await write(project, 'second', 'back', { after: [{ migration: 'first', phase: 'synced' }] });
    const applied = await project.godwit(...args('--parallel', '2'));
    expect(applied.exitCode).toBe(3);
    expect(applied.stdout).toMatch(
      /2 migrations: 1 failed, 1 not begun\n {2}first {3}failed: Blocked: 1 error.*\n {2}second {2}not begun: first was not done/,
    );
  });

  it('that begin at the same moment never both write into one destination', async () => {
    await pair.sourceClient.db('archive').collection('old').insertOne({});
    await using project = await pair.project();
    await write(project, 'one', 'there');
    await write(project, 'other', 'there', { filters: { include: [{ database: 'archive' }] } });
    const applied = await project.godwit(...args('--parallel', '2'));
    expect(applied.exitCode, applied.stdout).not.toBe(0);
    expect(project.engines.length).toBeLessThanOrEqual(1);
    expect(applied.stdout).toMatch(/ failed: .*(one|other)/);
    expect(`${applied.stdout}${applied.stderr}`).toMatch(/GW755|GW792/);
    // What is left is no riddle: one of them has the destination, or both may be run again, one after the other.
    const again = await project.godwit(...args());
    expect(again.exitCode).not.toBe(0);
    expect(project.engines).toHaveLength(1);
    expect(again.stdout).toMatch(/GW755/);
  });

  it('into one destination are refused, a renamed one goes on, and its old file is told so', async () => {
    await using project = await pair.project();
    await write(project, 'there', 'there');
    expect((await project.godwit(...args())).exitCode).toBe(0);

    await write(project, 'other', 'there');
    const both = await project.godwit('plan', '-f', 'migrations', '-t', 'other');
    expect(both).toMatchObject({ exitCode: 3, stdout: expect.stringMatching(/GW755.*there uses this destination/) });

    await rm(join(project.directory, 'migrations/there.yaml'));
    await write(project, 'other', 'there', { moved: [{ from: 'there' }] });
    const renamed = await project.godwit('plan', '-f', 'migrations');
    expect(renamed.stdout).toContain(
      'Go on with the ledger of there: the migration was renamed, and nothing is copied again',
    );
    expect(renamed.stdout).not.toContain('Begin to sync');
    expect((await project.godwit(...args())).exitCode).toBe(0);
    expect(await project.godwit('plan', '-f', 'migrations', '--expect-no-changes')).toMatchObject({ exitCode: 0 });

    await write(project, 'there', 'there');
    const old = await project.godwit('plan', '-f', 'migrations', '-t', 'there');
    expect(old).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('was renamed to "other"') });
  });

  it('whose file was removed are given up by a plan that somebody approves, and by nothing else', async () => {
    await using project = await pair.project();
    const git = async (...args: string[]) =>
      await execa('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.com', ...args], {
        cwd: project.directory,
      });
    await write(project, 'there', 'there');
    expect((await project.godwit(...args())).exitCode).toBe(0);
    await git('init', '-q');
    await git('add', 'migrations/there.yaml');
    await git('commit', '-qm', 'Move the shop');
    const still = await project.godwit('plan', '-f', 'migrations', '--since', 'HEAD', '--expect-no-changes');
    expect([still.exitCode, still.stderr + still.stdout]).toEqual([0, expect.stringContaining('Nothing to do')]);
    await rm(join(project.directory, 'migrations/there.yaml'));

    const planned = await project.godwit('plan', '-f', 'migrations', '--since', 'HEAD', '--out', 'plan.json');
    expect(planned.stdout).toMatch(
      /warning\[GW758\]: The file of there was removed since HEAD, and its migration is following/,
    );
    expect(planned.stdout).toContain("! Give up there: remove its sync's metadata");
    const careless = await project.godwit(...args('--since', 'HEAD'));
    expect(careless).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW859') });
    expect(project.engines).toHaveLength(1);
    expect((await project.godwit('apply', 'plan.json')).exitCode).toBe(0);
    expect(project.engines).toHaveLength(0);
    expect(await pair.destinationClient.db('shop').collection('orders').countDocuments()).toBe(500);
    const after = await project.godwit('plan', '-f', 'migrations', '--since', 'HEAD', '--expect-no-changes');
    expect(after.exitCode).toBe(0);
    expect(await project.godwit('plan', '-f', 'migrations', '--since', 'nowhere')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('GW758'),
    });
  });
});
