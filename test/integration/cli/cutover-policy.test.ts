import { access, mkdir, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startGateService } from '../../support/cli/gate-service.ts';
import type { GodwitProject } from '../../support/cli/project.ts';
import type { RunningCli } from '../../support/cli/running-cli.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Keeps a cutover where it is until the file `go` is there. */
const holdUp = (on: string) => ({
  on,
  run: ['sh', '-c', 'touch reached; while [ ! -e go ]; do sleep 0.05; done'],
  undo: 'none',
  timeout: '30s',
});

describe('the policy of a cutover', await needs({ mongod: '>=6.0' }), () => {
  // Many short runs, each of which a busy machine makes long.
  vi.setConfig({ testTimeout: 300_000 });

  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  /** A synced migration whose file asks for the cutover now. */
  async function ready(cutover: object, env: Readonly<Record<string, string>> = {}): Promise<GodwitProject> {
    const project = await pair.project({ env });
    await project.apply();
    await project.change({ phase: 'cutover', cutover });
    return project;
  }

  const apply = (project: GodwitProject) => project.start(['apply', '--auto-approve', '--format', 'json']);

  const reached = async (project: GodwitProject) =>
    await waitFor('the hook', async () => await access(join(project.directory, 'reached')).then(() => true));

  /** Waits until the run has told that it waits for these gates, and for no others. */
  const waitsFor = async (running: RunningCli, ...names: readonly string[]) => {
    await waitFor(`a wait for ${names.join(', ')}`, () => {
      if (running.hasEnded) throw new Error(`The run has ended:\n${running.stdout}${running.stderr}`);
      const told = running.events.findLast(({ type }) => type === 'gatesWaiting');
      const gates = (told?.['gates'] ?? []) as readonly { name: string }[];
      return gates.map(({ name }) => name).join() === names.join();
    });
  };

  it('waits for named people, tells so, and goes on when they have approved this very file', async () => {
    await using frozen = await startGateService('token-of-a-test');
    const gated = {
      mode: 'auto',
      gates: {
        verifiedWithin: '1h',
        approvals: [{ name: 'dba', by: ['alice', 'bob', userInfo().username], count: 2 }],
        http: [{ url: frozen.url, headers: { authorization: { env: 'GATE_TOKEN' } } }],
        command: [{ run: ['test', '-e', 'quiet'] }],
      },
    };
    await using project = await ready(gated, { GATE_TOKEN: 'token-of-a-test' });
    // Whoever cuts over is not the second person, although the gate names them.
    await project.change({ policy: [{ rule: 'approvalRequired' }] });
    const as = async (user: string, ...args: string[]) =>
      await project.start(args, { env: { GITHUB_ACTOR: user } }).result;
    const running = apply(project);
    await waitsFor(running, 'approvals dba', 'http', 'command');
    const { waiting, blockers } = await project.status();
    expect(waiting).toMatchObject({ attemptsBefore: 0, checks: expect.any(Number), since: expect.any(String) });
    expect(waiting).not.toHaveProperty('until');
    const closed = (waiting['gates'] as { isOpen: boolean; name: string }[]).filter(({ isOpen }) => !isOpen);
    expect(closed.map(({ name }) => name)).toEqual(['approvals dba', 'http', 'command']);
    expect(blockers.join()).toMatch(/GET gate: .*503.*`test -e quiet`: /);
    const [there, here] = [pair.destinationClient, pair.sourceClient].map((side) =>
      side.db('shop').collection('orders'),
    );
    await there!.updateOne({ number: 5 }, { $set: { tampered: true } });
    await here!.updateOne({ number: 5 }, { $set: { seen: true } });
    const differs = async () => (await project.status())['blockers'].join().includes('1 documents differ');
    await waitFor('the difference to close its gate', differs);
    // Of what is put right on the destination the source tells nothing.
    await there!.updateOne({ number: 5 }, { $unset: { tampered: '' } });
    await waitFor('the gate to open again', async () => !(await differs()));
    expect(await as('mallory', 'cutover', '--approve', 'dba')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('GW791'),
    });
    expect(await project.godwit('cutover', '--approve', 'dba')).toMatchObject({ exitCode: 0 });
    expect(await as('alice', 'cutover', '--approve', 'dba')).toMatchObject({ exitCode: 0 });
    expect(await as('alice', 'cutover', '--approve', 'dba')).toMatchObject({ exitCode: 0 });
    const told = (await project.status())['blockers'].join();
    expect(told).toContain('1 of 2 approvals');
    const hash = /for (\w{12})/.exec(told)![1];
    await mkdir(join(project.directory, 'approvals'));
    const file = join(project.directory, 'approvals', 'shop.yaml');
    await writeFile(
      file,
      `- { gate: dba, by: bob, specHash: 000000000000 }\n- { gate: dba, by: bob, specHash: "${hash}" }\n`,
    );
    // Approved by all, and still not begun: one gate after the other opens.
    await waitsFor(running, 'http', 'command');
    await writeFile(join(project.directory, 'quiet'), '');
    await waitsFor(running, 'http');
    const last = await project.status();
    expect(last).toMatchObject({ state: 'cuttingOver' });
    expect(last['blockers'].join()).not.toMatch(/approvals|quiet/);
    expect(await pair.isSourceWritable()).toBe(true);
    frozen.status = 200;
    const { exitCode, stdout } = await running.result;
    expect(exitCode, stdout).toBe(0);
    expect(stdout).not.toContain('token-of-a-test');
    expect(await project.status()).toMatchObject({ state: 'cutOver' });
    const { passages } = JSON.parse((await project.godwit('report', '--format', 'json')).stdout);
    expect(passages[0].gates.join()).toMatch(/GET gate: .*200.*`test -e quiet`: /);
    await expectSameData(pair.source.uri, pair.destination.uri);
  });

  it('takes back a cutover that waits for its window, and one that has blocked the source', async () => {
    const start = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await using project = await ready({ mode: 'window', window: { start, duration: '2h', timeZone: 'UTC' } });
    const plan = await project.plan();
    expect(plan['windows']).toMatchObject([{ opens: `${start}:00.000Z`, isReady: true }]);
    const running = apply(project);
    await waitsFor(running, 'window');
    expect(await project.status()).toMatchObject({ waiting: { gates: expect.anything() } });
    expect((await project.godwit('cutover', '--cancel')).stdout).toContain('is taken back');
    const { exitCode, stderr } = await running.result;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW849') });
    expect(await project.status()).toMatchObject({ state: 'following' });
    expect((await project.godwit('cutover', '--cancel')).stdout).toContain('No cutover');

    await project.change({
      cutover: { hooks: [holdUp('afterBlock'), { on: 'afterUndo', run: ['touch', 'told'] }] },
    });
    const blocked = apply(project);
    await reached(project);
    expect(await pair.isSourceWritable()).toBe(false);
    expect((await project.godwit('cutover', '--cancel')).exitCode).toBe(0);
    expect((await blocked.result).exitCode).toBe(7);
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await project.status()).toMatchObject({ state: 'following' });
    await access(join(project.directory, 'told'));
  });

  it('finds a write behind the mark, right before the switch', async () => {
    const block = { source: 'external' };
    await using project = await ready({
      block,
      rollback: { mode: 'none' },
      hooks: [{ on: 'beforeBlock', run: ['true'], undo: ['true'] }, holdUp('beforeSwitch')],
    });
    const running = apply(project);
    await reached(project);
    await pair.sourceClient
      .db('shop')
      .collection('orders')
      .insertOne({ _id: 'late' } as object);
    await writeFile(join(project.directory, 'go'), '');
    const { exitCode, stderr } = await running.result;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW833') });
    expect(stderr).toContain('insert in shop.orders');
    await project.apply();
    await expectSameData(pair.source.uri, pair.destination.uri);
  });

  it('watches after the switch, says when all is not well, and watches once', async () => {
    const watch = { for: '600ms', every: '200ms', failures: 2, command: [['test', '-e', 'well']] };
    await using project = await ready({ watch });
    const { exitCode, stderr } = await apply(project).result;
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('GW836') });
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [{ kind: 'watchCutover' }] });
    await writeFile(join(project.directory, 'well'), '');
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [] });
  });

  it('rehearses every gate, names who holds a transaction open, and changes nothing', async () => {
    await using project = await ready({ hooks: [{ on: 'beforeBlock', run: ['./missing.sh'], undo: 'none' }] });
    const dryRun = async () => await project.look('cutover', '--dry-run');
    expect(await dryRun()).toMatchObject({ exitCode: 7, stdout: expect.stringContaining('there is no such program') });
    await project.change({ cutover: {} });
    await waitFor('a good rehearsal', async () => (await dryRun()).exitCode === 0);
    const session = pair.sourceClient.startSession();
    session.startTransaction();
    await pair.sourceClient.db('shop').collection('orders').insertOne({ open: true }, { session });
    const told = await waitFor('the transaction to be long', async () => {
      const { exitCode, stdout } = await dryRun();
      return exitCode === 7 && stdout;
    });
    expect(told).toMatch(/1 open transactions on the source: .*open for/);
    await session.abortTransaction();
    await session.endSession();
    await pair.destinationClient.db('shop').collection('orders').dropIndex('number_1');
    const shop = pair.sourceClient.db('shop');
    await shop.command({ profile: 2 });
    await shop.collection('orders').findOne({ number: 7 });
    await shop.command({ profile: 0 });
    const warned = await waitFor('the transaction to be gone', async () => {
      const { exitCode, stdout } = await dryRun();
      return exitCode === 0 && stdout;
    });
    expect(warned).toContain(
      'warning  shop.orders {number: ?}: the destination scans the whole collection, the source uses number_1',
    );
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await project.status()).toMatchObject({ state: 'following' });
  });
});
