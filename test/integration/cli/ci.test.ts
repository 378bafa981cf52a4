import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type JobResult, runScript, startAction } from '../../support/cli/pipeline.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { FakeReviewHost } from '../../support/review-host.ts';
import { needs } from '../../support/runner/needs.ts';

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const token = 'pl4nted-t0ken';
const merge = '2222222222222222222222222222222222222222';

async function runAction(
  project: GodwitProject,
  host: FakeReviewHost,
  inputs: Record<string, string>,
  event: Record<string, string>,
): Promise<JobResult> {
  return await (await startAction(project, host, inputs, event)).result;
}

const pullRequest = { GITHUB_EVENT_PATH: path('test/integration/cli/fixtures/pull-request-event.json') };
const push = { GITHUB_SHA: merge };

describe('a pipeline', await needs({ mongod: '>=6.0', tool: 'bash' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  it('of GitHub plans on a pull request, applies what was reviewed after the merge, and sees drift', async () => {
    await using host = await FakeReviewHost.start(token);
    await using project = await pair.project();
    const act = async (command: string, event: Record<string, string>) =>
      await runAction(project, host, { command, token }, event);

    const planned = await act('plan', pullRequest);
    expect(planned).toMatchObject({ exitCode: 0 });
    expect(host.pullRequest(12).comments).toHaveLength(1);
    expect(host.pullRequest(12).comments[0]!.body).toMatch(
      /^<!-- godwit:plan godwit\.yaml -->\n\n## godwit plan: :arrow_forward:/,
    );
    expect(await readFile(join(project.directory, 'summary.md'), 'utf8')).toContain('## godwit plan');
    const output = await readFile(join(project.directory, 'output'), 'utf8');
    expect(output).toMatch(/^has-changes=true\nhas-errors=false\nplan-ids=[0-9a-f]{12}\n$/);

    // Another push to the branch: the same comment is written over. Somebody else's is not ours, whatever is in it.
    host.write(
      12,
      'mallory',
      host.pullRequest(12).comments[0]!.body.replace('godwit:saved-plan ', 'godwit:saved-plan H4sIAAAA'),
    );
    host.pullRequest(12).comments.reverse();
    expect((await act('plan', pullRequest)).exitCode).toBe(0);
    expect(host.pullRequest(12).comments).toHaveLength(2);

    expect((await act('apply', push)).said).toContain('was not made by a merge');
    expect((await project.status())['state']).toBe('provisioned');

    host.pullRequest(12).mergeCommit = merge;
    const applied = await act('apply', push);
    expect(applied.said).toContain('Done');
    expect(applied.exitCode).toBe(0);
    expect((await project.status())['state']).toBe('following');
    expect(host.pullRequest(12).comments.at(-1)!.body).toMatch(
      /^<!-- godwit:apply godwit\.yaml -->\n\n## godwit apply: :white_check_mark: done/,
    );
    // The job is run once more.
    expect(await act('apply', push)).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('was carried out by an earlier run'),
    });

    expect((await act('drift', {})).exitCode).toBe(0);
    await project.godwit('pause');
    const drifted = await act('drift', {});
    expect(drifted.exitCode).toBe(2);
    expect(drifted.said).toContain('≠ The sync: paused');
    const everything = [await project.everything(), JSON.stringify(host.pullRequest(12).comments)].join('\n');
    expect(everything).not.toContain(token);
  });

  it('refuses what was reviewed when the ground has moved, and says so on the pull request', async () => {
    await using host = await FakeReviewHost.start(token);
    await using project = await pair.project();
    const act = async (command: string, event: Record<string, string>) =>
      await runAction(project, host, { command, token }, event);
    expect((await act('plan', pullRequest)).exitCode).toBe(0);
    await pair.sourceClient.db('shop').collection('late').insertOne({});
    host.pullRequest(12).mergeCommit = merge;
    const applied = await act('apply', push);
    expect(applied).toMatchObject({ exitCode: 4, said: expect.stringContaining('source.catalogue shop.late') });
    expect(host.pullRequest(12).comments.at(-1)!.body).toContain('the plan is stale, nothing was done');
    expect((await project.status())['state']).toBe('provisioned');
  });

  it('of GitLab does the same by its own variables', async () => {
    await using host = await FakeReviewHost.start(token);
    const expires = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await using project = await pair.project({
      file: {
        checks: { waive: [{ code: 'GW519', reason: 'on this machine only', expires }] },
        notifications: [{ on: ['expiryNear', 'drifted'], run: ['sh', '-c', 'cat >> told'] }],
      },
    });
    const template = parse(await readFile(path('ci/godwit.gitlab-ci.yml'), 'utf8')) as Record<
      string,
      { script: string[]; variables?: Record<string, string>; before_script?: string[] }
    >;
    const base = template['.godwit']!;
    const run = async (job: string, env: Record<string, string>) =>
      await runScript(project, [...base.before_script!, ...template[job]!.script].join('\n'), {
        ...base.variables,
        GITLAB_CI: 'true',
        CI_API_V4_URL: host.url,
        CI_PROJECT_ID: '3',
        GITLAB_TOKEN: token,
        GITLAB_USER_LOGIN: 'ada',
        ...env,
      });
    expect((await run('godwit plan', { CI_MERGE_REQUEST_IID: '12' })).exitCode).toBe(0);
    expect(host.pullRequest(12).comments[0]!.body).toContain('## godwit plan');
    host.pullRequest(12).mergeCommit = merge;
    const applied = await run('godwit apply', { CI_COMMIT_SHA: merge });
    expect(applied.said).toContain('Done');
    expect(applied.exitCode).toBe(0);
    expect((await project.status())['state']).toBe('following');
    expect((await run('godwit drift', {})).exitCode).toBe(0);
    // By the run of the merge, and by the job of the schedule: the waiver ends tomorrow.
    const told = (await readFile(join(project.directory, 'told'), 'utf8')).trim().split('\n');
    const ending = { event: 'expiryNear', by: 'ada', reason: expect.stringContaining('The waiver of GW519 ends in') };
    expect(told.map((line) => JSON.parse(line))).toMatchObject([ending, ending]);
    await project.godwit('pause');
    expect((await run('godwit drift', {})).exitCode).toBe(2);
    const since = (await readFile(join(project.directory, 'told'), 'utf8')).trim().split('\n').slice(2);
    const drifted = { event: 'drifted', by: 'ada', reason: expect.stringContaining('The sync: paused') };
    expect(since.map((line) => JSON.parse(line))).toMatchObject([drifted, ending]);
  });
});
