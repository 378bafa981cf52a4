/** One of the two tools as a child process, which dies with us. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { EngineError } from '../../lib/errors.ts';
import { programMissing } from '../process/program.ts';
import { copyFailed, hear, nothingSaid, type RestoreWords } from './progress.ts';

export type ToolName = 'mongodump' | 'mongorestore';

export interface ToolSetting {
  readonly signal: AbortSignal;
  /** What the tools say, line by line, for the log. */
  readonly onLine: (tool: ToolName, line: string) => void;
  /** Told of each line, to be taken into what was heard before. */
  readonly onWords?: (hearing: (words: RestoreWords) => RestoreWords) => void;
}

const killAfterMs = 5_000;

export function startTool(name: ToolName, command: readonly string[], setting: ToolSetting): Tool {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  const { signal, onLine, onWords } = setting;
  let failure: string | undefined;
  createInterface({ input: child.stderr! }).on('line', (line) => {
    onLine(name, line);
    failure ??= hear(nothingSaid, line).failure;
    onWords?.((words) => hear(words, line));
  });
  if (name === 'mongodump') child.stdin!.end();
  else child.stdout!.resume();
  const ended = endOf(child, signal).then(({ code, error }) => {
    if (error !== undefined) return programMissing(program, error);
    return code === 0
      ? undefined
      : copyFailed(`${name} ended with ${code ?? 'a signal'}`, failure ?? 'It did not say why');
  });
  return { output: child.stdout!, input: child.stdin!, wasStarted: child.pid !== undefined, ended };
}

export interface Tool {
  readonly output: Readable;
  readonly input: Writable;
  readonly wasStarted: boolean;
  /** Resolves when it is gone, with why that is a failure. */
  readonly ended: Promise<EngineError | undefined>;
}

async function endOf(child: ChildProcess, signal: AbortSignal): Promise<{ code: number | null; error?: unknown }> {
  const end = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();
  };
  const atExit = () => child.kill('SIGKILL');
  process.once('exit', atExit);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  child.stdin!.on('error', () => {});
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code };
  } catch (error) {
    return { code: null, error };
  } finally {
    signal.removeEventListener('abort', end);
    process.off('exit', atExit);
  }
}
