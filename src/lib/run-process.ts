/** A program of somebody else: run without a shell, for a limited time, and ended together with all that it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './errors.ts';

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Written to its standard input, whether or not it reads it. */
  readonly input: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface ProcessResult {
  /** `undefined` when it did not end by itself. */
  readonly exitCode: number | undefined;
  readonly ending: 'exited' | 'killed' | 'timedOut' | 'stopped' | 'notStarted';
  /** The end of what it wrote to standard output and standard error, or why it could not be started. */
  readonly output: string;
}

const keptOutput = 4_000;
const killAfterMs = 2_000;
/** What a process wrote right before its end; one that it left behind may hold its outputs open for ever. */
const drainMs = 200;

export async function runProcess(command: readonly string[], options: ProcessOptions): Promise<ProcessResult> {
  const [program = '', ...args] = command;
  const { cwd, env, input, timeoutMs, signal } = options;
  // A group of its own: Ctrl-C in the terminal is for us, and ending it reaches what it started.
  const child = spawn(program, args, { cwd, env, stdio: 'pipe', detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  child.stdin.on('error', () => {}).end(input);
  const end = () => killGroup(child, 'SIGTERM');
  process.once('exit', end);
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const either = AbortSignal.any([limit, signal]);
    const ended = await whenEnded(child, either);
    const ending = either.aborted ? (limit.aborted ? 'timedOut' : 'stopped') : ended.ending;
    return { exitCode: ending === 'exited' ? ended.exitCode : undefined, ending, output: output.trim() };
  } catch (error) {
    return { exitCode: undefined, ending: 'notStarted', output: messageOf(error) };
  } finally {
    process.off('exit', end);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

interface Ended {
  readonly exitCode: number | undefined;
  readonly ending: 'exited' | 'killed';
}

async function whenEnded(child: ChildProcess, stop: AbortSignal): Promise<Ended> {
  const closed = once(child, 'close').catch(() => {});
  const exited = once(child, 'exit');
  const terminate = () => {
    killGroup(child, 'SIGTERM');
    setTimeout(() => killGroup(child, 'SIGKILL'), killAfterMs).unref();
  };
  if (stop.aborted) terminate();
  stop.addEventListener('abort', terminate, { once: true });
  try {
    const [code] = (await exited) as [number | null];
    await Promise.race([closed, delay(drainMs)]);
    return code === null ? { exitCode: undefined, ending: 'killed' } : { exitCode: code, ending: 'exited' };
  } finally {
    stop.removeEventListener('abort', terminate);
  }
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nothing of it is left.
  }
}
