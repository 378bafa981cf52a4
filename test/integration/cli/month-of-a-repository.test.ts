import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { GatedPair, gatedProject } from '../../support/cli/gated-pair.ts';
import { type Job, type JobResult, startAction } from '../../support/cli/pipeline.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { ServerPair } from '../../support/cli/server-pair.ts';
import type { Document } from '../../support/driver.ts';
import { FakeReviewHost } from '../../support/review-host.ts';
import { needs } from '../../support/runner/needs.ts';
import { SmtpSink } from '../../support/smtp-sink.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RandomWriter } from '../../support/writer/random-writer.ts';

/** Planted in every place that may hold one: users of both clusters, the host's token, hooks, mail, and the jobs' environment. */
const secret = 'pl4nted-s3cret';

/** A repository with a history of its own, whose pull requests are planned and merged by the action. */
class Repository {
  readonly #project: GodwitProject;
  readonly #host: FakeReviewHost;
  readonly #env: Record<string, string>;

  constructor(project: GodwitProject, host: FakeReviewHost, env: Record<string, string>) {
    this.#project = project;
    this.#host = host;
    this.#env = env;
  }

  /** Before there is any migration in it. */
  async begin(): Promise<void> {
    await this.#git('init', '--initial-branch', 'main');
    await this.#git('config', 'user.name', 'Ada');
    await this.#git('config', 'user.email', 'ada@example.com');
    await this.#git('commit', '--allow-empty', '--message', 'Begin');
  }

  /** Proposes a change of the file on a branch; the job comments on it. Returns what a reviewer reads there. */
  async propose(number: number, blocks: Document): Promise<string> {
    const base = await this.#git('rev-parse', 'main');
    await this.#git('switch', '--quiet', '--create', `change-${number}`);
    await this.#project.change(blocks);
    await this.#git('add', 'godwit.yaml');
    await this.#git('commit', '--message', `Change ${number}`);
    const event = join(this.#project.directory, 'event.json');
    await writeFile(event, JSON.stringify({ pull_request: { number, base: { sha: base } } }));
    const planned = await this.run('plan', { GITHUB_EVENT_PATH: event });
    expect(planned, planned.said).toMatchObject({ exitCode: 0 });
    const { comments } = this.#host.pullRequest(number);
    expect(comments).toHaveLength(1);
    return comments[0]!.body;
  }

  /** Returns the event of the push that the merge makes. */
  async merge(number: number): Promise<Record<string, string>> {
    await this.#git('switch', '--quiet', 'main');
    await this.#git('merge', '--no-ff', '--message', `Merge ${number}`, `change-${number}`);
    const commit = await this.#git('rev-parse', 'HEAD');
    this.#host.pullRequest(number).mergeCommit = commit;
    return { GITHUB_SHA: commit };
  }

  async start(command: string, event: Record<string, string> = {}): Promise<Job> {
    const inputs = { command, token: secret, 'lock-timeout': '60s' };
    return await startAction(this.#project, this.#host, inputs, { ...this.#env, ...event });
  }

  async run(command: string, event: Record<string, string> = {}): Promise<JobResult> {
    return await (await this.start(command, event)).result;
  }

  async #git(...args: string[]): Promise<string> {
    const { stdout } = await execa('git', args, { cwd: this.#project.directory });
    return stdout.trim();
  }
}

/** Both clusters have a user whose password is the secret; servers take logins without asking for them. */
async function withUsers({ source, destination, sourceClient, destinationClient }: ServerPair) {
  for (const client of [sourceClient, destinationClient]) {
    await client.db('admin').command({ createUser: 'mover', pwd: secret, roles: ['root'] });
  }
  return { sourceUri: withLogin(source.uri), destinationUri: withLogin(destination.uri) };
}

const withLogin = (uri: string) =>
  uri.replace('mongodb://', `mongodb://mover:${secret}@`).replace('/?', '/?authSource=admin&');

describe('a month of a repository', await needs({ mongod: '>=6.0', tool: ['bash', 'git'] }), () => {
  it('moves a shop by pull requests, whatever becomes of the runners, and back again', {
    timeout: 600_000,
  }, async () => {
    await using gated = await GatedPair.start();
    const { pair, gate } = gated;
    await pair.reset();
    await using host = await FakeReviewHost.start(secret);
    await using mail = await SmtpSink.start();
    const uris = await withUsers(pair);
    // The ledger is on the destination, which is blocked on the way back: its user has to be one who may write all the same.
    const ledgerUri = withLogin(gate.uri);
    const secrets = { LEDGER_URI: ledgerUri, MAIL_PASSWORD: secret, HOOK_TOKEN: secret };
    const email = {
      host: '127.0.0.1',
      port: mail.port,
      security: 'none',
      username: 'robot',
      password: { env: 'MAIL_PASSWORD' },
      from: 'godwit@example.com',
      to: ['dba@example.com'],
    };
    await using project = await gatedProject(pair, gate, {
      ...uris,
      env: secrets,
      file: {
        notifications: [{ on: ['started', 'failed', 'cutoverFinished', 'rolledBack', 'approvalNeeded'], email }],
        cutover: {
          mode: 'auto',
          rollback: { mode: 'reverse', keepFor: '48h' },
          gates: { approvals: [{ name: 'dba', by: ['grace'] }] },
          // A hook that says what it should not.
          hooks: [{ on: 'switch', run: ['sh', '-c', 'echo switched with $HOOK_TOKEN; touch switched'] }],
        },
      },
    });
    const repository = new Repository(project, host, secrets);
    await repository.begin();
    await using writer = await RandomWriter.start({
      uri: pair.source.uri,
      database: 'live',
      collections: ['a'],
      operationsPerSecond: 50,
    });

    /** The person who has to is told by mail, and agrees. */
    const agree = async (job: Job, count: number) => {
      const asked = () => mail.letters.filter((letter) => letter.includes('event: approvalNeeded')).length;
      const tooEarly = job.result.then(({ said }) => {
        throw new Error(`The job did not wait for anybody:\n${said}`);
      });
      await Promise.race([waitFor('the letter', () => asked() === count, { timeoutMs: 120_000 }), tooEarly]);
      tooEarly.catch(() => {});
      const agreed = project.start(['cutover', '--approve', 'dba'], { env: { GITHUB_ACTOR: 'grace' } });
      expect(await agreed.result).toMatchObject({ exitCode: 0 });
    };

    // The first pull request: the shop is to be synced. The runner dies in the middle, and the next one goes on.
    expect(await repository.propose(1, { phase: 'synced' })).toContain('Begin to sync everything');
    const merged = await repository.merge(1);
    const first = await repository.start('apply', merged);
    gate.watch(async (moment, { kind, step }) => {
      if (moment !== 'after' || kind !== 'stepStarted' || step !== 'startSync') return 'pass';
      first.kill();
      return 'cut';
    });
    expect((await first.result).exitCode).toBe(null);
    gate.watch(async () => 'pass');
    const second = await repository.run('apply', merged);
    expect(second, second.said).toMatchObject({
      exitCode: 0,
      said: expect.stringContaining('This plan was begun by an earlier run'),
    });
    expect((await project.status())['state']).toBe('following');
    expect(project.engines).toHaveLength(1);

    // By schedule: nothing has drifted, until somebody pauses the sync by hand.
    expect((await repository.run('drift')).exitCode).toBe(0);
    await project.godwit('pause');
    expect(await repository.run('drift')).toMatchObject({
      exitCode: 2,
      said: expect.stringContaining('≠ The sync: paused'),
    });
    await project.godwit('resume');

    // The second pull request: the cutover, which waits until the person has agreed who has to.
    expect(await repository.propose(2, { phase: 'cutover' })).toContain('Begin the switch');
    const cutover = await repository.start('apply', await repository.merge(2));
    await agree(cutover, 1);
    const switched = await cutover.result;
    expect(switched, switched.said).toMatchObject({ exitCode: 0 });
    await writer.stop();
    expect(await writer.record.findLost(pair.destination.uri)).toEqual([]);
    expect(await pair.isSourceWritable()).toBe(false);
    await pair.destinationClient.db('shop').collection('orders').insertOne({ number: 9001 });

    // The third one: back again, with what was written since.
    expect(await repository.propose(3, { phase: 'rolledBack' })).toContain('godwit plan');
    const back = await repository.start('apply', await repository.merge(3));
    await agree(back, 2);
    const rolledBack = await back.result;
    expect(rolledBack, rolledBack.said).toMatchObject({ exitCode: 0 });
    expect((await project.status())['state']).toBe('rolledBack');
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await pair.sourceClient.db('shop').collection('orders').countDocuments({ number: 9001 })).toBe(1);
    await expectSameData(pair.source.uri, pair.destination.uri, { databases: ['shop', 'live'] });
    expect((await repository.run('drift')).exitCode).toBe(0);

    // A month later: who did what, when. And in all of it, nowhere, a secret.
    const report = await project.godwit('report', '--format', 'markdown');
    expect(report.stdout).toContain('ada');
    expect(report.stdout).toMatch(/cutover to|to cutover/);
    const comments = [1, 2, 3].flatMap((number) => host.pullRequest(number).comments.map(({ body }) => body));
    expect(comments.filter((body) => body.includes('godwit apply: :white_check_mark: done'))).toHaveLength(3);
    expect(mail.letters.join('\n')).toContain('event: rolledBack');
    const said = [await project.everything(), await project.everything(pair.source.uri), ...comments];
    expect([...said, ...mail.letters].join('\n')).not.toContain(secret);
    expect(await readFile(join(project.directory, 'summary.md'), 'utf8')).toContain('## godwit apply');
  });
});
