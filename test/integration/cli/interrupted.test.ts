import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gatedProject } from '../../support/cli/gated-pair.ts';
import { LedgerGate } from '../../support/cli/ledger-gate.ts';
import { expectNoJargon } from '../../support/cli/refusal.ts';
import { ServerPair } from '../../support/cli/server-pair.ts';
import { needs } from '../../support/runner/needs.ts';
import { findFreePort } from '../../support/servers/free-port.ts';
import { expectSameData } from '../../support/verify/compare-clusters.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Runs a command in a terminal of its own. */
const inTerminal = [
  'python3',
  '-c',
  'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))',
];

/** What is drawn over the line before. */
const redraws = (text: string) => text.split('\r\u001b[2K').filter((one) => one.includes('copying; copied'));

describe('an apply', await needs({ mongod: '>=6.0', tool: 'python3' }), () => {
  let pair: ServerPair;

  beforeAll(async () => {
    pair = await ServerPair.start({ source: { proxied: true } });
  });

  beforeEach(async () => {
    pair.source.proxies[0]!.heal();
    await pair.reset();
  });

  afterAll(async () => await pair[Symbol.asyncDispose]());

  it('that takes long shows how far it is, stops at the first Ctrl-C, and goes on', async () => {
    const text = 'x'.repeat(10_000);
    const documents = Array.from({ length: 2_000 }, (_, number) => ({ number, text }));
    await pair.sourceClient.db('shop').collection('slow').insertMany(documents);
    const line = pair.source.proxies[0]!;
    const port = await findFreePort();
    await using project = await pair.project({ file: { engine: { type: 'builtin', builtin: { port } } } });

    line.throttle(1_200_000);
    const piped = project.start(['apply', '--auto-approve']);
    const told = () => piped.stdout.split('\n').filter((one) => one.startsWith('  copying; copied '));
    await piped.says(/(?: {2}copying; copied [^\n]*\n){2}/);
    expect(told().at(-1)).toMatch(
      /^ {2}copying; copied [\d.]+ \w?B of [\d.]+ MB \(\d+ %\), [\d,]+ documents, [\d.]+ \w?B\/s/,
    );
    piped.process.kill('SIGINT');
    const stopped = await piped.result;
    expect(stopped.exitCode).toBe(130);
    // A line every few seconds, and no cursor movements where nobody watches.
    expect(told().length).toBeLessThanOrEqual(stopped.durationMs / 3_000);
    expect(piped.stdout).not.toContain('\u001b');
    expect(piped.stdout).toContain('Stopping where this can be gone on with; Ctrl-C once more stops at once');
    expect(piped.stdout).toContain('awaitSynced interrupted');
    expect(piped.stdout).toContain('Interrupted: the sync goes on by itself, and the same command goes on from here');
    expect(piped.stderr).toContain('run `godwit apply` again');
    expect(project.engines).toHaveLength(1);
    // Over a line as slow as this, every question takes seconds.
    await fetch(`http://127.0.0.1:${port}/api/v1/pause`, { method: 'POST', body: '{}' });
    line.heal();
    expect(await project.status()).toMatchObject({ state: 'paused', engine: { isRunning: true } });
    expect((await project.godwit('status')).stdout).toMatch(/^State: paused/);

    const watched = project.start(['apply', '--auto-approve'], { wrapper: inTerminal, env: { TERM: 'xterm' } });
    await watched.says('Applying plan');
    line.throttle(1_200_000);
    await waitFor('the progress to be redrawn', () => redraws(watched.stdout).length >= 3);
    line.heal();
    const done = await watched.result;
    expect(done.exitCode, done.stdout).toBe(0);
    expect(project.engines).toHaveLength(1);
    expectNoJargon(project.printed);
    await expectSameData(pair.source.uri, pair.destination.uri, {
      ignoreCatalog: { indexOptions: ['unique', 'expireAfterSeconds', 'prepareUnique'] },
    });
  });

  it('ends at the second Ctrl-C whatever it waits for, and the next one goes on', async () => {
    await using gate = await LedgerGate.open(pair.destination.members[0]!.host);
    await using project = await gatedProject(pair, gate);
    let isHeld = true;
    gate.watch(async (moment, { kind, step }) =>
      isHeld && moment === 'before' && kind === 'stepStarted' && step === 'awaitSynced'
        ? await new Promise(() => {})
        : 'pass',
    );
    const running = project.start(['apply', '--auto-approve']);
    await running.says('startSync done');
    running.process.kill('SIGINT');
    await running.says('Ctrl-C once more stops at once');
    expect(running.hasEnded).toBe(false);
    // One that comes together with the first is the same.
    await waitFor('the end', () => {
      running.process.kill('SIGINT');
      return running.hasEnded;
    });
    const { exitCode, stderr } = await running.result;
    expect(exitCode).toBe(130);
    expect(stderr).toContain('Stopped at once. The same command puts in order what is half done, and goes on');
    isHeld = false;
    await project.apply();
    expect(await project.plan()).toMatchObject({ state: 'following', steps: [] });
    expect(project.engines).toHaveLength(1);
  });

  it('keeps the connection strings to itself: no argument and no environment of its engine shows them', async () => {
    const withSecret = (uri: string) => uri.replace('/?', '/?appName=S3KRET-of-a-test&');
    await using project = await pair.project({
      sourceUri: withSecret(pair.source.uri),
      destinationUri: withSecret(pair.destination.uri),
    });
    await project.apply();
    const [pid] = project.engines;
    const read = async (name: string) => await readFile(`/proc/${pid}/${name}`, 'utf8');
    expect(await read('cmdline')).toContain('sync');
    for (const name of ['cmdline', 'environ']) expect(await read(name)).not.toContain('S3KRET');
    expect(await project.everything()).not.toContain('S3KRET');
  });
});
