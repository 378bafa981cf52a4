import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { GatedPair } from '../../support/cli/gated-pair.ts';
import { applyAndDie } from '../../support/cli/killed-runs.ts';
import type { LedgerGate } from '../../support/cli/ledger-gate.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a cutover whose surroundings fail', await needs({ mongod: '>=6.0' }), () => {
  // Whole migrations, which a busy machine makes long.
  vi.setConfig({ testTimeout: 300_000 });

  let gated: GatedPair;
  let pair: ServerPair;
  let gate: LedgerGate;

  beforeAll(async () => {
    gated = await GatedPair.start();
    ({ pair, gate } = gated);
  });

  beforeEach(async () => {
    gate.watch(async () => 'pass');
    await pair.reset();
  });

  afterAll(async () => await gated[Symbol.asyncDispose]());

  it('does not begin the switch when its time ran out behind the last step before it', async () => {
    const timeoutMs = 8_000;
    await using project = await gated.project();
    await project.apply();
    await project.change({
      phase: 'cutover',
      cutover: { timeout: `${timeoutMs}ms`, hooks: [{ on: 'switch', run: ['touch', 'switched'] }] },
    });
    // The step is done, and the ledger takes its time to write that down.
    gate.watch(async (moment, { kind, step }) => {
      if (moment === 'after' && kind === 'stepSucceeded' && step === 'awaitSilence') await delay(timeoutMs);
      return 'pass';
    });
    const { exitCode, stderr } = await project.godwit('apply', '--auto-approve');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW842') });
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await project.status()).toMatchObject({ state: 'following' });
    await expect(access(join(project.directory, 'switched'))).rejects.toThrow('ENOENT');
  });

  it('is taken back, its hooks too, where the end of a session sends two signals at once', async () => {
    await using project = await gated.project();
    await project.apply();
    await project.change({
      phase: 'cutover',
      cutover: {
        hooks: [
          {
            on: 'beforeBlock',
            run: ['sh', '-c', 'echo stopped >> hooks.log'],
            undo: ['sh', '-c', 'echo undone >> hooks.log'],
          },
          { on: 'afterBlock', run: ['sh', '-c', 'touch reached; sleep 30'], undo: 'none', timeout: '40s' },
        ],
      },
    });
    const running = project.start(['apply', '--auto-approve']);
    const reached = join(project.directory, 'reached');
    await waitFor('the block', async () => await access(reached).then(() => true));
    expect(await pair.isSourceWritable()).toBe(false);
    running.process.kill('SIGTERM');
    const { exitCode, stderr } = await running.kill('SIGHUP');
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 130, stderr: expect.not.stringContaining('at once') });
    expect(await readFile(join(project.directory, 'hooks.log'), 'utf8')).toBe('stopped\nundone\n');
    expect(await pair.isSourceWritable()).toBe(true);
    expect(await project.status()).toMatchObject({ state: 'following' });
  });

  it('is carried through by a run that nothing holds, and that watches as well', async () => {
    await using project = await gated.project({
      policy: [{ run: ['test', '!', '-e', 'frozen'] }],
      cutover: { watch: { for: '500ms', every: '200ms', command: [['true']] } },
    });
    await project.apply();
    await project.change({ phase: 'cutover' });
    await applyAndDie(project, gate, { moment: 'after', kind: 'stepStarted', step: 'finishCommit' });
    await writeFile(join(project.directory, 'frozen'), '');
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [] });
  });

  it('lets its rollback be cancelled, and says that it is', async () => {
    const cutover = {
      mode: 'auto',
      block: { source: 'external' },
      hooks: [{ on: 'beforeBlock', run: ['true'], undo: ['true'] }],
      rollback: { mode: 'reverse' },
    };
    await using project = await gated.project({ phase: 'cutover', cutover });
    await project.apply();
    await project.change({ phase: 'rolledBack', cutover: { ...cutover, gates: { command: [{ run: ['false'] }] } } });
    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('gatesWaiting');
    const { exitCode, stdout, stderr } = await project.godwit('cutover', '--cancel');
    expect({ exitCode, stdout, stderr }).toMatchObject({ exitCode: 0, stdout: 'The rollback of shop is taken back\n' });
    expect(await running.result).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW849') });
    expect(await project.status()).toMatchObject({ state: 'reversing' });
  });

  it('has the hook undone that was run, wherever the file has it by then', async () => {
    const hook = (name: string) => ({
      on: 'beforeBlock',
      name,
      run: ['sh', '-c', `echo ${name} >> hooks.log`],
      undo: ['sh', '-c', `echo undo of ${name} >> hooks.log`],
    });
    await using project = await gated.project();
    await project.apply();
    await project.change({ phase: 'cutover', cutover: { hooks: [hook('read only')] } });
    await applyAndDie(project, gate, { moment: 'after', kind: 'stepStarted', step: 'blockSource' });
    await project.apply({ phase: 'synced', cutover: { hooks: [hook('page somebody'), hook('read only')] } });
    expect(await readFile(join(project.directory, 'hooks.log'), 'utf8')).toBe('read only\nundo of read only\n');
  });
});

describe('a cutover that waits for its gates', await needs({ mongod: '>=6.0' }), () => {
  it('starts an engine again that dies meanwhile, and bears a destination that is away for a while', async () => {
    await using pair = await ServerPair.start({ destination: { proxied: true } });
    await pair.reset();
    await using project = await pair.project();
    await project.apply();
    await project.change({
      phase: 'cutover',
      cutover: { mode: 'auto', gates: { command: [{ run: ['test', '-e', 'go'] }] } },
    });
    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('gatesWaiting');
    const [first] = project.engines;
    process.kill(first!, 'SIGKILL');
    await waitFor('another engine', () => running.hasEnded || project.engines.some((pid) => pid !== first));
    await waitFor('it to follow', async () => running.hasEnded || (await project.status())['state'] === 'cuttingOver');
    const [line] = pair.destination.proxies;
    line!.cut();
    // Longer than a driver waits for a server, as an election is now and then.
    await delay(10_000);
    line!.heal();
    await writeFile(join(project.directory, 'go'), '');
    const { exitCode, stderr } = await running.result;
    expect(exitCode, stderr).toBe(0);
    expect(await project.plan()).toMatchObject({ state: 'cutOver', steps: [] });
    await expectSameData(pair.source.uri, pair.destination.uri);
  }, 300_000);

  it('is watched behind the switch through an election and a death of the engine', async () => {
    await using pair = await ServerPair.start({ destination: { proxied: true } });
    await pair.reset();
    await using project = await pair.project({
      file: {
        phase: 'cutover',
        cutover: {
          block: { source: 'external' },
          hooks: [{ on: 'beforeBlock', run: ['true'], undo: ['true'] }],
          rollback: { mode: 'reverse' },
          watch: { for: '40s', every: '300ms', failures: 3, command: [['true']] },
        },
      },
    });
    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('stepStarted', 'watchCutover');
    const [first] = project.engines;
    process.kill(first!, 'SIGKILL');
    await waitFor('another engine', () => running.hasEnded || project.engines.some((pid) => pid !== first));
    const [line] = pair.destination.proxies;
    line!.cut();
    await delay(10_000);
    line!.heal();
    const { exitCode, stderr } = await running.result;
    expect(exitCode, stderr).toBe(0);
    expect(await project.plan()).toMatchObject({ state: 'reversing', steps: [] });
  }, 300_000);

  it('tells that it is the source, where that is what stays away', async () => {
    await using pair = await ServerPair.start({ source: { proxied: true } });
    await pair.reset();
    await using project = await pair.project();
    await project.apply();
    await project.change({ phase: 'cutover', cutover: { mode: 'auto', gates: { command: [{ run: ['false'] }] } } });
    const running = project.start(['apply', '--auto-approve', '--format', 'json']);
    await running.event('gatesWaiting');
    pair.source.proxies[0]!.cut();
    const { exitCode, stderr } = await running.result;
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 7,
      stderr: expect.stringContaining('[GW505] The source ('),
    });
  }, 300_000);
});
