import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { needs } from '../support/runner/needs.ts';
import { RunningQuickstart } from '../support/running-quickstart.ts';
import { runAdminCommand } from '../support/servers/with-client.ts';

const small = ['--documents', '5000'];

/** The processes of a quickstart are found by what /proc tells of them. */
const onLinux = await needs({ mongod: '>=6.0', platform: 'linux x64' });

describe('the quickstart', onLinux, () => {
  it('moves everything, says what it did, and leaves nothing but its files', async () => {
    await using quickstart = await RunningQuickstart.start({
      args: small,
      throughNpm: true,
      env: { NODE_ENV: 'production', CI: 'true' },
    });
    expect(await quickstart.ended, quickstart.output).toBe(0);
    await quickstart.hasLeftNothing();

    const { output } = quickstart;
    const commands = output.match(/(?<=^ {3}\$ )godwit \w+/gm);
    expect(commands).toEqual(['validate', 'plan', 'apply', 'plan', 'apply', 'plan'].map((name) => `godwit ${name}`));
    expect(output).toContain('| -phase: synced\n   | +phase: cutover\n');
    expect(output).toContain('Nothing to do: the migration is cutOver');
    expect(output).toMatch(/^ {3}documents +5,\d{3}, [\d.]+ MB$/m);
    expect(output).toMatch(
      /^ {3}meanwhile +the shop wrote [\d,]+ times: [1-9][\d,]* inserts, [1-9][\d,]* updates, [1-9]/m,
    );
    expect(output).toMatch(/^ {3}writes blocked +\d+\.\d\d s/m);
    expect(output).toMatch(/^ {3}since then +the shop wrote [1-9][\d,]* times/m);
    expect(output).toMatch(/^ {3}mismatches +0$/m);
    expect(output).toMatch(/^ {3}altogether +/m);

    const directory = await quickstart.directory();
    expect(output).toContain(`${directory}/godwit.yaml`);
    expect(await readFile(join(directory, 'godwit.yaml'), 'utf8')).toMatch(/^phase: cutover$/m);
    const { stdout } = await execa('git', ['-C', directory, 'log', '--oneline']);
    expect(stdout.split('\n')).toHaveLength(2);
  });

  it.each([
    { signal: 'SIGKILL', moment: '> Start the built-in sync engine', throughNpm: true },
    { signal: 'SIGTERM', moment: '$ godwit apply', throughNpm: true },
    { signal: 'SIGKILL', moment: '> Block writes on the source (setUserWriteBlockMode)\n   ✓', throughNpm: false },
  ] as const)(
    'leaves no process after $signal at "$moment" (npm: $throughNpm)',
    async ({ signal, moment, throughNpm }) => {
      await using quickstart = await RunningQuickstart.start({ args: small, throughNpm });
      await quickstart.hasSaid(moment);
      quickstart.kill(signal);
      await quickstart.hasLeftNothing();
    },
  );

  it('ends in order when it is interrupted', async () => {
    await using quickstart = await RunningQuickstart.start({ args: small });
    await quickstart.hasSaid('> Begin to sync everything');
    quickstart.kill('SIGINT');
    expect(await quickstart.ended).toBe(130);
    expect(await quickstart.processes()).toEqual([]);
    expect(quickstart.output.trimEnd()).toMatch(/\nEnded by SIGINT$/);
  });

  it('keeps the servers when it is asked to, until it is asked to stop them', async () => {
    await using quickstart = await RunningQuickstart.start({ args: [...small, '--keep'] });
    expect(await quickstart.ended, quickstart.output).toBe(0);
    const directory = await quickstart.directory();
    const programs = (await quickstart.processes()).map(({ commandLine }) => /keeper|mongod/.exec(commandLine)?.[0]);
    expect(programs.sort()).toEqual(['keeper', 'mongod', 'mongod']);

    const [, destinationUri] = /destination {3}(mongodb:\S+)/.exec(quickstart.output)!;
    expect(await runAdminCommand(destinationUri!, { ping: 1 })).toMatchObject({ ok: 1 });
    expect(quickstart.output).toContain(`cd ${directory} && . ./environment && godwit status`);
    const status = await execa('sh', ['-c', '. ./environment && godwit status'], { cwd: directory });
    expect(status.stdout).toMatch(/^State: cutOver/);

    const stopping = await RunningQuickstart.start({ args: ['--stop', directory] });
    expect(await stopping.ended).toBe(0);
    expect(stopping.output).toBe(`The servers of ${directory} have ended\n`);
    await quickstart.hasLeftNothing();
  });
});

describe('a quickstart that cannot work', onLinux, () => {
  it('says what is wrong with GODWIT_MONGOD', async () => {
    await using quickstart = await RunningQuickstart.start({ args: small, env: { GODWIT_MONGOD: '/bin/true' } });
    expect(await quickstart.ended).toBe(1);
    expect(quickstart.output).toContain('Failed: GODWIT_MONGOD names /bin/true, which does not run');
    expect(quickstart.output).not.toMatch(/^ +at /m);
    await quickstart.hasLeftNothing();
  });

  it('says which command failed and where the logs are', async () => {
    await using quickstart = await RunningQuickstart.start({ args: small });
    await quickstart.hasSaid('> Start the built-in sync engine');
    const [mongod] = (await quickstart.processes()).filter(({ commandLine }) => commandLine.includes('/mongod '));
    process.kill(mongod!.pid, 'SIGKILL');
    expect(await quickstart.ended).toBe(1);
    expect(quickstart.output).toMatch(/^Failed: `godwit apply [^`]*` ended with exit code 1$/m);
    const logs = join(await quickstart.directory(), 'logs');
    expect(quickstart.output).toContain(`Logs of commands and servers: ${logs}`);
    expect(existsSync(join(logs, 'mongod-source.log'))).toBe(true);
    await quickstart.hasLeftNothing();
  });

  it('says which arguments there are', async () => {
    await using quickstart = await RunningQuickstart.start({ args: ['--documents', 'many'] });
    expect(await quickstart.ended).toBe(1);
    expect(quickstart.output).toContain('--documents takes a number from 5000 on, not many');
    expect(quickstart.output).toContain('npm run quickstart -- --keep');
  });
});
