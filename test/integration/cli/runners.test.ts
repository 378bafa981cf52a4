import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { expectValid } from '../../support/schemas.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('runners', await needs({ mongod: '>=6.0' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start();
  });

  beforeEach(async () => await pair.reset());

  afterAll(async () => await pair[Symbol.asyncDispose]());

  /** A cutover that is held in a hook for as long as a file is missing. */
  const heldCutover = (seconds: number) => ({
    phase: 'cutover',
    cutover: {
      rollback: { mode: 'none' },
      timeout: '10m',
      hooks: [
        {
          name: 'hold',
          on: 'beforeBlock',
          run: [
            'sh',
            '-c',
            `touch held; i=0; while [ ! -e go ] && [ $i -lt ${seconds}0 ]; do sleep 0.1; i=$((i+1)); done`,
          ],
          undo: ['touch', 'undone'],
          timeout: '5m',
        },
      ],
    },
  });

  it('leave the sync to its engine, follow it, and wait for it', async () => {
    await using project = await pair.project();
    const begun = await project.godwit('apply', '--auto-approve', '--background', '--json-into', 'events.jsonl');
    expect(begun).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('goes on in the background') });
    expect(project.engines).toHaveLength(1);
    const lines = (await readFile(join(project.directory, 'events.jsonl'), 'utf8')).trim().split('\n');
    for (const line of lines) expectValid('events', JSON.parse(line));
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(
      expect.arrayContaining(['version', 'plan', 'applyFinished']),
    );

    const waited = await project.godwit('status', '--wait-for', 'synced', '--timeout', '6h');
    expect(waited).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('has come to synced') });
    expect(await project.godwit('apply', '--attach')).toMatchObject({ exitCode: 0 });

    // Somebody writes into the destination, and the file asks for another sync than the one that runs.
    const orders = pair.destinationClient.db('shop').collection('orders');
    const foreign = await orders.insertOne({ by: 'somebody else' });
    await pair.destinationClient.db('mine').collection('notes').insertOne({});
    await project.change({ verification: { mode: 'counts' } });
    expect((await project.plan())['drift']).toMatchObject([
      { what: "The sync's verificationExtent", expected: expect.stringContaining('counts') },
      { what: 'Collections of the destination', found: 'more of them: mine.notes' },
      {
        what: 'What others wrote to shop.orders on the destination',
        found: expect.stringContaining(foreign.insertedId.toHexString()),
      },
      { what: 'Documents of shop.orders', found: '501', remedy: expect.stringContaining('godwit verify') },
    ]);
    await orders.deleteOne({ _id: foreign.insertedId });
    await pair.destinationClient.db('mine').dropDatabase();
    await project.change({ verification: { mode: 'full' } });
    expect((await project.plan())['drift']).toEqual([]);

    const late = await project.godwit('status', '--wait-for', 'cutover', '--timeout', '1s');
    expect(late).toMatchObject({ exitCode: 7, stderr: expect.stringContaining('GW862') });
    const refused = await project.start(['status', '--wait-for', 'nowhere']).result;
    expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('There are: prepared, synced') });
  });

  it('wait for each other, say for whom, and take a lock away by its id alone', async () => {
    await using project = await pair.project();
    await project.apply();
    await project.change(heldCutover(120));
    const first = project.start(['apply', '--auto-approve']);
    await waitFor('the hook', () => existsSync(join(project.directory, 'held')));
    const second = await project.godwit('apply', '--auto-approve', '--lock-timeout', '1s');
    expect(second).toMatchObject({ exitCode: 5, stderr: expect.stringMatching(/GW801[\s\S]*apply to cutover/) });
    const status = JSON.parse((await project.godwit('lock', 'status', '--format', 'json')).stdout);
    expect(status.locks).toEqual([
      { migration: 'shop', lock: expect.objectContaining({ purpose: 'apply to cutover', pid: first.process.pid }) },
    ]);
    const { id } = status.locks[0].lock;
    const time = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
    expect((await project.godwit('lock', 'status')).stdout).toMatch(
      new RegExp(
        [
          `^shop is locked by ${userInfo().username} on \\S+ \\(pid ${first.process.pid}\\)`,
          '  running      apply to cutover',
          `  since        ${time}`,
          `  heartbeat    ${time}`,
          `  If that run is surely dead: godwit lock release ${id}\n$`,
        ].join('\n'),
      ),
    );
    expect(await project.godwit('lock', 'release', 'nonsense')).toMatchObject({ exitCode: 5 });
    expect(await project.godwit('lock', 'release', id)).toMatchObject({ exitCode: 0 });
    const { exitCode, stderr } = await first.result;
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('lost the lock')]);
    expect(await project.godwit('lock', 'release', id)).toMatchObject({ exitCode: 1 });
    expect((await project.godwit('lock', 'status')).stdout).toBe('shop is not locked\n');
  });

  it('that slept through their lock are refused when they wake up, and the next one has put things in order', async () => {
    await using project = await pair.project();
    await project.apply();
    await project.change(heldCutover(120));
    const sleeper = project.start(['apply', '--auto-approve']);
    await waitFor('the hook', () => existsSync(join(project.directory, 'held')));
    sleeper.process.kill('SIGSTOP');
    try {
      await writeFile(join(project.directory, 'go'), '');
      const next = await project.godwit('apply', '--auto-approve', '--lock-timeout', '60s');
      expect(next.stdout).toContain('Take back the cutover');
      expect([next.exitCode, next.stderr]).toEqual([0, expect.anything()]);
      expect(existsSync(join(project.directory, 'undone'))).toBe(true);
    } finally {
      sleeper.process.kill('SIGCONT');
    }
    const { exitCode, stderr } = await sleeper.result;
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('GW802')]);
    expect((await project.status())['state']).toBe('cutOver');
    expect(await pair.isDestinationWritable()).toBe(true);
    expect(await pair.isSourceWritable()).toBe(false);
  });
});
