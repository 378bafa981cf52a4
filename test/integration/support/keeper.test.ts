import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { needs } from '../../support/runner/needs.ts';
import { waitFor } from '../../support/wait-for.ts';

const fixture = fileURLToPath(new URL('./fixtures/start-servers.ts', import.meta.url));
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

describe('servers end', await needs({ mongod: '>=6.0' }), () => {
  it('when the process that started them is killed', async () => {
    const starter = start(process.execPath, ['--import', 'tsx', fixture]);
    const servers = await readServers(starter);
    starter.kill('SIGKILL');
    await waitUntilGone(servers);
  });

  it('when the parent of that process is killed', async () => {
    // The shell waits for its child, as npm does; the colon keeps it from becoming that child.
    const shell = start('sh', ['-c', `"${process.execPath}" --import tsx "${fixture}"; :`]);
    const servers = await readServers(shell);
    shell.kill('SIGKILL');
    await waitUntilGone(servers);
  });

  it('when the npm is killed that runs it all', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'godwit-npm-'));
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const scripts = { start: `"${process.execPath}" --import "${tsx}" "${fixture}"` };
    await writeFile(join(directory, 'package.json'), JSON.stringify({ scripts }));
    const npm = start('npm', ['run', '--silent', 'start'], directory);
    const servers = await readServers(npm);
    npm.kill('SIGKILL');
    await waitUntilGone(servers);
    await rm(directory, { recursive: true });
  });

  it('when their keeper is killed', async () => {
    const starter = start(process.execPath, ['--import', 'tsx', fixture]);
    const servers = await readServers(starter);
    const keeperPid = keeperOf(servers);
    process.kill(keeperPid, 'SIGKILL');
    await waitFor('the servers to end', () => !servers.pids.some(isAlive));
  });

  it('at the next start, when starter and keeper were killed together', async () => {
    const starter = start(process.execPath, ['--import', 'tsx', fixture]);
    const servers = await readServers(starter);
    const keeperPid = keeperOf(servers);
    starter.kill('SIGSTOP');
    process.kill(keeperPid, 'SIGKILL');
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    expect(servers.pids.every(isAlive)).toBe(true);

    await readServers(start(process.execPath, ['--import', 'tsx', fixture]));
    await waitUntilGone(servers);
  });
});

interface Servers {
  readonly directory: string;
  readonly pids: readonly number[];
}

function start(file: string, args: readonly string[], cwd?: string): ChildProcess {
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

async function readServers(child: ChildProcess): Promise<Servers> {
  const [line] = await once(createInterface(child.stdout!), 'line');
  const servers = JSON.parse(line) as Servers;
  expect(servers.pids.every(isAlive)).toBe(true);
  return servers;
}

function keeperOf({ directory }: Servers): number {
  return Number(directory.split('-').at(-2));
}

async function waitUntilGone({ directory, pids }: Servers): Promise<void> {
  await waitFor('the servers to end', () => !pids.some(isAlive));
  await waitFor('their data to be removed', () => !existsSync(directory));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
