/**
 * A program of somebody else that outlives us: started once, found again by the next command. What is known of it is in a
 * file beside its log, and is believed only as far as the system confirms that this very process still runs.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import writeFileAtomic from 'write-file-atomic';
import { EngineError, EnvironmentError, messageOf } from '../../lib/errors.ts';

export interface ProgramOptions {
  /** For messages and file names: `mongosync`, `pcsm`, `mongosync-shard0`. */
  readonly name: string;
  /** Program and arguments; no secret may be among them. */
  readonly command: readonly string[];
  /** Added to the environment; the place for secrets where a program takes no file. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input, which is closed then. */
  readonly input?: string;
  /** For log and notes; made when missing, for nobody else to read. */
  readonly directory: string;
  /** What has to be there when it starts and needs the directory. */
  readonly before?: () => Promise<void>;
}

/** A process that was started, and by what it is told from another one of the same number. */
export interface ProgramRecord {
  readonly pid: number;
  readonly host: string;
  /** As the system tells it; numbers of processes are used again. */
  readonly startedAt: string;
  /** ISO 8601: what is older in its log is not of it. */
  readonly launchedAt: string;
}

const run = promisify(execFile);
const killAfterMs = 10_000;

/** Starts the program apart from us, its output into `NAME.log`. */
export async function startProgram(options: ProgramOptions): Promise<ProgramRecord> {
  const { name, command, env, input, directory, before } = options;
  const [program = '', ...args] = command;
  const log = await openLog(directory, name);
  try {
    await before?.();
    const launchedAt = new Date().toISOString();
    const child = spawn(program, args, {
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', log.fd, log.fd],
      env: { ...process.env, ...env },
    });
    await spawned(child, program);
    child.stdin?.on('error', () => {}).end(input);
    child.unref();
    const pid = child.pid!;
    const record = { pid, host: hostname(), startedAt: (await startOf(pid)) ?? '', launchedAt };
    await writeFileAtomic(recordFile(directory, name), `${JSON.stringify(record)}\n`, { mode: 0o600 });
    return record;
  } finally {
    await log.close();
  }
}

/** The process that an earlier command started, if it still runs here. */
export async function findProgram(directory: string, name: string): Promise<ProgramRecord | undefined> {
  const record = await lastProgram(directory, name);
  if (record === undefined || record.host !== hostname()) return undefined;
  return (await startOf(record.pid)) === record.startedAt ? record : undefined;
}

/** The process that was started last, whether or not it still runs. */
export async function lastProgram(directory: string, name: string): Promise<ProgramRecord | undefined> {
  try {
    const { pid, host, startedAt, launchedAt } = JSON.parse(await readFile(recordFile(directory, name), 'utf8'));
    return typeof pid === 'number' && typeof startedAt === 'string'
      ? { pid, host, startedAt, launchedAt: String(launchedAt) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Ends it in order, and after ten seconds without asking; returns when it is gone. */
export async function endProgram(
  directory: string,
  name: string,
  signal: 'SIGINT' | 'SIGTERM' = 'SIGTERM',
): Promise<void> {
  const record = await findProgram(directory, name);
  if (record === undefined) return;
  process.kill(record.pid, signal);
  const killAt = performance.now() + killAfterMs;
  while ((await findProgram(directory, name)) !== undefined) {
    if (performance.now() > killAt) process.kill(record.pid, 'SIGKILL');
    await delay(50);
  }
  await rm(recordFile(directory, name), { force: true });
}

/** The end of what it wrote, for messages; empty where there is nothing. */
export async function endOfLog(directory: string, name: string, lines = 5): Promise<string> {
  try {
    const text = await readFile(logFile(directory, name), 'utf8');
    return text.trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

function logFile(directory: string, name: string): string {
  return join(directory, `${name}.log`);
}

function recordFile(directory: string, name: string): string {
  return join(directory, `${name}.process.json`);
}

async function openLog(directory: string, name: string) {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return await open(logFile(directory, name), 'a', 0o600);
  } catch (error) {
    throw new EnvironmentError('GW916', {
      summary: `The log of ${name} cannot be written in ${directory}`,
      detail: messageOf(error),
      hint: 'Check permissions and disk',
      cause: error,
    });
  }
}

async function spawned(child: ChildProcess, program: string): Promise<void> {
  try {
    await once(child, 'spawn');
  } catch (error) {
    throw programMissing(program, error);
  }
}

export function programMissing(program: string, cause: unknown): EngineError {
  return new EngineError('GW940', {
    summary: `${program} cannot be started`,
    detail: messageOf(cause),
    hint: 'Install it on this machine, or name it in the engine block of the file',
    cause,
  });
}

/** When a process began, in the system's own terms; `undefined` when it is gone or a zombie. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // Field 22 counts ticks since boot; the name in field 2 may hold spaces and brackets (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return process.platform === 'linux' ? undefined : await startByPs(pid);
  }
}

async function startByPs(pid: number): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]);
    return stdout.trim() === '' ? undefined : stdout.trim();
  } catch {
    return undefined;
  }
}
